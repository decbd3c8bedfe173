/** The form: what to run. It knows nothing of a run; it says which options are set and which button was pressed. */
import { byId, element } from '../element.ts';
import { CODEC_CHOICES, optionsFromQuery, PLAYERS, queryFromOptions, type RunOptions, TABLES, VIEWS } from '../run-options.ts';
import { createOwnTitles } from './own-titles.ts';
import { fillProfilePicker } from './profile-picker.ts';

export type ControlState = 'idle' | 'starting' | 'running' | 'ended';

export interface Controls {
  readonly options: RunOptions;
  show(state: ControlState): void;
  /** Adds the visitor's own titles to the content. */
  offerOwn(names: readonly string[]): void;
}

export interface ControlRequest {
  readonly initial: RunOptions;
  readonly onStart: (options: RunOptions) => void;
  readonly onStop: () => void;
}

function fillSelect(name: string, choices: Readonly<Record<string, string>>, chosen: string): void {
  const select = byId<HTMLSelectElement>(`select-${name}`);
  select.append(...Object.entries(choices).map(([value, text]) => element('option', { value }, text)));
  select.value = chosen;
}

const START_TEXT: Readonly<Record<ControlState, string>> = {
  idle: 'Start',
  starting: 'Starting…',
  running: 'Restart',
  ended: 'Start again',
};

export function createControls({ initial, onStart, onStop }: ControlRequest): Controls {
  const form = byId<HTMLFormElement>('controls');
  const startButton = byId<HTMLButtonElement>('start');
  const stopButton = byId<HTMLButtonElement>('stop');
  fillSelect('player', PLAYERS, initial.player);
  fillSelect('view', VIEWS, initial.view);
  fillSelect('table', TABLES, initial.table);
  const ownTitles = createOwnTitles(byId<HTMLSelectElement>('select-table'), initial.content);
  fillSelect('codec', CODEC_CHOICES, initial.codec);
  fillProfilePicker(byId('profiles'), initial.profile);

  let state: ControlState = 'idle';
  let runQuery = '';
  const read = (): RunOptions => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') query.set(name, value);
    ownTitles.name(query);
    query.set('duration', String(initial.durationSeconds));
    return optionsFromQuery(query);
  };
  const refresh = (): void => {
    const changed = state === 'running' && queryFromOptions(read()).toString() !== runQuery;
    startButton.textContent = changed ? 'Restart with changes' : START_TEXT[state];
    startButton.disabled = state === 'starting';
    startButton.classList.toggle('quiet', state === 'running' && !changed);
    stopButton.hidden = state !== 'running';
    // A title of one's own has the codec that it was packaged with.
    byId<HTMLSelectElement>('select-codec').disabled = read().content !== '';
  };
  form.addEventListener('change', () => {
    history.replaceState(null, '', `?${queryFromOptions(read())}`);
    refresh();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const options = read();
    runQuery = queryFromOptions(options).toString();
    history.replaceState(null, '', `?${runQuery}`);
    onStart(options);
  });
  stopButton.addEventListener('click', () => {
    onStop();
    startButton.focus();
  });
  return {
    get options() {
      return read();
    },
    show(next) {
      state = next;
      if (next === 'starting') runQuery = queryFromOptions(read()).toString();
      refresh();
    },
    offerOwn: (names) => ownTitles.offer(names),
  };
}
