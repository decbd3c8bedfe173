/** Constants of Spiteri, Sitaraman and Sparacio, MMSys 2018 (BOLA-E), as their Sabre and dash.js have them. None of them is tuned. */

/** Level at which the lowest rung's worth ends, seconds: minimum buffer. */
export const MINIMUM_BUFFER_SECONDS = 10;

/** The top rung is reached at the minimum + this for every rung, or at the player's goal where that is more. */
export const BUFFER_SECONDS_PER_RUNG = 2;

/** Insufficient buffer rule: share of (buffer x throughput) that a segment may have: at first, times itself per segment, at least. */
export const SAFE_SHARE_AT_FIRST = 0.9;
export const SAFE_SHARE_STEP = 0.9;
export const SAFE_SHARE_LEAST = 0.5;

/** dash.js: what is left of the placeholder buffer after each segment. */
export const PLACEHOLDER_KEPT = 0.99;
