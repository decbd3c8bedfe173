/** The networks as cards: a radio group, so that arrow keys work without any script. */
import { NETWORK_PROFILES } from 'evenkeel/link';
import { element } from '../element.ts';
import { formatMbps } from '../figures.ts';
import { sparkline } from './sparkline.ts';

/** Fills the fieldset and keeps the sentence below it at the chosen network's description. */
export function fillProfilePicker(host: HTMLElement, sentence: HTMLElement, chosen: string): void {
  const describe = (id: string): void => {
    const profile = NETWORK_PROFILES.find((candidate) => candidate.id === id);
    sentence.textContent = profile ? `${profile.title}: ${profile.description}` : '';
  };
  for (const profile of NETWORK_PROFILES) {
    const input = element('input', { type: 'radio', name: 'profile', value: profile.id });
    input.checked = profile.id === chosen;
    input.addEventListener('change', () => describe(profile.id));
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
  describe(chosen);
}
