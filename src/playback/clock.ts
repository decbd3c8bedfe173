/** The page's monotonic clock in seconds: the only clock that the plugin reads. */
export const nowSeconds = (): number => performance.now() / 1000;
