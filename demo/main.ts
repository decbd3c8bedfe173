/** The page: one form, one run at a time, and the views that follow it. */
import './styles/index.css';
import { findProfile } from 'evenkeel/link';
import { createChart } from './page/chart/chart.ts';
import { createControls } from './page/controls/controls.ts';
import { byId } from './page/element.ts';
import { downloadRun } from './page/export-run.ts';
import { formatClock } from './page/figures.ts';
import { GENERATED_RUNGS } from './page/film.ts';
import { watchHiddenTab } from './page/hidden-tab.ts';
import { createAnnouncer } from './page/log/announcer.ts';
import { createLogView } from './page/log/log-view.ts';
import { createNotice } from './page/notice.ts';
import { listOwnTitles, requireOrigin } from './page/origin.ts';
import { asPageError } from './page/page-error.ts';
import { type Run, startRun } from './page/run.ts';
import { addressHint, optionsFromQuery, type RunOptions, rulesOfView } from './page/run-options.ts';
import { createSideView, type SideView } from './page/side-view/side-view.ts';
import { installTestHook } from './page/test-hook.ts';
import { createWhyPanel } from './page/why/why-panel.ts';

const UPDATE_MILLISECONDS = 500;

const query = new URLSearchParams(location.search);
const initial = optionsFromQuery(query);
const notice = createNotice();
const chart = createChart(byId('chart'));
const why = createWhyPanel();
const logView = createLogView();
const announcer = createAnnouncer();
const status = byId('status');
const exportButton = byId<HTMLButtonElement>('export');

let run: Run | undefined;
let views: SideView[] = [];
let timer: ReturnType<typeof setInterval> | undefined;
let starts = 0;

const hook = installTestHook(() => run, stop);
const controls = createControls({ initial, onStart: (options) => void start(options), onStop: () => void stop() });

function showSides(options: RunOptions): void {
  const rules = rulesOfView(options.view);
  views = rules.map((rule) => createSideView(rule, options));
  byId('sides').dataset.count = String(rules.length);
  byId('sides').replaceChildren(...views.map((view) => view.root));
}

/** What is about to be played, before the first start. */
function showScene(options: RunOptions): void {
  showSides(options);
  const profile = findProfile(options.profile);
  if (profile) chart.preview(profile, options.content === '' ? GENERATED_RUNGS : []);
}

function update(): void {
  if (!run) return;
  const summaries = run.sides.map((side) => side.summary());
  run.sides.forEach((side, i) => {
    const summary = summaries[i];
    if (summary) views[i]?.update(side, summary, summaries.length === 2 ? summaries[1 - i] : undefined);
  });
  chart.update();
  why.update();
  logView.update();
  announcer.update();
  status.textContent = formatClock(run.elapsedSeconds());
  if (run.sides.every((side) => side.state === 'failed' || side.state === 'ended')) void stop();
}

async function start(options: RunOptions): Promise<void> {
  const mine = ++starts;
  controls.show('starting');
  notice.clear();
  await endRun();
  if (mine !== starts) return;
  showSides(options);
  for (const view of views)
    view.announceState(
      'Connecting',
      'Opening two identical links…'.replace('two identical links', views.length === 2 ? 'two identical links' : 'the link'),
    );
  try {
    const next = await startRun(options, (position) => {
      const view = views[position];
      if (!view) throw new Error(`no place for side ${position}`);
      return view.video;
    });
    if (mine !== starts) return void next.stop();
    run = next;
  } catch (error) {
    if (mine !== starts) return;
    const failure = asPageError(error);
    showSides(options);
    notice.showError(failure);
    controls.show('ended');
    hook.refuse(failure);
    return;
  }
  chart.follow(run, run.film.rungs);
  why.follow(run.sides.find((side) => side.decisionLog)?.decisionLog, run.startedAtSeconds);
  logView.follow(run);
  announcer.follow(run);
  document.body.dataset.started = 'yes';
  // On a phone the form fills the first screen.
  if (matchMedia('(max-width: 640px)').matches) byId('sides').scrollIntoView({ block: 'start' });
  exportButton.disabled = false;
  controls.show('running');
  timer = setInterval(update, UPDATE_MILLISECONDS);
  update();
  hook.fulfil();
}

async function endRun(): Promise<void> {
  clearInterval(timer);
  timer = undefined;
  await run?.stop();
}

async function stop(): Promise<void> {
  if (!timer) return;
  await endRun();
  update();
  controls.show('ended');
  announcer.say('The run has ended. The figures stand.');
}

watchHiddenTab({
  onHiddenLong: () => run?.sides.forEach((side) => void side.pause()),
  onReturn: (hiddenSeconds) => {
    if (!run || !timer) return;
    for (const side of run.sides) side.resume();
    notice.showHint(
      `This tab was hidden for ${Math.round(hiddenSeconds)} s and playback was paused, because browsers slow down hidden tabs. The networks went on, so compare figures from a fresh run.`,
      {
        label: 'Restart',
        run: () => byId<HTMLFormElement>('controls').requestSubmit(),
      },
    );
  },
});
exportButton.addEventListener('click', () => run && downloadRun(run));
byId('controls').addEventListener('change', () => {
  if (!timer && !run) showScene(controls.options);
});

function showAddressHint(): void {
  const hint = addressHint(query);
  if (hint !== undefined) notice.showHint(hint);
}

showScene(initial);
controls.show('idle');
const offerOwnTitles = async (): Promise<void> => controls.offerOwn(await listOwnTitles());
if (query.get('autostart') === '1') {
  const started = start(initial);
  // After the start has cleared the line; an error of the start takes its place.
  showAddressHint();
  // What fails here was shown by the start already.
  void started.then(() => offerOwnTitles().catch(() => {}));
} else {
  showAddressHint();
  hook.fulfil();
  // Installs the service worker while the visitor reads; a failure shows before the first click.
  requireOrigin()
    .then(offerOwnTitles)
    .catch((error: unknown) => notice.showError(asPageError(error)));
}
