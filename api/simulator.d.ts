import { AbrOptions, CreateEngine } from "./engine.js";
import { NetworkTrace } from "./index2.js";

/** One step of the ladder. */
interface ContentRendition {
  /** Default `"0"`, `"1"`, ... by place. */
  readonly id?: string;
  /** Declared average rate, bits per second, > 0. */
  readonly rateBitsPerSecond: number;
  /** Declared peak rate, bits per second, >= the average. Default: the greatest segment rate, at least the average. */
  readonly peakRateBitsPerSecond?: number;
  /** Coded size, pixels; 0 or absent = unknown. */
  readonly widthPixels?: number;
  readonly heightPixels?: number;
}
/** Separate audio: its own requests beside the video's. */
interface ContentAudio {
  /** Bits per second, > 0. */
  readonly rateBitsPerSecond: number;
}
/** What `createContent` needs. */
interface ContentDescription {
  readonly name: string;
  /** Media in one segment, seconds, > 0, at most 60. */
  readonly segmentSeconds: number;
  /** At least two, in rising order of rate. */
  readonly renditions: readonly ContentRendition[];
  /** Bits, `[segment][rendition]`, as size tables are published. Default: rate x duration, for 60 segments. */
  readonly segmentSizeBits?: readonly (readonly number[])[];
  /** VMAF 0..100, `[segment][rendition]`. */
  readonly vmaf?: readonly (readonly number[])[];
  readonly audio?: ContentAudio;
}
/** A rendition with everything filled in. */
type ResolvedRendition = Required<ContentRendition>;
/** Checked content. Only `createContent` makes one. Past its last segment the table starts over. */
interface Content {
  readonly name: string;
  readonly segmentSeconds: number;
  readonly segmentCount: number;
  readonly renditions: readonly ResolvedRendition[];
  /** Bits, `[rendition][segment]`. */
  readonly sizeBits: readonly Float64Array[];
  /** VMAF, `[rendition][segment]`. */
  readonly vmaf?: readonly Float64Array[];
  readonly audio?: ContentAudio;
}
/** Checks a description. Throws `ContentError` naming the first bad value. */
declare function createContent(description: ContentDescription): Content;
/** Size of a segment, bits; the table starts over past its end. */
declare const sizeOf: (content: Content, rendition: number, segment: number) => number;
/** How a player fills its buffer and when it asks its rule: the part of hls.js or Shaka that is not the rule. */
/** All times in seconds. */
interface PlayerModel {
  /** For tables: `hls`, `shaka`, `live`. */
  readonly name: string;
  /** Media ahead of the playhead at which loading pauses. */
  readonly bufferGoalSeconds: number;
  /** hls.js `maxBufferSize`: the goal rises to as many seconds as this many bits hold at the rendition's rate. Absent: time only. */
  readonly bufferGoalBits?: number;
  /** hls.js `maxMaxBufferLength`: where the byte-based goal ends. Default: `bufferGoalSeconds`. */
  readonly maxBufferGoalSeconds?: number;
  /** Media needed before the first frame, beyond one whole segment. */
  readonly startBufferSeconds: number;
  /** Media needed before playback goes on after a stall, beyond one whole segment. */
  readonly resumeBufferSeconds: number;
  /** How often a player whose buffer is full looks again. */
  readonly pollSeconds: number;
  /** From the last byte to the media being in the buffer. */
  readonly appendSeconds: number;
  /** From the media for the first frame being in the buffer to that frame: the element opens its decoders. Default 0. */
  readonly startLatencySeconds?: number;
  /**
  * Shaka: audio and video run apart; one that is a segment ahead of the other looks again after this long, and a full one
  * every `pollSeconds` by itself. Absent, as in hls.js: audio asks along with the video segment of the same number.
  */
  readonly runAheadPollSeconds?: number;
  /** How often a rule may look at a transfer on its way. */
  readonly progressSeconds: number;
  /** When the rule is asked: as the next request is made, or once the segment before it is in the buffer. */
  readonly asksRuleAt: "request" | "append";
  /** HLS: a rendition's playlist is fetched before its first segment. */
  readonly hasMediaPlaylists: boolean;
  /** The rate that the manifest tells the rule: HLS has averages beside its peaks, DASH `@bandwidth` is a peak. */
  readonly declaredRate: "average" | "peak";
  /** Live: where the player joins, seconds behind the edge. Absent: on demand. */
  readonly live?: LiveModel;
}
interface LiveModel {
  /** Distance from the live edge at which playback begins, and which catch-up aims at. */
  readonly targetLatencySeconds: number;
  /** Playback rate while the latency is above the target by more than half a segment. Default 1: no catch-up. */
  readonly catchUpRate?: number;
}
/** hls.js 1.7.4 at its defaults (config.ts: maxBufferLength 30, maxBufferSize 60 MB, maxMaxBufferLength 600; 100 ms ticks). */
declare const HLS_PLAYER: PlayerModel;
/** Shaka 5.2.12 at its defaults (player_configuration.js: bufferingGoal 10, rebufferingGoal 0; a full buffer is looked at every updateIntervalSeconds / 2 = 0.5 s). */
declare const SHAKA_PLAYER: PlayerModel;
/** hls.js on a live stream of 2 s segments, 6 s behind the edge (see `onContent` for longer ones), no catch-up (its default `maxLiveSyncPlaybackRate` is 1). */
declare const LIVE_PLAYER: PlayerModel;
/** A live player on content of some segment length: it joins at its target, or three segments behind the edge where that is more. */
declare function onContent(model: PlayerModel, segmentSeconds: number): PlayerModel;
/** The buffer goal while a rendition of some rate is loaded, seconds. */
declare function bufferGoal(model: PlayerModel, rateBitsPerSecond: number): number;
/** A rule by name; makes one independent session at a time. */
interface Rule {
  /** Short name for tables and `--rules`: `evenkeel`, `hls.js`, `bola-e`. */
  readonly name: string;
  /** Starts a session. May throw: the session then ends with a `RuleError` that names the rule. */
  start(session: RuleContext): RuleSession;
}
/** What a rule knows at the start of a session. */
interface RuleContext {
  readonly renditions: Content["renditions"];
  readonly segmentSeconds: number;
  readonly player: PlayerModel;
  /** Rate of separate audio as manifests declare it, bits per second; 0 where audio is in the main segments. */
  readonly audioRateBitsPerSecond: number;
  /** Next sizes, bits, where the session says that the container tells them; absent otherwise. */
  readonly sizeBits?: ((rendition: number, segment: number) => number) | undefined;
  /** Media in the whole session, seconds; Infinity when live. */
  readonly durationSeconds: number;
  /** For rules that draw lots. */
  readonly seed: number;
  /** The truth. Only bounds that say `clairvoyant` in their name may look. */
  readonly future: Future;
}
/** The network and the content as they really are. */
interface Future {
  readonly trace: NetworkTrace;
  /** Trace time at session time 0, seconds. */
  readonly traceOffsetSeconds: number;
  /** RTT where the trace has none, seconds. */
  readonly rttSeconds: number;
  readonly slowStart: boolean;
  readonly content: Content;
  /** Media to be played, seconds, also when live. */
  readonly contentSeconds: number;
  readonly playbackRate: number;
}
/** The player at one instant. One object, changed in place between calls: copy what must be kept. */
interface PlayerView {
  readonly atSeconds: number;
  /** The segment to be loaded next, or being loaded. From 0. */
  readonly segmentIndex: number;
  /** Rendition of the last main segment loaded or being loaded; -1 before the first. */
  readonly currentIndex: number;
  /** Media ahead of the playhead, seconds: the smaller of audio and video. */
  readonly bufferSeconds: number;
  /** Where the player stops filling now, seconds. */
  readonly maxBufferSeconds: number;
  readonly playbackRate: number;
  /** True from the first frame on, also during a stall. */
  readonly started: boolean;
  /** Waiting for media after the start. */
  readonly stalled: boolean;
  /** Media left to load, seconds; Infinity when live. */
  readonly remainingSeconds: number;
  /** Distance from the live edge, seconds; 0 on demand. */
  readonly latencySeconds: number;
}
/** A transfer on its way. One object, changed in place. */
interface TransferView {
  readonly renditionIndex: number;
  readonly segmentIndex: number;
  readonly requestSeconds: number;
  /** When the first bit came; undefined while none has. */
  readonly firstByteSeconds: number | undefined;
  readonly loadedBits: number;
  /** The response's length, bits. */
  readonly sizeBits: number;
  /** Times that this segment was given up and asked for again. */
  readonly restarts: number;
}
/** A response that ended, whole or given up. */
interface Download {
  readonly kind: "main" | "audio" | "playlist";
  readonly renditionIndex: number;
  readonly segmentIndex: number;
  readonly requestSeconds: number;
  /** Equal to `endSeconds` when it was given up before the first bit. */
  readonly firstByteSeconds: number;
  readonly endSeconds: number;
  /** Bits received. */
  readonly sizeBits: number;
  readonly durationSeconds: number;
  readonly aborted: boolean;
}
/** One session of one rule. */
interface RuleSession {
  /** Rendition for segment `view.segmentIndex`: an index into the ladder. Anything else ends the session with a `RuleError`. */
  choose(view: PlayerView): number;
  /** Wait this long before the next request although the buffer has room, seconds; asked before `choose`, once playback has started. Default 0. */
  waitSeconds?(view: PlayerView): number;
  /** A response ended; `view` is the player after it. */
  downloaded?(download: Download, view: PlayerView): void;
  /**
  * Called every `progressSeconds` while a main segment is on its way. A rendition: give the transfer up and ask
  * for the segment in that one instead. Undefined: go on. The rule is not asked again by `choose` for that restart.
  */
  progress?(transfer: TransferView, view: PlayerView): number | undefined;
  /**
  * Asked when a main segment has come in whole. A rendition: throw it away and ask for the segment in that one
  * instead, as Shaka does when its rule switches with the last packet. Undefined: keep it.
  */
  replaces?(download: Download, view: PlayerView): number | undefined;
  /** A main request is being sent. */
  requested?(transfer: TransferView, view: PlayerView): void;
  /** Playback began, ran dry, went on, or jumped. */
  playback?(change: "start" | "stall" | "resume" | "seek", view: PlayerView): void;
}
/**
* Plans `HORIZON` segments over the true link and sizes for the score J, plays the first, plans again. What follows a plan is valued by
* the optimum's completion bound: without a value for its buffer a plan would end on an empty one.
*/
declare function clairvoyantMpcRule(): Rule;
/** Always one rung. */
declare const fixedRule: (name: string, rung: number) => Rule;
/** Always the lowest rung: what a session comes to when nothing is dared. */
declare const lowestRule: () => Rule;
/** The rung that scores most when played all along, found by playing each. The cheapest rung wins a tie. */
declare function bestFixedRule(): Rule;
/** A jump of the viewer. */
interface Seek {
  /** When, session seconds from the first frame. */
  readonly atSeconds: number;
  /** Where to, media seconds. */
  readonly toSeconds: number;
}
/** One session to simulate. */
interface SessionOptions {
  readonly trace: NetworkTrace;
  /** Trace time at which the session begins, seconds, >= 0. Default 0. */
  readonly traceOffsetSeconds?: number;
  /** Round-trip time where the trace has none, seconds, 0..60. Default 0.05. */
  readonly rttSeconds?: number;
  /** TCP slow start, restarted after idle. Default true; without effect where the RTT is 0. */
  readonly slowStart?: boolean;
  readonly content: Content;
  readonly player: PlayerModel;
  /** Media to play, seconds, > 0. Default 180. Rounded up to whole segments. */
  readonly contentSeconds?: number;
  /** Whether the rule is told the sizes of segments to come (sidx, byte ranges). Default false. */
  readonly sizesKnown?: boolean;
  /** In order of time. Default none. On demand only. */
  readonly seeks?: readonly Seek[];
  /** Playback rate, > 0. Default 1. */
  readonly playbackRate?: number;
  /** Default 1. */
  readonly seed?: number;
}
/** What is played where the options do not say, seconds. */
declare const DEFAULT_CONTENT_SECONDS = 180;
/** Round-trip time where neither the options nor the trace say, seconds. */
declare const DEFAULT_RTT_SECONDS = .05;
interface OptimumSettings {
  /** Earliest instant at which any player of this model can ask for a segment, session seconds. Default: found by a simulated session. */
  readonly firstRequestSeconds?: number;
  /** Labels kept at a step of the search for the upper bound. More: a closer bound, and slower. Default 1000. */
  readonly mostLabels?: number;
}
interface OfflineOptimum {
  /** Of `schedule`, played in the simulator: certainly possible. */
  readonly score: number;
  /** No rule scores more in this session, whatever it knows and does. */
  readonly upperBound: number;
  /** The same for rules that neither wait before the first frame nor ask for their first segment twice. Much closer. */
  readonly promptUpperBound: number;
  /** Rungs, one a segment. */
  readonly schedule: readonly number[];
}
/**
* The best score J that a rule could reach in a session, knowing everything (sota.md, section 7), from both sides.
*
* From below: a beam search over the ways to have loaded k segments, by the simulator's own dynamics (`PlayerSteps`), ranked by their
* score so far and a bound on the rest (`CompletionBound`). What it finds is played in the simulator.
*
* From above: `BoundSearch` over the same ways under kind dynamics, merged in favour of all; what cannot beat the schedule is left out.
* A late first frame costs little and moves every deadline, so putting it off can beat every prompt start, above all before an
* outage. Players do not, but a rule that restarts its first segment could: `upperBound` counts that, `promptUpperBound` does not.
*
* Sessions with seeks have no such bound: theirs are 1, which no session exceeds.
*/
declare function offlineOptimum(options: SessionOptions, settings?: OptimumSettings): OfflineOptimum;
/** Plays the schedule that the offline optimum found, and scores what the optimum says. */
declare function optimumRule(): Rule;
/** A ladder or size table that cannot be used; the message names the place, the rule and the value received. */
declare class ContentError extends TypeError {
  override readonly name = "ContentError";
  constructor(path: string, rule: string, received: unknown);
}
interface EvenkeelRuleOptions {
  /** Name in tables. Default `evenkeel`. */
  readonly name?: string;
  /** Options of the plugin. Default: its defaults. */
  readonly options?: AbrOptions;
  /** Another engine. Default: ours. */
  readonly createEngine?: CreateEngine;
  /** Size of the video element, device pixels. Default unknown: no limit. */
  readonly viewportPixels?: {
    readonly widthPixels: number;
    readonly heightPixels: number;
  };
}
/** Makes the rule. Throws `TypeError` for bad options, as the plugin does. */
declare function evenkeelRule({
  name,
  options,
  createEngine,
  viewportPixels
}?: EvenkeelRuleOptions): Rule;
/** What happened in one session: everything that a metric is computed from. */
interface StallRecord {
  readonly startSeconds: number;
  readonly durationSeconds: number;
}
interface SegmentRecord {
  readonly segmentIndex: number;
  readonly renditionIndex: number;
  /** The request that brought it, and its end. */
  readonly requestSeconds: number;
  readonly endSeconds: number;
  readonly sizeBits: number;
  /** Buffer when the request was made, seconds. */
  readonly bufferSeconds: number;
  /** Requests given up before this one. */
  readonly restarts: number;
}
interface SessionRecord {
  /** From the first request to the first frame, seconds; the session's length where none came. */
  readonly startupSeconds: number;
  readonly stalls: readonly StallRecord[];
  /** Waiting after seeks, seconds: not counted as stalls. */
  readonly seekWaitSeconds: number;
  /** Wall-clock length of the session, seconds. */
  readonly sessionSeconds: number;
  /** Media played, seconds. */
  readonly playedSeconds: number;
  /** Main segments in the order in which they were loaded. */
  readonly segments: readonly SegmentRecord[];
  /** Everything received, bits: playlists, audio and what was thrown away included. */
  readonly totalBits: number;
  /** Received for nothing: given up in mid-segment, or dropped by a seek, bits. */
  readonly wastedBits: number;
  /** Mean distance from the live edge while playing, seconds; 0 on demand. */
  readonly meanLatencySeconds: number;
  /** `end`: played to the end. `gave-up`: the network never delivered the rest in ten times its length. */
  readonly outcome: "end" | "gave-up";
}
/** The figures of one session. */
/**
* Every duration in seconds; utilities 0..1 between the lowest and the highest rendition. Rates are the declared averages.
*
* Below: K segments of d seconds loaded, C = K d, N = C / 4; u_lin = R / Rmax, u_log = ln(R / Rmin) / ln(Rmax / Rmin).
* A session that gave up counts the media it never played as stalled time until its end; one that loaded nothing counts as
* one segment worth 0. Waiting after a seek is not a stall.
*/
interface SessionMetrics {
  /** From the first request to the first frame; the session's length where none came. */
  readonly startupSeconds: number;
  /** Pauses after the start for want of media, the one at the end of a session that gave up included. */
  readonly stallCount: number;
  readonly stallSeconds: number;
  readonly longestStallSeconds: number;
  /** stalled / (stalled + played), 0..1. */
  readonly rebufferingRatio: number;
  /** Mean declared rate over the media loaded, bits per second; 0 where nothing was. */
  readonly meanRateBitsPerSecond: number;
  /** Mean u_log over the media loaded. */
  readonly meanUtility: number;
  /** Neighbours in order of loading that differ in rendition. */
  readonly switchCount: number;
  /** Per minute of media played. */
  readonly switchesPerMinute: number;
  /** Mean |difference of u_log| from segment to segment; 0 for fewer than two. */
  readonly meanUtilityStep: number;
  readonly totalBytes: number;
  readonly wastedBytes: number;
  /** mean u_lin - (stalled + start-up / 4) / N - sum |du_lin| / N. Yin et al. 2015 in Pensieve's weights: 4.3 a stalled second on its ladder. */
  readonly qoeLinear: number;
  /** The same with u_log (Pensieve's QoE_log, scaled to 0..1). */
  readonly qoeLog: number;
  /** mean u_log - 10 stalled / C - switches / (K - 1). SODA, SIGCOMM 2024. */
  readonly qoeSoda: number;
  /** mean V / 100 - (stalled + start-up / 4) / N - sum |dV| / 100 / N, where the content has VMAF. */
  readonly qoeVmaf?: number;
  /** J: the mean of `qoeLinear`, `qoeLog` and `qoeSoda`. */
  readonly score: number;
}
/** Computes every figure of a session. Always finite, also where nothing was loaded or played. */
declare function measureSession(record: SessionRecord, content: Content): SessionMetrics;
/** What one session's trace looks like in bins of 1 s. */
interface SessionFigures {
  readonly meanBitsPerSecond: number;
  /** Standard deviation over mean; 0 where nothing flows. */
  readonly coefficientOfVariation: number;
  /** Of the bins' rates, by lag in seconds; 0 for a constant rate. */
  readonly autocorrelation: {
    readonly at1Second: number;
    readonly at5Seconds: number;
    readonly at20Seconds: number;
  };
  /** Share of bins below 50 kbit/s. */
  readonly outageShare: number;
}
/** Measures one pass of a trace, in whole seconds. */
declare function measureNetwork(trace: NetworkTrace): SessionFigures;
/** What many sessions of one family look like; the form in which a family states what it is fitted to. */
interface FamilyFigures extends SessionFigures {
  /** 10th, 50th and 90th percentile over sessions of their means, bits per second. */
  readonly sessionMeanBitsPerSecond: {
    readonly p10: number;
    readonly p50: number;
    readonly p90: number;
  };
}
/** Means over sessions, all of them equally weighted, and the spread of their mean rates. */
declare function measureFamily(traces: readonly NetworkTrace[]): FamilyFigures;
/** A kind of network from which any number of sessions can be drawn. */
interface NetworkFamily {
  /** For `--families` and tables: `3g-commute`. */
  readonly id: string;
  readonly title: string;
  /** One sentence for a picker. */
  readonly description: string;
  /** The measured set it is fitted to, with licence, and what is our assumption. */
  readonly source: string;
  /** Request to first bit, seconds. */
  readonly rttSeconds: number;
  /** The set's figures, which a test holds the sessions to. Mean over sessions of up to 600 s. */
  readonly figures: FamilyFigures;
  /**
  * One session, one rate a second: the same seed gives the same bits on every machine. Seeds are integers
  * (the lowest 32 bits count), `seconds` a whole number 1..1,000,000. Loops after its end.
  */
  generate(seed: number, seconds: number): NetworkTrace;
}
/** All families, calm first. */
declare const NETWORK_FAMILIES: readonly NetworkFamily[];
/** The family of an id, or `undefined`. */
declare const findFamily: (id: string) => NetworkFamily | undefined;
/** One part of a mix. */
interface RegionPart {
  /** Id of a family. */
  readonly family: string;
  /** Share of sessions, 0..1; the shares of a region sum to 1. */
  readonly share: number;
  /** Factor on the family's rates. Outages stay outages. */
  readonly scale: number;
}
interface Region {
  /** For `--region` and tables: `latin-america`. */
  readonly id: string;
  readonly title: string;
  readonly parts: readonly RegionPart[];
}
/** A session's network, and where it comes from. */
interface DrawnNetwork {
  readonly trace: NetworkTrace;
  /** Request to first bit, seconds. */
  readonly rttSeconds: number;
  /** Id of the family. */
  readonly family: string;
  /** Id of the region whose mix drew it, or ''. */
  readonly region: string;
}
/** Order of rows: fixed line, evening, Wi-Fi, LTE, 5G, 3G, satellite. */
declare const REGIONS: readonly Region[];
/**
* Draws one session's network from a region's mix or from one family, by id. The same arguments give the same bits.
* `seed` is an integer (the lowest 32 bits count). Throws a `RangeError` that lists the ids when there is no such one.
*/
declare function drawNetwork(regionOrFamily: string, seed: number, seconds?: number): DrawnNetwork;
/** A rule that threw, or answered what no player could act on: ends its session, never another one. */
declare class RuleError extends Error {
  override readonly name = "RuleError";
  /** The rule's name. */
  readonly rule: string;
  constructor(rule: string, message: string, cause?: unknown);
  /** For an exception inside a rule. */
  static thrown(rule: string, call: string, atSeconds: number, cause: unknown): RuleError;
  /** For an answer that is not an index into the ladder. */
  static badIndex(rule: string, call: string, count: number, received: unknown): RuleError;
}
/**
* Plays `options.content` over `options.trace` with `rule` deciding.
*
* @throws RuleError when the rule throws or answers what is not in the ladder.
* @throws TypeError when an option is out of range.
*/
declare function simulateSession(options: SessionOptions, rule: Rule): SessionRecord;
export { type Content, type ContentAudio, type ContentDescription, ContentError, type ContentRendition, DEFAULT_CONTENT_SECONDS, DEFAULT_RTT_SECONDS, type Download, type DrawnNetwork, type EvenkeelRuleOptions, type FamilyFigures, type Future, HLS_PLAYER, LIVE_PLAYER, type LiveModel, NETWORK_FAMILIES, type NetworkFamily, type OfflineOptimum, type OptimumSettings, type PlayerModel, type PlayerView, REGIONS, type Region, type RegionPart, type ResolvedRendition, type Rule, type RuleContext, RuleError, type RuleSession, SHAKA_PLAYER, type Seek, type SegmentRecord, type SessionFigures, type SessionMetrics, type SessionOptions, type SessionRecord, type StallRecord, type TransferView, bestFixedRule, bufferGoal, clairvoyantMpcRule, createContent, drawNetwork, evenkeelRule, findFamily, fixedRule, lowestRule, measureFamily, measureNetwork, measureSession, offlineOptimum, onContent, optimumRule, simulateSession, sizeOf };