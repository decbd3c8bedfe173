import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findBrowser, launchOptions } from '../browser.mjs';

let folder = '';
const program = (path) => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-browser-'));
  vi.stubEnv('EVENKEEL_CHROMIUM', '');
  vi.stubEnv('CHROME_PATH', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('findBrowser', () => {
  test('takes EVENKEEL_CHROMIUM before CHROME_PATH before everything else', () => {
    vi.stubEnv('CHROME_PATH', program(join(folder, 'second')));
    expect(findBrowser()).toBe(join(folder, 'second'));
    vi.stubEnv('EVENKEEL_CHROMIUM', program(join(folder, 'first')));
    expect(findBrowser()).toBe(join(folder, 'first'));
  });
  test('says so when a variable names no program', () => {
    vi.stubEnv('EVENKEEL_CHROMIUM', join(folder, 'absent'));
    expect(() => findBrowser()).toThrow(`EVENKEEL_CHROMIUM must name a program that can be run, got "${join(folder, 'absent')}"`);
  });
});

test('launchOptions: the sandbox goes only for root, playback needs no click', () => {
  const executablePath = program(join(folder, 'chromium'));
  vi.stubEnv('EVENKEEL_CHROMIUM', executablePath);
  const options = launchOptions();
  expect(options.executablePath).toBe(executablePath);
  expect(options.args.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
  expect(options.args).toContain('--autoplay-policy=no-user-gesture-required');
});
