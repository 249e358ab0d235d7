import { expect, test } from 'vitest';
import { segmentsOf } from '../src/documents/ingest';
import { matches } from '../src/frame/matches';

test('segments before the current stage are full', () => {
  expect(segmentsOf('EMBED')).toEqual(['full', 'full', 'active', 'empty']);
  expect(segmentsOf(null)).toEqual(['empty', 'empty', 'empty', 'empty']);
});

test('the palette finds words by their beginnings, in any order, without accents', () => {
  expect(matches('Field manuals: Documents', 'doc fie')).toBe(true);
  expect(matches('Éclair', 'ecl')).toBe(true);
  expect(matches('Field manuals', 'anuals')).toBe(false);
  expect(matches('Field manuals', '')).toBe(true);
});
