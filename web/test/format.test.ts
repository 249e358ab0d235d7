import { describe, expect, test } from 'vitest';
import { bytes, bytesMax, dayOf, duration, relative, timeLeft } from '../src/format';

const now = Date.parse('2026-11-22T17:00:00.000Z');

describe('relative', () => {
  test.each([
    ['2026-11-22T16:59:58.000Z', 'just now'],
    ['2026-11-22T17:00:05.000Z', 'just now'],
    ['2026-11-22T16:59:30.000Z', '30 seconds ago'],
    ['2026-11-22T16:57:00.000Z', '3 minutes ago'],
    ['2026-11-22T14:01:00.000Z', '2 hours ago'],
    ['2026-11-21T16:00:00.000Z', 'yesterday'],
    ['2026-09-01T16:00:00.000Z', '2 months ago'],
  ])('%s reads as "%s"', (iso, text) => {
    expect(relative(iso, now)).toBe(text);
  });
});

describe('bytes', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [18_400, '18 kB'],
    [2_400_000, '2.4 MB'],
    [50_000_000, '50 MB'],
    [3_200_000_000, '3.2 GB'],
  ])('%i reads as "%s"', (count, text) => {
    expect(bytes(count)).toBe(text);
  });
});

test('a limit is rounded down', () => {
  expect(bytesMax(104_857_600)).toBe('104 MB');
  expect(bytesMax(50_000_000)).toBe('50 MB');
});

test('a duration has one decimal only while it is short', () => {
  expect(duration(40)).toBe('0.1 s');
  expect(duration(412)).toBe('0.4 s');
  expect(duration(12_300)).toBe('12 s');
  expect(duration(180_000)).toBe('3 min');
});

test('the time left is rounded, so that it does not flicker', () => {
  expect(timeLeft(3)).toBe('a moment left');
  expect(timeLeft(21)).toBe('25 s left');
  expect(timeLeft(61)).toBe('2 min left');
});

test('a timeline says today and yesterday', () => {
  expect(dayOf('2026-11-22T01:00:00.000', now)).toBe('Today');
  expect(dayOf('2026-11-21T23:00:00.000', now)).toBe('Yesterday');
  expect(dayOf('2026-11-05T12:00:00.000', now)).toBe('Thursday, November 5');
});
