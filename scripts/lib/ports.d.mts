/** `preferred`, or the next port above it that nobody uses. */
export function freePort(preferred: number): Promise<number>;
/** Resolves to true once `port` accepts connections, to false when `cancelled()` or after `timeoutSeconds`. */
export function waitForPort(port: number, timeoutSeconds: number, cancelled: () => boolean): Promise<boolean>;
/** The first of `count` free ports in a row, at `preferred` or above. */
export function freePortsInARow(preferred: number, count: number): Promise<number>;
