/** One side on screen: picture, state, rendition on screen, figures. */
import { element } from '../element.ts';
import { formatRung, formatSeconds } from '../figures.ts';
import type { SideSummary } from '../measure.ts';
import { type Rule, type RunOptions, ruleTitle } from '../run-options.ts';
import type { Side } from '../side.ts';
import { createFigureList } from './figure-list.ts';
import { createStage } from './stage.ts';

export interface SideView {
  readonly video: HTMLVideoElement;
  readonly root: HTMLElement;
  /** Shows a line before there is a side, e.g. while links are opened. */
  announceState(title: string, text: string): void;
  /** @param rival the other side's figures, to mark the better ones. */
  update(side: Side, summary: SideSummary, rival: SideSummary | undefined): void;
}

const STATE_TEXT: Readonly<Record<Side['state'], string>> = {
  loading: 'Loading',
  playing: 'Playing',
  stalled: 'Stalled',
  ended: 'Ended',
  failed: 'Failed',
  stopped: 'Stopped',
};

function openStallSeconds(side: Side): number {
  const last = [...side.playback].reverse().find((event) => event.type === 'stall-start');
  return last ? performance.now() / 1000 - last.atSeconds : 0;
}

export function createSideView(rule: Rule, options: RunOptions): SideView {
  const title = ruleTitle(rule, options.player);
  const stage = createStage(title);
  const badge = element('span', { class: 'badge' });
  const stateLabel = element('span', { class: 'side-state' }, 'Ready');
  const figures = createFigureList();
  const headingId = `side-${rule}`;
  const root = element(
    'article',
    { class: 'side', 'data-rule': rule, 'aria-labelledby': headingId },
    element(
      'header',
      { class: 'side-head' },
      element('i', { class: `key key-${rule === 'evenkeel' ? 'evenkeel' : 'builtin'}`, 'aria-hidden': 'true' }),
      element('h2', { id: headingId }, title),
      stateLabel,
    ),
    element('div', { class: 'side-body' }, element('div', { class: 'screen-frame' }, stage.root, badge), figures.root),
  );
  stage.showMessage('Ready', 'Press Start.', 'idle');
  return {
    video: stage.video,
    root,
    announceState: (heading, text) => stage.showMessage(heading, text, 'busy'),
    update(side, summary, rival) {
      root.dataset.state = side.state;
      stateLabel.textContent = STATE_TEXT[side.state];
      badge.textContent = formatRung(side.film.rungs[side.rungOnScreen ?? -1], ' · ');
      badge.hidden = badge.textContent === '';
      if (side.state === 'failed' && side.error) stage.showMessage(side.error.title, side.error.message, 'error');
      else if (side.state === 'loading')
        stage.showMessage(
          'Loading',
          `Waiting for the first segments, ${formatSeconds(performance.now() / 1000 - side.startedAtSeconds)}`,
          'busy',
        );
      else if (side.state === 'stalled') stage.showMessage('Stalled', `Buffer empty for ${formatSeconds(openStallSeconds(side))}`, 'stall');
      else if (side.state === 'stopped') stage.showMessage('Stopped', 'The figures stand.', 'idle');
      else if (side.state === 'ended') stage.showMessage('The film is over', 'The figures stand.', 'idle');
      else stage.hideMessage();
      figures.update(summary, rival);
    },
  };
}
