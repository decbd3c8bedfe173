/** Plain progress output: each step with its result and its time. Runs before anything is installed. */
const startedAtMilliseconds = Date.now();
const colourful = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colourful ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text) => paint(1, text);
export const dim = (text) => paint(2, text);
export const red = (text) => paint(31, text);
export const green = (text) => paint(32, text);

/** Seconds with one decimal since `fromMilliseconds` (default: the start of the process). */
export const elapsed = (fromMilliseconds = startedAtMilliseconds) => `${((Date.now() - fromMilliseconds) / 1000).toFixed(1)} s`;

/** Prints one finished step: `ok   packages up to date  0.0 s`. */
export const report = (mark, text, fromMilliseconds) => {
  const label = mark === 'ok' ? green('ok  ') : mark === 'fail' ? red('fail') : dim(mark.padEnd(4));
  console.log(`${label} ${text}${fromMilliseconds === undefined ? '' : `  ${dim(elapsed(fromMilliseconds))}`}`);
};
