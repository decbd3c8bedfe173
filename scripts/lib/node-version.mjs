/** The oldest Node that runs the tools, as major and minor; the same as `engines` in package.json. */
const OLDEST = [20, 19];

/** Undefined when this Node will do, else what to tell the person. */
export function nodeVersionProblem(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `Evenkeel needs Node ${OLDEST.join('.')} or newer; this is Node ${version}. Get one from https://nodejs.org, or with: nvm install 22`;
}
