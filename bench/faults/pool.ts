/** Worker processes, and a watch over each: one that says nothing for too long is ended and counts as a hang. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './outcome.ts';
import { type Task, type TaskResult, titleOf } from './task.ts';

/** A session takes a second or two; this is for a busy machine, seconds. */
const PATIENCE_SECONDS = 180;

type Answer = { readonly result?: TaskResult; readonly error?: string; readonly ready?: true };

function startWorker(): ChildProcess {
  return fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../tsconfig.base.json', import.meta.url)) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
}

/** Does all tasks, `jobs` at a time. @throws Error when the harness itself fails. */
export async function runTasks(tasks: readonly Task[], jobs: number, done: (task: Task, result: TaskResult) => void): Promise<void> {
  const waiting = [...tasks];
  const work = async (): Promise<void> => {
    let worker: ChildProcess | undefined;
    try {
      for (let task = waiting.shift(); task; task = waiting.shift()) {
        worker ??= await ready(startWorker());
        const answer = await ask(worker, task);
        if (answer.error) throw new Error(`${titleOf(task)}: ${answer.error}`);
        if (!answer.result) {
          worker.kill('SIGKILL');
          worker = undefined;
        }
        done(
          task,
          answer.result ?? {
            builtIn: lost('not tried'),
            evenkeel: lost(`no answer for ${PATIENCE_SECONDS} s: an endless loop`),
            neighbours: [],
          },
        );
      }
    } finally {
      worker?.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work));
}

const lost = (why: string): Outcome => ({
  end: 'hang',
  fatal: why,
  playedSeconds: 0,
  stallCount: 0,
  stalledSeconds: 0,
  faults: [],
  internal: [],
  escapes: [why],
  leftovers: [],
  decisions: 0,
  rescues: 0,
  tasks: 0,
});

const ready = (worker: ChildProcess): Promise<ChildProcess> =>
  new Promise((resolve, reject) => {
    worker.once('message', () => resolve(worker));
    worker.once('exit', (code) => reject(new Error(`a worker ended with code ${code} before it began`)));
  });

function ask(worker: ChildProcess, task: Task): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const finish = (answer: Answer): void => {
      clearTimeout(timer);
      worker.off('message', finish).off('exit', fail);
      resolve(answer);
    };
    const fail = (code: number | null): void => {
      clearTimeout(timer);
      reject(new Error(`the worker of ${titleOf(task)} ended with code ${code}`));
    };
    const timer = setTimeout(() => finish({}), PATIENCE_SECONDS * 1000);
    worker.on('message', finish).on('exit', fail);
    worker.send(task);
  });
}
