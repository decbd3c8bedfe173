import type Hls from 'hls.js';
import { describe, expect, it } from 'vitest';
import { createHlsAbr } from '../index.ts';
import { HlsClass } from './play.ts';

describe('createHlsAbr', () => {
  it('returns a class for hls.js that is also the handle', () => {
    const abr = createHlsAbr(HlsClass);
    expect(abr.prototype).toBeInstanceOf(HlsClass.DefaultConfig.abrController);
    expect(abr.mode).toBe('control');
    abr.setMode('observe');
    expect(abr.mode).toBe('observe');
    expect(typeof abr.on(() => {})).toBe('function');
  });

  it('does not extend its own class when called again', () => {
    const { DefaultConfig } = HlsClass;
    const original = DefaultConfig.abrController;
    try {
      DefaultConfig.abrController = createHlsAbr(HlsClass);
      expect(Object.getPrototypeOf(createHlsAbr(HlsClass))).toBe(original);
    } finally {
      DefaultConfig.abrController = original;
    }
  });

  it.each([undefined, null, {}, { mode: 'control' }, class {}])('refuses %j in place of the Hls class', (value) => {
    expect(() => createHlsAbr(value as never)).toThrow(/createHlsAbr needs the Hls class as its first argument/);
  });

  it('refuses hls.js before 1.5', () => {
    class Old {
      get nextAutoLevel(): number {
        return 0;
      }
    }
    const fake = Object.assign(() => {}, { version: '1.4.14', Events: {}, DefaultConfig: { abrController: Old } }) as unknown as typeof Hls;
    expect(() => createHlsAbr(fake)).toThrow(/hls\.js 1\.5 or newer, got 1\.4\.14: its abrController lacks firstAutoLevel/);
  });

  it('refuses bad options by name', () => {
    expect(() => createHlsAbr(HlsClass, { mode: 'on' as never })).toThrow(/mode must be one of control, observe, off/);
    expect(() => createHlsAbr(HlsClass, { weights: { quality: 'high' as never } })).toThrow(/weights\.quality/);
    expect(() => createHlsAbr(HlsClass, { onEvent: 1 as never })).toThrow(/onEvent must be a function/);
    expect(() => createHlsAbr(HlsClass).setMode('x' as never)).toThrow(TypeError);
  });

  it('warns once when abrSwitchInterval would block rescues', () => {
    const warnings: string[] = [];
    const log = (...parts: unknown[]): void => void warnings.push(parts.join(' '));
    const debug = { log: () => {}, info: () => {}, debug: () => {}, trace: () => {}, error: () => {}, warn: log };
    const hls = new HlsClass({ abrController: createHlsAbr(HlsClass), abrSwitchInterval: 4, debug } as never);
    hls.destroy();
    expect(warnings.filter((warning) => warning.includes('abrSwitchInterval'))).toHaveLength(
      HlsClass.version.startsWith('1.7') ? 1 : warnings.length,
    );
  });
});
