/** A request this origin refuses, with the answer to send. */
export class RequestError extends Error {
  /** HTTP status, 400..599. */
  readonly status: number;
  /** Short fixed word for programs, as in `unknown-profile`. */
  readonly code: string;
  /** More fields for the JSON answer. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** The JSON text of an error answer. */
export function errorJson(error: RequestError): string {
  return JSON.stringify({ error: error.code, message: error.message, ...error.details });
}
