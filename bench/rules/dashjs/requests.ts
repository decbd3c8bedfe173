/** Requests as dash.js's HTTP loader would have recorded them in a browser. */
import type { Download, TransferView } from 'evenkeel/simulator';
import type { VirtualClock } from '../players/virtual-clock.ts';
import type { FragmentRequest, Representation } from './parts.ts';

/** A segment's request, just sent. */
export function openRequest(
  transfer: TransferView,
  representation: Representation,
  segmentSeconds: number,
  time: VirtualClock,
): FragmentRequest {
  const { segmentIndex, requestSeconds, sizeBits, restarts } = transfer;
  return {
    mediaType: 'video',
    type: 'MediaSegment',
    // L2A takes an unchanged URL for an unchanged segment.
    url: `${representation.id}/${segmentIndex}?${restarts}`,
    index: segmentIndex,
    startTime: segmentIndex * segmentSeconds,
    duration: segmentSeconds,
    representation,
    startDate: new Date(time.dateMs(requestSeconds)),
    firstByteDate: null,
    endDate: null,
    bytesLoaded: 0,
    bytesTotal: sizeBits / 8,
    traces: [],
    resourceTimingValues: null,
    fileLoaderType: 'xhr_loader',
  };
}

/** A progress event. Browsers send none while no bytes come: false then, and nothing is recorded. */
export function addProgress(
  request: FragmentRequest,
  firstByteSeconds: number,
  atSeconds: number,
  loadedBits: number,
  time: VirtualClock,
): boolean {
  const bytes = loadedBits / 8;
  if (bytes <= request.bytesLoaded) return false;
  request.firstByteDate ??= new Date(time.dateMs(firstByteSeconds));
  const last = request.traces.at(-1);
  const sinceMilliseconds = last ? last.s.getTime() + last.d : request.startDate.getTime();
  request.traces.push({
    s: new Date(sinceMilliseconds),
    d: time.dateMs(atSeconds) - sinceMilliseconds,
    b: [bytes - request.bytesLoaded],
  });
  request.bytesLoaded = bytes;
  return true;
}

/** The response ended. A whole one has an entry in the browser's Resource Timing, which dash.js prefers to progress events. */
export function closeRequest(request: FragmentRequest, download: Download, time: VirtualClock): void {
  const { firstByteSeconds, endSeconds, sizeBits, aborted } = download;
  addProgress(request, firstByteSeconds, endSeconds, sizeBits, time);
  request.endDate = new Date(time.dateMs(endSeconds));
  request.firstByteDate ??= request.startDate;
  if (aborted) return;
  request.resourceTimingValues = {
    responseStart: time.pageMs(firstByteSeconds),
    responseEnd: time.pageMs(endSeconds),
    transferSize: sizeBits / 8,
    decodedBodySize: sizeBits / 8,
  };
}
