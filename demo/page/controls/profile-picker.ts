/** The networks as cards: a radio group, so that arrow keys work without any script. */
import { NETWORK_PROFILES } from 'evenkeel/link';
import { element } from '../element.ts';
import { formatMbps } from '../figures.ts';
import { sparkline } from './sparkline.ts';

/** Fills the fieldset. */
export function fillProfilePicker(host: HTMLElement, chosen: string): void {
  for (const profile of NETWORK_PROFILES) {
    const input = element('input', { type: 'radio', name: 'profile', value: profile.id });
    input.checked = profile.id === chosen;
    const meanRate = profile.trace.totalBits / profile.trace.durationSeconds;
    const card = element(
      'label',
      { class: 'profile', title: profile.description },
      input,
      sparkline(profile.trace),
      element('span', { class: 'profile-title' }, profile.title),
      element('span', { class: 'profile-rate' }, `mean ${formatMbps(meanRate)}`),
    );
    host.append(card);
  }
}
