/** Prints one finished step: `ok   packages up to date  0.0 s`. */
export function report(mark: 'ok' | 'fail' | 'skip', text: string, fromMilliseconds?: number): void;
