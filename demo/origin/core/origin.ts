import { NETWORK_PROFILES } from '../../../src/link/index.ts';
import { type BroadcastClock, resolveLive } from '../../content/live.ts';
import { bytesBody, fillerBody, partOfBody } from './body.ts';
import { readByteRange } from './byte-range.ts';
import type { ContentResolver } from './content.ts';
import { damageBody } from './fault.ts';
import type { OriginHost, ResponseSink } from './host.ts';
import type { LinkSession, ShapedResponse } from './link-session.ts';
import { bodyOfPieces } from './live-body.ts';
import { errorJson, RequestError } from './request-error.ts';
import type { Route } from './route.ts';
import { readRoute } from './route.ts';
import { SessionRegistry } from './session-registry.ts';
import { readSessionPlan } from './session-request.ts';

/** A request as any host can put it. */
export interface OriginRequest {
  readonly method: string;
  /** Path and query from `/link/` on, exactly as received. */
  readonly target: string;
  /** The body of a POST; the host enforces `MAX_SESSION_BODY_BYTES`. */
  readonly bodyText?: string;
  /** The `Range` header. */
  readonly rangeHeader?: string;
  /** When it came in, host monotonic seconds. */
  readonly arrivedSeconds: number;
}

/** Status and headers; every answer has a `Content-Length` but that of a body which is still being made. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Either an immediate answer or one that comes through the session's link. */
export type OriginAnswer =
  | { readonly kind: 'plain'; readonly head: AnswerHead; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'shaped';
      readonly head: AnswerHead;
      /** Starts the transfer; returns what to call, with the bytes it never got, when the client has gone. */
      readonly send: (sink: ResponseSink) => (undeliveredBytes: number) => void;
    };

type ShapedRoute = Extract<Route, { contentPath: string }>;
type Content = Pick<ShapedResponse, 'status' | 'body' | 'growth' | 'waitSeconds'> & { readonly contentType: string };

/** The demo's origin without its host: routing, sessions and shaping. */
export class Origin {
  private readonly host: OriginHost;
  private readonly resolveContent: ContentResolver;
  private readonly sessions: SessionRegistry;

  constructor(host: OriginHost, resolveContent: ContentResolver) {
    this.host = host;
    this.resolveContent = resolveContent;
    this.sessions = new SessionRegistry(host);
  }

  /** Answers a request. Never rejects: what goes wrong becomes a JSON answer. */
  async handle(request: OriginRequest): Promise<OriginAnswer> {
    try {
      const route = readRoute(request.method, request.target);
      return 'contentPath' in route ? await this.shape(route, request) : await this.answerPlainly(route, request);
    } catch (error) {
      return this.refuse(error);
    }
  }

  /** The JSON answer for an error; for hosts that refuse a request before it gets here. */
  refuse(error: unknown): OriginAnswer {
    const known = error instanceof RequestError ? error : new RequestError(500, 'internal', 'the origin failed on this request');
    return this.plain(known.status, errorJson(known));
  }

  /** Ends every session. */
  close(): void {
    this.sessions.close();
  }

  private async answerPlainly(route: Exclude<Route, ShapedRoute>, request: OriginRequest): Promise<OriginAnswer> {
    if (route.kind === 'health') {
      return this.json(200, { ok: true, host: this.host.name, sessions: this.sessions.size });
    }
    if (route.kind === 'profiles') {
      const profiles = NETWORK_PROFILES.map(({ trace, ...rest }) => ({ ...rest, durationSeconds: trace.durationSeconds }));
      return this.json(200, { profiles });
    }
    if (route.kind === 'content') return this.json(200, { titles: (await this.host.listOwnContent?.()) ?? [] });
    if (route.kind === 'ledger') return this.json(200, this.requireSession(route.session).ledgerView(route.fromRevision));
    const plan = readSessionPlan(request.bodyText ?? '');
    this.sessions.create(route.session, plan);
    return this.json(201, {
      session: route.session,
      trace: plan.trace.name,
      durationSeconds: plan.trace.durationSeconds,
      rttSeconds: plan.rttSeconds,
      startSeconds: plan.startSeconds,
      faults: plan.faults.length,
    });
  }

  private async shape(route: ShapedRoute, request: OriginRequest): Promise<OriginAnswer> {
    const clock = this.requireSession(route.session).broadcastClock(request.arrivedSeconds);
    const found = await this.findContent(route, clock).catch((error: unknown) => this.errorContent(error));
    // Looked up again: loading may have taken until after a POST replaced the session.
    const session = this.requireSession(route.session);
    const fault = session.faults.take(route.contentPath, session.nowSeconds());
    const content =
      fault?.status === undefined
        ? { ...found, body: fault ? damageBody(found.body, fault) : found.body }
        : this.errorContent(new RequestError(fault.status, 'fault', `status ${fault.status}, as this session asked`));
    const ranged = this.applyRange(content, request.rangeHeader);
    const isHead = request.method === 'HEAD';
    const { arrivedSeconds } = request;
    return {
      kind: 'shaped',
      head: {
        status: ranged.status,
        headers: { ...this.headers(ranged.contentType, ranged.growth ? undefined : ranged.body.sizeBytes), ...ranged.headers },
      },
      send: (sink) =>
        session.send(
          {
            contentPath: route.contentPath,
            status: ranged.status,
            body: isHead ? fillerBody(0) : ranged.body,
            growth: isHead ? undefined : ranged.growth,
            waitSeconds: ranged.waitSeconds,
            arrivedSeconds,
            fault,
          },
          sink,
        ),
    };
  }

  private async findContent(route: ShapedRoute, clock: BroadcastClock): Promise<Content> {
    if (route.kind === 'filler') {
      return { status: 200, contentType: 'application/octet-stream', body: fillerBody(route.sizeBytes) };
    }
    if (route.kind === 'own') {
      const own = await this.host.loadOwnContent?.(route.ownPath);
      if (own === undefined)
        throw new RequestError(404, 'not-found', `no own content at ${route.ownPath}; make some with: npm run content`);
      return { status: 200, contentType: own.contentType, body: bytesBody(own.bytes) };
    }
    if (route.kind === 'live') return this.findLive(route.mediaPath, route.query, clock);
    const content = this.resolveContent(route.mediaPath);
    if (content.status !== 200) throw new RequestError(content.status, 'bad-media-path', content.message);
    if ('body' in content) {
      return { status: 200, contentType: content.contentType, body: bytesBody(this.host.encodeText(content.body)) };
    }
    const bytes = content.build(await this.host.loadFixture(content.fixturePath));
    return { status: 200, contentType: content.contentType, body: bytesBody(bytes) };
  }

  private async findLive(path: string, query: string, clock: BroadcastClock): Promise<Content> {
    const content = resolveLive(path, query, clock);
    if (content.status !== 200) throw new RequestError(content.status, 'bad-live-path', content.message);
    const { status, contentType } = content;
    if (!('body' in content)) {
      const pieces = content.build(await this.host.loadFixture(content.fixturePath));
      return { status, contentType, ...bodyOfPieces(pieces, content.pieceAtSeconds, clock.nowSeconds) };
    }
    const waitSeconds = content.readyAtSeconds - clock.nowSeconds;
    return { status, contentType, body: bytesBody(this.host.encodeText(content.body)), waitSeconds };
  }

  private applyRange(content: Content, header: string | undefined): Content & { headers: Record<string, string> } {
    const totalBytes = content.body.sizeBytes;
    if (content.status !== 200 || content.growth) return { ...content, headers: {} };
    try {
      const range = readByteRange(header, totalBytes);
      if (range === undefined) return { ...content, headers: { 'Accept-Ranges': 'bytes' } };
      const lastByte = range.fromByte + range.sizeBytes - 1;
      return {
        status: 206,
        contentType: content.contentType,
        body: partOfBody(content.body, range.fromByte, range.sizeBytes),
        headers: { 'Content-Range': `bytes ${range.fromByte}-${lastByte}/${totalBytes}` },
      };
    } catch (error) {
      return { ...this.errorContent(error), headers: { 'Content-Range': `bytes */${totalBytes}` } };
    }
  }

  private errorContent(error: unknown): Content {
    const known = error instanceof RequestError ? error : new RequestError(500, 'internal', 'the origin failed to make this content');
    const body = bytesBody(this.host.encodeText(errorJson(known)));
    return { status: known.status, contentType: 'application/json', body };
  }

  private requireSession(name: string): LinkSession {
    const session = this.sessions.find(name);
    if (session !== undefined) return session;
    const message = `no link session "${name}": create it first with POST /link/${name} and a JSON body such as {"profile":"steady"}`;
    throw new RequestError(409, 'unknown-session', message);
  }

  private json(status: number, value: unknown): OriginAnswer {
    return this.plain(status, JSON.stringify(value));
  }

  private plain(status: number, text: string): OriginAnswer {
    const bytes = this.host.encodeText(text);
    return { kind: 'plain', head: { status, headers: this.headers('application/json', bytes.length) }, bytes };
  }

  private headers(contentType: string, sizeBytes: number | undefined): Record<string, string> {
    return {
      'Content-Type': contentType,
      ...(sizeBytes === undefined ? {} : { 'Content-Length': String(sizeBytes) }),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    };
  }
}
