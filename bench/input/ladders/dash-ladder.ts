import type { Content, ContentRendition } from 'evenkeel/simulator';
import { ContentError, createContent } from 'evenkeel/simulator';
import { DOMParser } from 'linkedom';
import type { LadderSource } from './ladder-source.ts';
import { nameOf, segmentSecondsOf } from './ladder-source.ts';

/** The few members of an XML element that are used here. */
interface XmlElement {
  getAttribute(name: string): string | null;
  querySelector(selector: string): XmlElement | null;
  querySelectorAll(selector: string): Iterable<XmlElement>;
}

/**
 * A DASH manifest (ISO/IEC 23009-1): the video AdaptationSet with the most Representations in the first Period.
 * Segment length: `#seconds` if given, else the SegmentTemplate's duration or the longest entry of its timeline, else 6 s.
 */
export function readDashLadder(text: string, { fileName, part }: LadderSource): Content {
  const root = new DOMParser().parseFromString(text, 'text/xml') as unknown as XmlElement;
  const period = root.querySelector('MPD Period');
  if (period === null) throw new ContentError('the file', 'must be a DASH manifest: MPD with a Period', text);
  let chosen: readonly XmlElement[] = [];
  for (const set of period.querySelectorAll('AdaptationSet')) {
    const videos = [...set.querySelectorAll('Representation')].filter((representation) => isVideo(set) || isVideo(representation));
    if (videos.length > chosen.length) chosen = videos;
  }
  if (chosen.length < 2) throw new ContentError('AdaptationSet', 'must hold at least 2 video Representations', `${chosen.length}`);
  const renditions = chosen.map(renditionOf).sort((a, b) => a.rateBitsPerSecond - b.rateBitsPerSecond);
  const segmentSeconds = part === '' ? (templateSeconds(period) ?? segmentSecondsOf('')) : segmentSecondsOf(part);
  return createContent({ name: nameOf(fileName), segmentSeconds, renditions });
}

const isVideo = (element: XmlElement): boolean =>
  element.getAttribute('contentType') === 'video' || (element.getAttribute('mimeType') ?? '').startsWith('video/');

function renditionOf(representation: XmlElement): ContentRendition {
  const id = representation.getAttribute('id') ?? undefined;
  const bandwidth = representation.getAttribute('bandwidth');
  const rateBitsPerSecond = Number(bandwidth ?? Number.NaN);
  if (!(rateBitsPerSecond > 0)) throw new ContentError(`Representation ${id ?? ''}@bandwidth`, 'must be a number > 0', bandwidth);
  const pixels = (name: string): number => Number(representation.getAttribute(name) ?? 0) || 0;
  return { ...(id === undefined ? {} : { id }), rateBitsPerSecond, widthPixels: pixels('width'), heightPixels: pixels('height') };
}

/** What the first SegmentTemplate of the period says, seconds. */
function templateSeconds(period: XmlElement): number | undefined {
  for (const template of period.querySelectorAll('SegmentTemplate, SegmentList')) {
    const timescale = Number(template.getAttribute('timescale') ?? 1);
    const spans = [...template.querySelectorAll('SegmentTimeline S')].map((span) => Number(span.getAttribute('d')));
    const ticks = spans.length > 0 ? Math.max(...spans) : Number(template.getAttribute('duration') ?? Number.NaN);
    const seconds = ticks / timescale;
    if (seconds > 0 && seconds <= 60) return seconds;
  }
  return undefined;
}
