/**
 * Part of smoke.mjs: `evenkeel-bench` as its users have it. The files that npm would publish, in a project of their own
 * with hls.js and no other player.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { npmCommand, ROOT } from './processes.mjs';

const KBPS = [300, 750, 1200, 1850, 2850, 4300];
const LADDER = { name: 'own', segment_duration_ms: 4000, bitrates_kbps: KBPS };
const TRACE = { name: 'walk', unit: 'kbps', samples: Array.from({ length: 120 }, (_, i) => [1000, 700 + ((i * 37) % 23) * 150]) };
const RUN = '--traces walk.json --ladder ladder.json --player hls --seconds 40 --rules hls.js,evenkeel --no-optimum --jobs 1'.split(' ');

/** Makes the project; the caller removes it. */
function makeProject(name) {
  const project = mkdtempSync(join(tmpdir(), 'evenkeel-smoke-'));
  const packageFolder = join(project, 'node_modules', name);
  const [program, ...before] = npmCommand();
  const packed = spawnSync(program, [...before, 'pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' });
  if (packed.status !== 0) throw new Error(`npm pack: ${packed.stderr}`);
  for (const { path } of JSON.parse(packed.stdout)[0].files) {
    mkdirSync(dirname(join(packageFolder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(packageFolder, path));
  }
  symlinkSync(join(ROOT, 'node_modules/hls.js'), join(project, 'node_modules/hls.js'), 'junction');
  writeFileSync(join(project, 'ladder.json'), JSON.stringify(LADDER));
  writeFileSync(join(project, 'walk.json'), JSON.stringify(TRACE));
  return project;
}

/** Calls `check(holds, problem)` for all that must hold. */
export function tryCommand({ name, bin }, check) {
  const project = makeProject(name);
  try {
    const main = join(project, 'node_modules', name, bin['evenkeel-bench']);
    check(readFileSync(main, 'utf8').startsWith('#!/usr/bin/env node\n'), `${main} has no shebang`);
    const run = (what, args, { code = 0, says }) => {
      const ended = spawnSync(process.execPath, [main, ...args], { cwd: project, encoding: 'utf8' });
      const text = ended.stdout + ended.stderr;
      check(ended.status === code, `evenkeel-bench ${what}: exit code ${ended.status} instead of ${code}: ${text.slice(-800)}`);
      for (const part of says) check(part.test(text), `evenkeel-bench ${what} does not say ${part}: ${text.slice(-800)}`);
    };
    run('--help', ['--help'], { says: [/Usage: evenkeel-bench/] });
    const missing = [
      /Left out: shaka: .*npm install shaka-player/,
      /Left out: dash-dynamic, .*npm install dashjs/,
      /^hls\.js /m,
      /^evenkeel /m,
    ];
    const quick = '--families fixed-line --sessions 2 --player hls --seconds 30 --jobs 2 --html report.html --json all.json';
    run('with all rules', quick.split(' '), { says: missing });
    run('with a missing player', ['--rules', 'evenkeel,shaka'], {
      code: 2,
      says: [/shaka-player is not installed.*npm install shaka-player/],
    });
    run('on traces', [...RUN, '--json', 'whole.json', '--parquet', 'whole.parquet'], { says: [/^hls\.js /m] });
    for (const shard of ['0/2', '1/2'])
      run(`shard ${shard}`, [...RUN, '--parts', 'parts', '--shard', shard], { says: [/merge --parts parts/] });
    run('merge', ['merge', '--parts', 'parts', '--json', 'merged.json', '--parquet', 'merged.parquet'], { says: [/^hls\.js /m] });
    for (const ending of ['json', 'parquet']) {
      const [whole, merged] = ['whole', 'merged'].map((file) => readFileSync(join(project, `${file}.${ending}`)));
      check(whole.equals(merged), `evenkeel-bench: merged.${ending} is not whole.${ending}`);
    }
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
