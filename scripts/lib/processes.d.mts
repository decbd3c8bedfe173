/** The checkout's root folder. */
export const ROOT: string;
/** Command line of an installed package's program, run by this Node. */
export function packageBin(packageName: string, binName?: string): string[];
/** Command line of npm: the one that runs us where known. */
export function npmCommand(program?: string): string[];
/** Runs a program with its output shown; resolves to its exit code. */
export function runShown(command: readonly string[], env?: Readonly<Record<string, string>>): Promise<number>;
/** Runs a program quietly: says that it is still running, shows the last lines if it fails. Resolves to its exit code. */
export function runQuietly(label: string, command: readonly string[], env?: Readonly<Record<string, string>>): Promise<number>;
