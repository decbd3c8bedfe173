/** A command line or an input file that cannot be used. The message says what to do; the command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
