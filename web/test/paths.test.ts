import { expect, test } from 'vitest';
import { projectPath, readPlace, withPlace } from '../src/paths';

test('a place in a document survives the address', () => {
  const place = { documentId: 'doc_1', page: 12, start: 40, end: 90 };
  expect(readPlace(withPlace(new URLSearchParams('tab=x'), place))).toEqual(place);
});

test('closing the panel leaves the rest of the address alone', () => {
  const open = withPlace(new URLSearchParams('tab=x'), { documentId: 'd', page: 1, start: 1, end: 2 });
  expect(withPlace(open, null).toString()).toBe('tab=x');
});

test.each(['', 'page=2', 'document='])('"%s" is no place', (search) => {
  expect(readPlace(new URLSearchParams(search))).toBeNull();
});

test('nonsense in the address does no harm', () => {
  const place = readPlace(new URLSearchParams('document=d&page=-3&start=9&end=2'));
  expect(place).toEqual({ documentId: 'd', page: 1, start: null, end: null });
});

test('an id is escaped', () => {
  expect(projectPath('a/b', 'documents')).toBe('/projects/a%2Fb/documents');
});
