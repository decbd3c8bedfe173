/** Which program this is: the package's version, and a hash of its own files. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { sha256 } from './scenario-id.ts';

export interface Program {
  readonly version: string;
  /** Of every program file: sources when run from the repository, else the published bundle. */
  readonly codeHash: string;
}

export function readProgram(): Program {
  const packageFile = createRequire(import.meta.url).resolve('evenkeel/package.json');
  const root = dirname(packageFile);
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const fromSource = import.meta.url.endsWith('.ts');
  const files = (fromSource ? SOURCES : ['dist']).flatMap((directory) => programFiles(join(root, directory), fromSource ? '.ts' : '.js'));
  return { version, codeHash: sha256(files.map((file) => `${relative(root, file)} ${sha256(readFileSync(file))}`).join('\n')) };
}

/** What decides a session's figures. */
const SOURCES = ['src/engine', 'src/link', 'src/simulator', 'bench/rules', 'bench/run', 'bench/results', 'bench/calibration/record'];

function programFiles(directory: string, ending: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/]tests[\\/]/.test(file.slice(directory.length)))
    .sort();
}
