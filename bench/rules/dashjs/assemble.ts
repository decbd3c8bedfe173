/** Puts one session's dash.js together: the real decision parts, and stand-ins for the player around them. */
import type { RuleContext } from 'evenkeel/simulator';
import { describeLadder, type Ladder } from './ladder.ts';
import type {
  AbrController,
  DashMetrics,
  DashPackage,
  EventBus,
  FragmentRequest,
  MediaPlayerModel,
  Representation,
  Settings,
  ThroughputController,
} from './parts.ts';
import { bufferSettings, type Strategy } from './strategies.ts';

/** What the stand-ins tell dash.js; the driver keeps it up to date. */
export interface Player {
  representation: Representation;
  playbackRate: number;
  latencySeconds: number;
  /** The main request on its way. */
  request: FragmentRequest | undefined;
  /** dash.js asks its loader to hold the next request back this long, milliseconds. */
  loadDelayMilliseconds: number;
}

export interface Parts {
  readonly ladder: Ladder;
  readonly player: Player;
  readonly eventBus: EventBus;
  readonly dashMetrics: DashMetrics;
  readonly abrController: AbrController;
  readonly throughputController: ThroughputController;
  readonly settings: Settings;
}

/** A new dash.js, independent of all others: everything it makes hangs on one context object. */
export function assemble({ FactoryMaker }: DashPackage, strategy: Strategy, session: RuleContext): Parts {
  const context = {};
  const make = <Part>(name: string, config?: object): Part => {
    const factory = FactoryMaker.getSingletonFactoryByName(name);
    if (!factory) throw new Error(`dash.js has no part named ${name} any more`);
    return factory(context).getInstance(config) as Part;
  };
  FactoryMaker.setSingletonInstance(context, 'Debug', { getLogger: () => LOGGER });
  const ladder = describeLadder(session);
  const { streamInfo } = ladder.mediaInfo;
  const live = session.player.live;

  const eventBus = make<EventBus>('EventBus');
  const settings = make<Settings>('Settings');
  settings.update({
    streaming: {
      buffer: bufferSettings(session.player.maxBufferGoalSeconds ?? session.player.bufferGoalSeconds),
      abr: { rules: strategy.rules },
    },
  });
  const dashMetrics = make<DashMetrics>('DashMetrics', { settings });
  const mediaPlayerModel = make<MediaPlayerModel>('MediaPlayerModel');
  const throughputController = make<ThroughputController>('ThroughputController');
  const abrController = make<AbrController>('AbrController');

  const player: Player = {
    representation: ladder.representations[0] as Representation,
    playbackRate: 1,
    latencySeconds: 0,
    request: undefined,
    loadDelayMilliseconds: 0,
  };
  const playbackController = {
    getIsDynamic: () => live !== undefined,
    getLowLatencyModeEnabled: () => false,
    getLiveDelay: () => live?.targetLatencySeconds ?? Number.NaN,
    getCurrentLiveLatency: () => (live ? player.latencySeconds : Number.NaN),
    getPlaybackRate: () => player.playbackRate,
  };
  const scheduleController = {
    getPlaybackController: () => playbackController,
    setTimeToLoadDelay: (milliseconds: number) => {
      player.loadDelayMilliseconds = milliseconds;
    },
  };
  const streamProcessor = {
    getStreamInfo: () => streamInfo,
    getLastSegment: () => null,
    getRepresentation: () => player.representation,
    getRepresentationController: () => ({ getCurrentCompositeRepresentation: () => player.representation }),
    getScheduleController: () => scheduleController,
    getFragmentModel: () => ({ getRequests: () => (player.request ? [player.request] : []) }),
    getAllMediaInfos: () => [ladder.mediaInfo],
  };
  mediaPlayerModel.setConfig({ playbackController, serviceDescriptionController: { getServiceDescriptionSettings: () => null } });
  throughputController.setConfig({ settings, playbackController });
  throughputController.initialize();
  abrController.setConfig({
    settings,
    dashMetrics,
    mediaPlayerModel,
    throughputController,
    adapter: { getVoRepresentations: () => ladder.representations, areMediaInfosEqual: Object.is },
    capabilities: { areKeyIdsUsable: () => true },
    // A first visit: no bitrate remembered, and none kept for the next.
    domStorage: { getSavedBitrateSettings: () => Number.NaN, setSavedBitrateSettings() {} },
    videoModel: { getPlaybackQuality: () => null, getPlaybackRate: () => player.playbackRate },
    streamController: { getActiveStreamInfo: () => streamInfo },
    customParametersModel: { getAbrCustomRules: () => [] },
    cmsdModel: {},
  });
  abrController.initialize();
  abrController.registerStreamType('video', streamProcessor);
  // The parts know each other now. dash.js would keep every context for ever, and look through all of them.
  FactoryMaker.deleteSingletonInstances(context);
  return { ladder, player, eventBus, dashMetrics, abrController, throughputController, settings };
}

/** dash.js catches what its rules throw and only logs it: here it must not pass unseen. */
const LOGGER = {
  fatal: rethrow,
  error: rethrow,
  warn() {},
  info() {},
  debug() {},
};

function rethrow(error: unknown): never {
  throw error instanceof Error ? error : new Error(`dash.js: ${String(error)}`);
}
