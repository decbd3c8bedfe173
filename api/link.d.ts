/** A span of time in which the link keeps one rate. */
interface TraceSegment {
  /** Seconds, 0..10,000,000. A span of 0 carries nothing and is harmless. */
  readonly durationSeconds: number;
  /** Bits per second, 0..1e12. 0 is an outage. */
  readonly rateBitsPerSecond: number;
  /** Round-trip time for requests made in this span, seconds, 0..60. Default: the link's own. */
  readonly latencySeconds?: number;
}
/** What `createTrace` needs. */
interface TraceDescription {
  /** A name for charts and errors. */
  readonly name: string;
  /** 1..1,000,000 spans in order. */
  readonly segments: readonly TraceSegment[];
  /** Whether time starts over after the last span. Default true; false holds the last rate for ever. */
  readonly loops?: boolean;
}
/** Running sums that make every question about a trace a binary search. Built once by `createTrace`. */
interface TraceIndex {
  /** Start of each segment, seconds. */
  readonly startSeconds: Float64Array;
  /** Rate of each segment, bits per second. */
  readonly rateBitsPerSecond: Float64Array;
  /** Bits that pass before each segment; one entry more than there are segments. */
  readonly bitsBefore: Float64Array;
}
/** A checked network trace. Only `createTrace` makes one, so every holder may trust its numbers. */
interface NetworkTrace {
  readonly name: string;
  readonly segments: readonly TraceSegment[];
  readonly loops: boolean;
  /** Length of one pass, seconds, > 0. */
  readonly durationSeconds: number;
  /** Bits in one pass, >= 0. */
  readonly totalBits: number;
  readonly index: TraceIndex;
}
/** Bounds that keep sums exact enough and refuse values that can only be a unit mistake. */
declare const TRACE_LIMITS: {
  readonly segments: 1_000_000;
  readonly durationSeconds: 10_000_000;
  readonly rateBitsPerSecond: 1e12;
  readonly latencySeconds: 60;
};
/** Checks a description and builds the trace. Throws `TraceError` naming the first bad value. */
declare function createTrace(description: TraceDescription): NetworkTrace;
/** Where a transfer is in its life: asked for, receiving, complete, given up. */
type TransferState = "waiting" | "active" | "done" | "aborted";
/** One response under way. Read it after `advanceTo`; only its link changes it. */
interface Transfer {
  readonly sizeBits: number;
  /** When it was asked for, link seconds. */
  readonly openedSeconds: number;
  /** When its first bit may flow, link seconds. */
  readonly activeSeconds: number;
  /** Bits granted so far, 0..sizeBits. */
  readonly grantedBits: number;
  readonly state: TransferState;
  /** When it completed or was aborted, link seconds; `Infinity` until then. */
  readonly endSeconds: number;
}
/** What a link is made of. */
interface LinkOptions {
  readonly trace: NetworkTrace;
  /** Request to first bit, seconds, >= 0. Default 0. A trace segment's own latency wins. */
  readonly rttSeconds?: number;
  /** Trace time at link time 0, seconds, >= 0. Default 0. */
  readonly traceOffsetSeconds?: number;
}
/**
* A shared bottleneck with exact processor sharing: the active transfers split the trace's rate equally.
*
* Equal shares mean one number serves all: the service level, the bits any transfer active since the start
* of the busy period has received. A transfer completes when the level reaches its start level plus its size,
* so the next completion is one inverse of the trace's integral, whatever the rate did in between.
* The level is anchored at the last event, never at the last `advanceTo`: steps leave no rounding behind.
*
* Place for TCP slow start (not modelled): `settle` gives each transfer 1/n of the rate between two events.
* A window model adds an event at each doubling and a per-transfer cap below 1/n; nothing else changes.
*/
declare class Link {
  private readonly trace;
  private readonly rttSeconds;
  private readonly offsetSeconds;
  private readonly waiting;
  private readonly active;
  private currentSeconds;
  private anchorSeconds;
  private anchorLevelBits;
  private nextActivationSeconds;
  private nextCompletionSeconds;
  constructor(options: LinkOptions);
  /** The time the link has been advanced to, seconds from 0. */
  get nowSeconds(): number;
  /** Number of transfers sharing the rate now. */
  get activeCount(): number;
  /** Round-trip time of a request made at an instant, seconds. */
  rttAt(atSeconds: number): number;
  /** Asks for `sizeBits` (>= 0) at an instant (>= now). Bits flow after `latencySeconds`, default the RTT. */
  open(atSeconds: number, sizeBits: number, latencySeconds?: number): Transfer;
  /** Gives a transfer up at an instant (>= now): it keeps what it got, the others share its rate. */
  abort(transfer: Transfer, atSeconds: number): void;
  /** Moves time forward to an instant (>= now) and grants every bit due by then. */
  advanceTo(atSeconds: number): void;
  /** When the next transfer becomes active or completes, link seconds; `Infinity` when nothing is due. */
  nextEventSeconds(): number;
  /**
  * When a transfer will have `bits` (default all), if nobody opens or aborts a transfer before, link seconds;
  * now when it has them already, `Infinity` when it never will.
  */
  secondsWhenGranted(transfer: Transfer, bits?: number): number;
  /** Processes every activation and completion due by an instant, in order. */
  private settle;
  private activate;
  private complete;
  /** Restates the service level at an event, before the number of shares changes. */
  private moveAnchor;
  private levelAt;
  private planActivation;
  private planCompletion;
  private lowestEndLevel;
  private bitsFrom;
  private secondsWhenServed;
}
/** Turns one normal-form value (already parsed JSON) into a trace; `path` is how errors name it. */
declare function traceFromNormalForm(value: unknown, path?: string): NetworkTrace;
/**
* Reads a file's text: one JSON object, a JSON list of them, or JSONL with one object a line.
* Blank lines are skipped. Errors name the file and, for JSONL, the line (counted from 1).
*/
declare function parseNormalForm(text: string, fileName: string): NetworkTrace[];
/** How fast a trace is and how much it swings, weighted by time over one pass. */
interface TraceFigures {
  /** Mean rate, bits per second. */
  readonly meanBitsPerSecond: number;
  /** Standard deviation of the rate over its mean; 0 for a constant link. */
  readonly coefficientOfVariation: number;
}
/** Measures one pass of a trace. */
declare function measureTrace(trace: NetworkTrace): TraceFigures;
/** A named network for demos: about three minutes, then it starts over; the same bits on every machine. */
interface NetworkProfile {
  readonly id: string;
  readonly title: string;
  /** One sentence for a picker. */
  readonly description: string;
  /** Request to first bit, seconds. */
  readonly rttSeconds: number;
  /** What the trace measures; a test holds it to these. */
  readonly figures: TraceFigures;
  readonly trace: NetworkTrace;
}
/** All demo profiles, calm first. Shapes and figures follow the measured sets named beside each. */
declare const NETWORK_PROFILES: readonly NetworkProfile[];
/** The profile with an id, or `undefined`. */
declare function findProfile(id: string): NetworkProfile | undefined;
/** A trace that cannot be used: which value, what it must be, and what was received. */
declare class TraceError extends TypeError {
  /** Where the value sits, as in `segments[3].rateBitsPerSecond` or `trace.samples[3][1]`. */
  readonly path: string;
  /** What the value must be, as in `must be >= 0`. */
  readonly rule: string;
  constructor(path: string, rule: string, received: unknown);
}
/** A short, single-line picture of any value, safe to print in an error. */
declare function describe(value: unknown): string;
/** Rate at an instant, bits per second. */
declare function rateAt(trace: NetworkTrace, atSeconds: number): number;
/** Round-trip time the trace asks for at an instant, seconds, or `undefined` when it says nothing. */
declare function latencyAt(trace: NetworkTrace, atSeconds: number): number | undefined;
/** Exact number of bits the link can carry between two instants. */
declare function bitsBetween(trace: NetworkTrace, fromSeconds: number, toSeconds: number): number;
/** First instant at which `bits` have passed since `fromSeconds`; `Infinity` when they never do. */
declare function secondsWhenThrough(trace: NetworkTrace, fromSeconds: number, bits: number): number;
export { Link, type LinkOptions, NETWORK_PROFILES, type NetworkProfile, type NetworkTrace, TRACE_LIMITS, type TraceDescription, TraceError, type TraceFigures, type TraceIndex, type TraceSegment, type Transfer, type TransferState, bitsBetween, createTrace, describe, findProfile, latencyAt, measureTrace, parseNormalForm, rateAt, secondsWhenThrough, traceFromNormalForm };