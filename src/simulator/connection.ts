// Stand-in until src/link has slow start.
export type Connection = undefined;
export const createConnection = (): Connection => undefined;
