import { expect, test } from 'vitest';
import { locate } from '../src/source/passage';

const runs = ['Resetting the pump', 'Hold the green key for five sec-', 'onds. Then', 'release the valve.'];

test('a quote within one run is found', () => {
  expect(locate(runs, { text: 'green key', position: 0.3 })).toEqual([{ run: 1, start: 9, end: 18 }]);
});

test('a quote across runs is found although the spaces differ', () => {
  expect(locate(runs, { text: 'Then\nrelease  the valve.', position: 0.7 })).toEqual([
    { run: 2, start: 6, end: 10 },
    { run: 3, start: 0, end: 18 },
  ]);
});

test('ligatures do not matter', () => {
  expect(locate(['The ﬁlter is blocked'], { text: 'filter', position: 0 })).toEqual([
    { run: 0, start: 4, end: 9 },
  ]);
});

test('of two equal quotes the one near the expected place is taken', () => {
  expect(locate(['stop', 'go', 'stop'], { text: 'stop', position: 0.9 })).toEqual([
    { run: 2, start: 0, end: 4 },
  ]);
});

test('a long quote with a difference in its middle is found by its ends', () => {
  const page = ['Hold the green key for five seconds until the lamp', '†', 'blinks twice and the fan has come to rest.'];
  const found = locate(page, {
    text: 'Hold the green key for five seconds until the lamp blinks twice and the fan has come to rest.',
    position: 0,
  });
  expect(found?.map(({ run }) => run)).toEqual([0, 1, 2]);
});

test('a quote that is not there is not found', () => {
  expect(locate(runs, { text: 'open the housing', position: 0.5 })).toBeNull();
  expect(locate(runs, { text: ' \n', position: 0.5 })).toBeNull();
});
