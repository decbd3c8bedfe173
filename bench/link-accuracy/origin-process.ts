import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The Node origin in a process of its own, as the demo runs it. */
export interface OriginProcess {
  readonly mount: string;
  stop(): void;
}

/** Starts it on a free port; rejects when it ends before it listens. */
export function startOriginProcess(): Promise<OriginProcess> {
  const main = fileURLToPath(new URL('../../demo/origin/node/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the origin ended with code ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const match = /(http:\/\/127\.0\.0\.1:\d+\/link\/)health/.exec(chunk.toString());
      if (match?.[1] !== undefined) resolve({ mount: match[1], stop: () => void child.kill() });
    });
  });
}
