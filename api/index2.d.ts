/** Where a transfer is in its life: asked for, receiving (or between two bursts of slow start), complete, given up. */
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
/** How TCP's window limits the start of a response. */
interface SlowStart {
  /** Window of a new or long idle connection, bits, > 0. Default 116,800: 10 segments of 1460 B (RFC 6928). */
  readonly initialWindowBits?: number;
  /**
  * A connection without a bit for longer than this starts over, seconds, >= 0; `Infinity` never. Default 1, the
  * least retransmission timeout of RFC 6298 (the restart itself: RFC 5681 section 4.1). The wait for the next
  * response counts, so keep it above the round trip.
  */
  readonly idleResetSeconds?: number;
}
/**
* What one TCP connection remembers from response to response. Made by `createConnection`, changed by its link only.
* Responses at the same time (HTTP/2) each send a window of their own; the widest is what the next one starts with.
*/
interface Connection {
  /** Congestion window, bits; 0 before the first response. */
  readonly windowBits: number;
  /** When a response last had bits under way, link seconds; -Infinity before the first. */
  readonly lastBitSeconds: number;
}
/** A connection that has carried nothing yet. Use it with one link only: its times are that link's. */
declare function createConnection(): Connection;
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
/** What a link is made of. */
interface LinkOptions {
  readonly trace: NetworkTrace;
  /** Request to first bit, seconds, >= 0. Default 0. A trace segment's own latency wins. */
  readonly rttSeconds?: number;
  /** Trace time at link time 0, seconds, >= 0. Default 0. */
  readonly traceOffsetSeconds?: number;
  /** TCP slow start with these figures (`{}`: the defaults). Absent: a response may use its whole share at once. */
  readonly slowStart?: SlowStart;
}
/**
* A shared bottleneck with exact processor sharing: the active transfers split the trace's rate equally.
* Driven by events (`LinkEvents`), not by steps: how often it is advanced changes no result.
*/
declare class Link {
  private readonly events;
  private readonly rttSeconds;
  private readonly hasSlowStart;
  private currentSeconds;
  constructor(options: LinkOptions);
  /** The time the link has been advanced to, seconds from 0. */
  get nowSeconds(): number;
  /** Number of transfers sharing the rate now. */
  get activeCount(): number;
  /** Round-trip time of a request made at an instant, seconds. */
  rttAt(atSeconds: number): number;
  /**
  * Asks for `sizeBits` (>= 0) at an instant (>= now). Bits flow after `latencySeconds`, default the RTT.
  * With slow start that is also the length of its rounds, and `connection` (default a new one) gives it the window.
  */
  open(atSeconds: number, sizeBits: number, latencySeconds?: number, connection?: Connection): Transfer;
  /** Gives a transfer up at an instant (>= now): it keeps what it got, the others share its rate. */
  abort(transfer: Transfer, atSeconds: number): void;
  /** Moves time forward to an instant (>= now) and grants every bit due by then. */
  advanceTo(atSeconds: number): void;
  /**
  * When anything next changes, link seconds; `Infinity` when nothing is due: a transfer becomes active or completes,
  * or, in slow start, ends a burst or a round.
  */
  nextEventSeconds(): number;
  /**
  * When a transfer will have `bits` (default all), if nobody opens or aborts a transfer before, link seconds;
  * now when it has them already, `Infinity` when it never will. With slow start it plays the coming rounds on a copy.
  */
  secondsWhenGranted(transfer: Transfer, bits?: number): number;
}
/**
* Reads the traces of a file, whatever its ending: the first line tells the format.
* `{` or `[`: the normal form (JSON, a list, JSONL) or Sabre's JSON. One number: Mahimahi. Two numbers separated by
* space: Pensieve. Anything else: CSV. Every trace loops unless a normal form says otherwise.
* Throws `TraceError` naming file and line, also for a trace that carries nothing at all.
*/
declare function parseTraces(text: string, fileName: string): NetworkTrace[];
/** Turns one normal-form value (already parsed JSON) into a trace; `path` is how errors name it, `unnamed` its name if it has none. */
declare function traceFromNormalForm(value: unknown, path?: string, unnamed?: string): NetworkTrace;
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
/** A stream of repeatable numbers; the same seed gives the same stream on every machine. */
interface RandomStream {
  /** The next number, uniform in [0, 1). */
  uniform(): number;
  /** The next number, normal with mean 0 and standard deviation 1. */
  normal(): number;
}
/** Makes a stream from a 32-bit seed (mulberry32: small, fast, good enough to draw demo traces). */
declare function createRandomStream(seed: number): RandomStream;
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
export { type Connection, Link, type LinkOptions, NETWORK_PROFILES, type NetworkProfile, type NetworkTrace, type RandomStream, type SlowStart, TRACE_LIMITS, type TraceDescription, TraceError, type TraceFigures, type TraceIndex, type TraceSegment, type Transfer, type TransferState, bitsBetween, createConnection, createRandomStream, createTrace, describe, findProfile, latencyAt, measureTrace, parseNormalForm, parseTraces, rateAt, secondsWhenThrough, traceFromNormalForm };