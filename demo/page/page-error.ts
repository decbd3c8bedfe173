/** A failure that the visitor can do something about: what happened, and what to do. */
export class PageError extends Error {
  readonly title: string;

  constructor(title: string, advice: string) {
    super(advice);
    this.name = 'PageError';
    this.title = title;
  }
}

/** Any thrown value as something to show. */
export function asPageError(error: unknown): PageError {
  if (error instanceof PageError) return error;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new PageError('Something went wrong', `${text}. Restart; if it happens again, reload the page.`);
}
