/** Constants of Huang et al., SIGCOMM 2014 (BBA-0, BBA-1, BBA-2), all stated there for a buffer of 240 s. None of them is tuned. */

/** The paper's buffer, seconds. For a smaller one all lengths below shrink by goal / 240, as the paper's own are shares of it. */
export const PAPER_BUFFER_SECONDS = 240;

/** BBA-0's fixed reservoir: below it, the lowest rung. Used where sizes are not known. */
export const RESERVOIR_SECONDS = 90;

/** Reservoir + cushion, 90 % of the buffer: from here on, the highest rung. */
export const FULL_MAP_SECONDS = 216;

/** BBA-1's reservoir, computed from the sizes ahead, stays within these. */
export const LEAST_RESERVOIR_SECONDS = 8;
export const MOST_RESERVOIR_SECONDS = 140;

/** BBA-1 looks this many buffers ahead for it. */
export const LOOKAHEAD_BUFFERS = 2;

/**
 * A map squeezed into a few seconds leaves no room for one slow download. So the lengths have a floor: what the papers of MPC
 * and Pensieve gave BBA for their buffers of 30 and 60 s, reservoir 5 s and cushion 10 s; for segments longer than their 4 s,
 * as many segments. Where the goal is below their sum, the top rungs stay out of reach, as they should.
 */
export const LEAST_RESERVOIR_FLOOR_SECONDS = 5;
export const LEAST_CUSHION_FLOOR_SECONDS = 10;
export const FLOOR_SEGMENT_SECONDS = 4;

/** BBA-2's start: one rung up while a download leaves this share of a segment, from the first value (empty) to the second (full map). */
export const START_GAIN_EMPTY = 0.875;
export const START_GAIN_FULL = 0.5;
