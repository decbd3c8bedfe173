/** How far a run is: a bar on a terminal, else a line now and then. On stderr, so that stdout holds results only. */
import cliProgress from 'cli-progress';

export interface Progress {
  step(): void;
  stop(): void;
}

/** Lines in a run without a terminal. */
const LINES = 10;

export function showProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? showBar(total, stream) : showLines(total, stream);
}

function showBar(total: number, stream: NodeJS.WriteStream): Progress {
  const format = '{bar} {percentage} % | {value}/{total} scenarios | {duration_formatted}, about {eta_formatted} left';
  const bar = new cliProgress.SingleBar({ stream, format, etaBuffer: 100, clearOnComplete: true }, cliProgress.Presets.shades_classic);
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}

function showLines(total: number, stream: NodeJS.WritableStream): Progress {
  let done = 0;
  let printed = 0;
  const step = (): void => {
    done += 1;
    const tenths = Math.floor((done * LINES) / total);
    if (tenths === printed) return;
    printed = tenths;
    stream.write(`${done}/${total} scenarios\n`);
  };
  return { step, stop: () => {} };
}
