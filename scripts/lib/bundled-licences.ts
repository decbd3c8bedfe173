/** For the build: the licences of every package whose code ends up in a bundle, as their terms ask, in a file beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

export function bundledLicences(fileName: string): Plugin {
  return {
    name: 'bundled-licences',
    generateBundle(_options, bundle): void {
      const folders = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          const folder = packageFolder(id);
          if (folder !== undefined) folders.add(folder);
        }
      }
      const source = [...folders]
        .sort()
        .map(licenceOf)
        .join(`\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}

/** Folder of the package in node_modules that a module is of; undefined for our own and for the bundler's. */
function packageFolder(id: string): string | undefined {
  if (!/[\\/]node_modules[\\/]/.test(id) || id.startsWith('\0')) return undefined;
  let folder = dirname(id);
  while (!namesPackage(folder)) {
    if (folder === dirname(folder)) throw new Error(`${id} is of no package`);
    folder = dirname(folder);
  }
  return folder;
}

/** Some packages have nameless manifests inside, which only say how files are to be read. */
const namesPackage = (folder: string): boolean => existsSync(join(folder, 'package.json')) && manifestOf(folder).name !== undefined;

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

function licenceOf(folder: string): string {
  const { name, version, license } = manifestOf(folder);
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  if (!file && !license) throw new Error(`${name} in ${folder} has no licence: it must not be bundled`);
  return `${name} ${version} (${license ?? 'see below'})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : 'No licence text in the package.'}\n`;
}
