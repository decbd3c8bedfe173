import { describe, expect, test } from 'vitest';
import type { SessionEvent } from '../../../session/index.ts';
import { createPlugin, type PluginOptions } from '../index.ts';

const fails = (options: unknown): string => {
  try {
    createPlugin(options as PluginOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
  return 'accepted';
};

describe('options', () => {
  test('name what is wrong and what is known', () => {
    expect(fails({ mod: 'observe' })).toMatch(/^options\.mod is not an option; options knows: .*mode, onEvent, createEngine/);
    expect(fails({ mode: 'watch' })).toMatch(/^mode must be one of control, observe, off, got "watch"/);
    expect(fails({ onEvent: 3 })).toMatch(/^onEvent must be a function, got 3/);
    expect(fails({ createEngine: {} })).toMatch(/^createEngine must be a function/);
    expect(fails(null)).toMatch(/^options must be an object, got null/);
  });
});

describe('hostile input', () => {
  test("options on Object.prototype are nobody's", () => {
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    const stolen: unknown[] = [];
    try {
      prototype.mode = 'off';
      prototype.onEvent = (event: unknown) => stolen.push(event);
      prototype.history = { recall: () => stolen.push('recall'), listen: () => stolen.push('listen') };
      const plugin = createPlugin({});
      plugin.openSession().emit({ type: 'startup', startupSeconds: 1 });
      expect(plugin.handle.mode).toBe('control');
    } finally {
      for (const name of ['mode', 'onEvent', 'history']) delete prototype[name];
    }
    expect(stolen).toEqual([]);
  });

  test('whatever is thrown, by us or by a listener, reaches nobody', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const unreadable = Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw new Error('again');
      },
    });
    const thrown = [proxy, unreadable, null, undefined, Symbol('x'), { toString: 1 }, 'x'.repeat(1e6)];
    for (const error of thrown) {
      const events: SessionEvent[] = [];
      const plugin = createPlugin({ onEvent: (event) => events.push(event) });
      plugin.handle.on(() => {
        throw error;
      });
      const session = plugin.openSession();
      const broken = (): number => {
        throw error;
      };
      expect(session.guard('decide', broken, 7)).toBe(7);
      const messages = events.flatMap((event) => (event.type === 'fault' ? [event.message] : []));
      expect(messages).toHaveLength(2);
      expect(Math.max(...messages.map((message) => message.length))).toBeLessThan(250);
    }
  });
});

describe('sessions', () => {
  test('a fault is reported once per place, and the fallback stands', () => {
    const events: SessionEvent[] = [];
    const session = createPlugin({ onEvent: (event) => events.push(event) }).openSession();
    const broken = (): number => {
      throw new Error('broken');
    };
    expect(session.guard('decide', broken, 7)).toBe(7);
    expect(session.guard('decide', broken, 8)).toBe(8);
    expect(events.map((event) => (event.type === 'fault' ? `${event.where}: ${event.message}` : event.type))).toEqual([
      'decide: Error: broken',
    ]);
  });

  test('a listener that throws disturbs neither the others nor the session', () => {
    const plugin = createPlugin();
    const heard: string[] = [];
    plugin.handle.on(() => {
      throw new Error('listener');
    });
    const off = plugin.handle.on((event) => heard.push(event.type));
    const session = plugin.openSession();
    session.emit({ type: 'startup', startupSeconds: 1 });
    off();
    session.emit({ type: 'startup', startupSeconds: 2 });
    expect(heard.filter((type) => type === 'startup')).toHaveLength(1);
    expect(heard).toContain('fault');
  });

  test('the mode is heard by open sessions only, and unknown modes are refused', () => {
    const modes: string[] = [];
    const plugin = createPlugin({ onEvent: (event) => event.type === 'mode' && modes.push(`${event.session} ${event.mode}`) });
    const first = plugin.openSession();
    plugin.openSession();
    first.end();
    plugin.handle.setMode('observe');
    expect(modes).toEqual(['2 observe']);
    expect(() => plugin.handle.setMode('loud' as 'off')).toThrow(TypeError);
    expect(plugin.handle.mode).toBe('observe');
  });
});
