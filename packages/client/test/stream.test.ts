import { expect, test } from 'vitest';
import { append, heldOf } from '../src/stream';

test('a delta that continues the text is appended', () => {
  expect(append('Hold the ', 'green key', 18)).toBe('Hold the green key');
});

test('a repeated delta changes nothing', () => {
  expect(append('Hold the green key', 'green key', 18)).toBe('Hold the green key');
});

test('a delta after a gap asks for a new connection', () => {
  expect(append('Hold', 'green key', 18)).toBeNull();
});

test('an attempt that starts over replaces the text', () => {
  expect(append('An answer that broke off', 'Anew', 4)).toBe('Anew');
});

test('an empty delta keeps the text', () => {
  expect(append('Hold', '', 4)).toBe('Hold');
});

test('offsets count UTF-16 units', () => {
  const text = 'Größe 🙂';
  expect(append(text, '!', text.length + 1)).toBe('Größe 🙂!');
});

test('text of the same attempt is kept', () => {
  const held = { text: 'Hold', attempt: 1 };
  expect(heldOf(held, 1)).toBe(held);
});

test('another attempt drops the text, however long it was, and starts at zero', () => {
  const anew = heldOf({ text: 'An answer that broke off', attempt: 1 }, 2);
  expect(anew).toEqual({ text: '', attempt: 2 });
  expect(append(anew.text, 'Anew', 4)).toBe('Anew');
  expect(append(anew.text, ' and further', 16)).toBeNull();
});
