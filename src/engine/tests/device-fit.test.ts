import { expect, test } from 'vitest';
import { deviceFit } from '../device-fit.ts';
import { DEFAULT_CONFIG } from '../index.ts';
import { makeRendition } from './make.ts';

const { limits } = DEFAULT_CONFIG;
const plain = { viewportWidthPixels: 0, viewportHeightPixels: 0, droppedFrameShare: 0, saveData: false };
const lines = (heightPixels: number) => makeRendition(1e6, { heightPixels });

test('a low battery makes do with 720 lines, on a larger screen too', () => {
  const low = { ...plain, lowBattery: true };
  expect(deviceFit(lines(720), undefined, low, limits)).toBe(1);
  expect(deviceFit(lines(2160), undefined, low, limits)).toBeLessThan(deviceFit(lines(1080), undefined, low, limits));
  expect(deviceFit(lines(1080), undefined, low, limits)).toBeLessThan(deviceFit(lines(1080), undefined, plain, limits));
  const large = { ...low, viewportHeightPixels: 2160 };
  expect(deviceFit(lines(1080), undefined, large, limits)).toBe(deviceFit(lines(1080), undefined, low, limits));
  const small = { ...low, viewportHeightPixels: 360 };
  expect(deviceFit(lines(720), undefined, small, limits)).toBeLessThan(1);
});

test('what the decoder cannot play efficiently suits less, and hardly at all on a low battery', () => {
  const hungry = { ...lines(360), powerEfficient: false };
  const atSocket = deviceFit(hungry, undefined, plain, limits);
  expect(atSocket).toBeLessThan(1);
  expect(deviceFit(hungry, undefined, { ...plain, lowBattery: true }, limits)).toBeLessThan(atSocket - 0.3);
});
