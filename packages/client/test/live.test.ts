import { expect, test } from 'vitest';
import { backoffMillis } from '../src/live';

test('waiting grows and is capped', () => {
  expect(backoffMillis(0, 1)).toBe(500);
  expect(backoffMillis(3, 1)).toBe(4000);
  expect(backoffMillis(30, 1)).toBe(20_000);
});

test('waiting is spread, so that clients do not come back all at once', () => {
  expect(backoffMillis(3, 0)).toBe(2000);
});
