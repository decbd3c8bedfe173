/**
 * The picture. The media element is laid out at 1280 x 720 and shown smaller: players and Evenkeel may cap the
 * rendition at the element's size, and a small preview must not decide the race.
 */
import { element } from '../element.ts';

const LAYOUT_WIDTH_PIXELS = 1280;

export type MessageKind = 'idle' | 'busy' | 'stall' | 'error';

export interface Stage {
  readonly root: HTMLElement;
  readonly video: HTMLVideoElement;
  showMessage(title: string, text: string, kind: MessageKind): void;
  hideMessage(): void;
}

export function createStage(label: string): Stage {
  const video = element('video', { playsinline: '', muted: '', 'aria-label': `Video, ${label}`, disablepictureinpicture: '' });
  video.muted = true;
  video.autoplay = true;
  const title = element('strong');
  const text = element('span');
  const message = element('div', { class: 'message' }, title, text);
  const root = element('div', { class: 'screen' }, element('div', { class: 'layout' }, video), message);
  new ResizeObserver(() => root.style.setProperty('--scale', String(root.clientWidth / LAYOUT_WIDTH_PIXELS))).observe(root);
  return {
    root,
    video,
    showMessage(heading, body, kind) {
      message.hidden = false;
      message.dataset.kind = kind;
      if (title.textContent !== heading) title.textContent = heading;
      if (text.textContent !== body) text.textContent = body;
    },
    hideMessage() {
      message.hidden = true;
    },
  };
}
