/** The simulator on a session's network and content, told in the same words as the browser's. */
import {
  type Download,
  evenkeelRule,
  HLS_PLAYER,
  type PlayerModel,
  type Rule,
  type RuleSession,
  SHAKA_PLAYER,
  simulateSession,
} from 'evenkeel/simulator';
import type { PlayerName } from '../compare/arguments.ts';
import { PLAYER_RULES } from '../rules/players/index.ts';
import { demoContent } from './content.ts';
import type { PlayedRequest, PlayedSession } from './played-session.ts';
import { type FidelitySession, TITLE_SECONDS, traceOf } from './session.ts';

export interface ViewportPixels {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** Shaka fetches media playlists where the manifest is HLS. */
const MODELS: Readonly<Record<PlayerName, PlayerModel>> = {
  hls: HLS_PLAYER,
  'shaka-hls': { ...SHAKA_PLAYER, hasMediaPlaylists: true },
  'shaka-dash': SHAKA_PLAYER,
};

/** @param viewport of the video element: Evenkeel looks at it, the built-in rules do not by default. */
export async function simulate(session: FidelitySession, viewport?: ViewportPixels): Promise<PlayedSession> {
  const requests: PlayedRequest[] = [];
  const record = simulateSession(
    {
      trace: traceOf(session),
      rttSeconds: session.rttSeconds,
      // The origin's link has none.
      slowStart: false,
      content: demoContent(session.table),
      contentSeconds: TITLE_SECONDS,
      player: MODELS[session.player],
    },
    noting(await ruleOf(session, viewport), (download) => requests.push(toRequest(download))),
  );
  requests.sort((a, b) => a.startSeconds - b.startSeconds);
  return { startupSeconds: record.startupSeconds, stalls: record.stalls, requests };
}

async function ruleOf({ player, rule }: FidelitySession, viewportPixels: ViewportPixels | undefined): Promise<Rule> {
  if (rule === 'evenkeel') return evenkeelRule(viewportPixels ? { viewportPixels } : {});
  const name = player === 'hls' ? 'hls.js' : 'shaka';
  const entry = PLAYER_RULES.find((each) => each.name === name);
  if (!entry) throw new Error(`there is no rule ${name}`);
  return entry.load();
}

/** The rule, with every response written down. */
function noting(rule: Rule, note: (download: Download) => void): Rule {
  return {
    name: rule.name,
    start(context) {
      const inner = rule.start(context);
      const { waitSeconds, progress, replaces, requested, playback } = inner;
      const session: RuleSession = {
        choose: (view) => inner.choose(view),
        downloaded(download, view) {
          note(download);
          inner.downloaded?.(download, view);
        },
        ...(waitSeconds ? { waitSeconds: waitSeconds.bind(inner) } : {}),
        ...(progress ? { progress: progress.bind(inner) } : {}),
        ...(replaces ? { replaces: replaces.bind(inner) } : {}),
        ...(requested ? { requested: requested.bind(inner) } : {}),
        ...(playback ? { playback: playback.bind(inner) } : {}),
      };
      return session;
    },
  };
}

function toRequest(download: Download): PlayedRequest {
  const { kind, renditionIndex, segmentIndex, requestSeconds, firstByteSeconds, endSeconds, sizeBits, aborted } = download;
  return {
    kind,
    rendition: kind === 'audio' ? -1 : renditionIndex,
    segment: kind === 'playlist' ? -1 : segmentIndex,
    startSeconds: requestSeconds,
    firstByteSeconds,
    endSeconds,
    deliveredBits: sizeBits,
    whole: !aborted,
  };
}
