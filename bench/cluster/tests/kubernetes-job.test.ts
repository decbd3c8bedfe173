import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Job } from 'kubernetes-models/batch/v1';
import { PersistentVolumeClaim } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readArguments } from '../../command/arguments.ts';

const text = readFileSync(new URL('../kubernetes-job.yaml', import.meta.url), 'utf8');
const documents = (source: string): unknown[] => parseAllDocuments(source).map((document) => document.toJS() as unknown);
const job = (source = text): Job => new Job(documents(source)[1] as ConstructorParameters<typeof Job>[0]);
const container = () => job().spec?.template.spec?.containers[0];

describe('the manifest for Kubernetes', () => {
  it('is a Job and a claim by the schema', () => {
    expect(() => job().validate()).not.toThrow();
    expect(() => new PersistentVolumeClaim(documents(text)[0] as object).validate()).not.toThrow();
  });

  it('would not pass with a mistake in it', () => {
    expect(() => job(text.replace('completions: 16', 'completions: many')).validate()).toThrow(/completions/);
    expect(() => job(text.replace('containers:', 'container:')).validate()).toThrow(/containers/);
  });

  it('has as many completions as shards, numbered by Kubernetes', () => {
    const { completions, completionMode } = job().spec ?? {};
    expect(completionMode).toBe('Indexed');
    const command = readArguments(container()?.args ?? [], { JOB_COMPLETION_INDEX: '15' });
    expect(command).toMatchObject({ kind: 'run', shard: { index: 15, count: completions } });
    expect(() => readArguments(container()?.args ?? [], { JOB_COMPLETION_INDEX: String(completions) })).toThrow(/shard 16 of 16/);
  });

  it('keeps parts on the volume that it claims, and asks for the cores it uses', () => {
    const command = readArguments(container()?.args ?? [], { JOB_COMPLETION_INDEX: '0' });
    const mount = container()?.volumeMounts?.[0];
    expect(command).toMatchObject({ parts: mount?.mountPath, jobs: Number(container()?.resources?.requests?.cpu) });
    const volume = job().spec?.template.spec?.volumes?.find(({ name }) => name === mount?.name);
    const claim = documents(text)[0] as { metadata: { name: string } };
    expect(volume?.persistentVolumeClaim?.claimName).toBe(claim.metadata.name);
  });

  it('names the version of this package and of each player, as the other examples do', () => {
    const { version, devDependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      version: string;
      devDependencies: Record<string, string>;
    };
    const players = ['hls.js', 'shaka-player', 'dashjs'].map((name) => `${name}@${devDependencies[name]}`);
    const packages = [`evenkeel@${version}`, ...players];
    const named = (command: string): string[] => Array.from(command.matchAll(/--package=([\w.@-]+)/g), ([, name = '']) => name);
    expect(named(container()?.command?.[2] ?? '')).toEqual(packages);
    // AWS Batch, then Slurm.
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(named(readme)).toEqual([...packages, ...packages]);
    expect(readme).toContain(`npm install ${packages.join(' ')}`);
  });

  it.each([
    [0, 0],
    [1, 0],
    [2, 2],
    [130, 130],
  ])('takes exit code %i of the command for %i, and hands the arguments on', (code, expected) => {
    const [shell = '', ...rest] = container()?.command ?? [];
    const stub = `npx() { for last; do :; done; echo "$last"; return ${code}; }\n`;
    const { status, stdout } = spawnSync(shell, ['-c', stub + rest[1], 'evenkeel-bench', '--one', '--last'], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: expected, stdout: '--last\n' });
  });
});
