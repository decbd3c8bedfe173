import { afterEach, describe, expect, test, vi } from 'vitest';
import { createDeviceReader } from '../device.ts';

afterEach(() => vi.unstubAllGlobals());

const withBattery = async (getBattery: unknown) => {
  vi.stubGlobal('navigator', { getBattery });
  const reader = createDeviceReader();
  await Promise.resolve();
  await Promise.resolve();
  return reader;
};

describe('the battery', () => {
  test('is low when nearly empty and not being charged, and followed as it changes', async () => {
    const battery = { level: 0.1, charging: false };
    const reader = await withBattery(() => Promise.resolve(battery));
    expect(reader.read(null, 0).lowBattery).toBe(true);
    battery.charging = true;
    expect(reader.read(null, 1).lowBattery).toBe(false);
    Object.assign(battery, { charging: false, level: 0.5 });
    expect(reader.read(null, 2).lowBattery).toBe(false);
  });
  test('where it may not be read it is not low, and nothing is thrown', async () => {
    const refused = await withBattery(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    expect(refused.read(null, 0).lowBattery).toBe(false);
    expect((await withBattery(undefined)).read(null, 0).lowBattery).toBe(false);
    vi.stubGlobal('navigator', undefined);
    expect(createDeviceReader().read(null, 0).lowBattery).toBe(false);
  });
});
