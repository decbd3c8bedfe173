/** The page's monotonic clock in seconds: the clock of every event. (Adapters also compare with the players' own stamps, in their units.) */
export const nowSeconds = (): number => performance.now() / 1000;
