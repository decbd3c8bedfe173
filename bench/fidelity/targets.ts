/** What the project asks of its simulator. */

/** Share of segments at the same rung, at least; medians of absolute differences, below. */
export const TARGETS = { sameRungShare: 0.9, medianStartupSeconds: 0.3, medianStallSeconds: 0.5 } as const;
