/** Scenarios over worker threads (`tinypool`). */
import Tinypool from 'tinypool';
import type { FailedRow } from '../results/row.ts';
import { encodePart } from './part.ts';
import type { Scenario } from './scenario.ts';
import type { WorkerSetup, WorkerTask } from './worker.ts';

export interface PoolOptions {
  readonly setup: WorkerSetup;
  /** Names of all rules, those of rule files included. */
  readonly ruleNames: readonly string[];
  /** Threads, >= 1. */
  readonly workers: number;
  /** Stops between two scenarios. */
  readonly signal: AbortSignal;
  /** Called as scenarios end, in no order. */
  readonly done: (scenario: Scenario, partText: string) => void;
}

/** Threads that stay from one list of scenarios to the next. */
export interface ScenarioPool {
  run(scenarios: readonly Scenario[], options: Omit<PoolOptions, 'workers'>): Promise<void>;
  close(): Promise<void>;
}

export async function runInPool(scenarios: readonly Scenario[], options: PoolOptions): Promise<void> {
  const pool = openPool(Math.min(options.workers, scenarios.length));
  try {
    await pool.run(scenarios, options);
  } finally {
    await pool.close();
  }
}

/** `threads` below 1 count as 1. */
export function openPool(threads: number): ScenarioPool {
  const workers = Math.max(1, threads);
  const pool = new Tinypool({ filename: workerFile(), execArgv: [], minThreads: workers, maxThreads: workers });
  return {
    async run(scenarios, { setup, signal, ruleNames, done }) {
      const waiting = scenarios.values();
      const feed = async (): Promise<void> => {
        for (const scenario of waiting) {
          if (signal.aborted) return;
          const text = await pool.run({ scenario, setup } satisfies WorkerTask, { signal: abortable(signal) }).catch((error: unknown) => {
            if (signal.aborted) return undefined;
            return encodePart(scenario.id, { rows: [], failures: ruleNames.map((rule) => lost(scenario, rule, error)) });
          });
          if (text === undefined) return;
          done(scenario, text as string);
        }
      };
      // One ahead for each thread: none waits for the main thread to hand it the next.
      await Promise.all(Array.from({ length: workers * 2 }, feed));
    },
    close: () => pool.destroy(),
  };
}

/** One for each task: the pool listens on it and does not let go. */
const abortable = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal]);

function workerFile(): string {
  const name = import.meta.url.endsWith('.ts') ? './worker-from-source.mjs' : './worker.js';
  return new URL(name, import.meta.url).href;
}

/** The thread itself ended: out of memory, or `process.exit` in a rule. */
function lost(scenario: Scenario, rule: string, error: unknown): FailedRow {
  const { network, trace, ladder, player, seed } = scenario;
  const reason = error instanceof Error ? error.message : String(error);
  return { network, trace, ladder, player: player.name, rule, seed, error: `the worker ended: ${reason}` };
}
