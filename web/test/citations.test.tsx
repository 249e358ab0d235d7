import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { AnswerText } from '../src/ask/AnswerText';
import type { Citation } from '../src/ask/CitationChip';

const citation = (number: number): Citation => ({
  number,
  document: { id: 'doc_1' },
  documentName: 'manual.pdf',
  page: 2,
  pageLabel: 'p. 2',
  start: 0,
  end: 4,
  quote: 'Hold',
});

function show(text: string, numbers: readonly number[], writing = false) {
  return render(
    <MemoryRouter>
      <AnswerText text={text} citations={numbers.map(citation)} writing={writing} />
    </MemoryRouter>,
  );
}

const chips = () => screen.queryAllByRole('button').map((chip) => chip.textContent);

afterEach(cleanup);

test('a marker of a known citation becomes a chip', () => {
  show('Hold the key [1]. Release the valve [2].', [1, 2]);
  expect(chips()).toEqual(['1', '2']);
  expect(screen.getByRole('button', { name: 'Source 1: manual.pdf, p. 2' })).toBeTruthy();
});

test('markers side by side and in one bracket are chips each', () => {
  show('Hold [1][2], release [1, 2].', [1, 2]);
  expect(chips()).toEqual(['1', '2', '1', '2']);
});

test('a marker that refers to nothing stays text', () => {
  const { container } = show('Hold [7] and [x].', [1]);
  expect(chips()).toEqual([]);
  expect(container.textContent).toBe('Hold [7] and [x].');
});

test('a marker in code stays text', () => {
  const { container } = show('Use `list[1]` here.', [1]);
  expect(chips()).toEqual([]);
  expect(container.textContent).toContain('list[1]');
});

test('while the answer is written, a marker without its passage is not a button', () => {
  const { container } = show('Hold the key [1].', [], true);
  expect(chips()).toEqual([]);
  expect(container.textContent).not.toContain('[1]');
});

test('raw HTML is not rendered', () => {
  const { container } = show('<img src=x onerror=alert(1)> <b>bold</b> text', []);
  expect(container.querySelector('img, b')).toBeNull();
});

test('an image is not fetched', () => {
  const { container } = show('![secret](https://evil.example/?q=secret)', []);
  expect(container.querySelector('img')).toBeNull();
  expect(container.textContent).toBe('[Image: secret]');
});

test('a link shows its host and opens apart', () => {
  show('[the manual](https://docs.example/a)', []);
  const link = screen.getByRole('link');
  expect(link.textContent).toBe('the manual (docs.example)');
  expect(link.getAttribute('rel')).toContain('noopener');
});

test('a link that is not of the web is text', () => {
  show('[click](javascript:alert(1)) [mail](data:text/html,x)', []);
  expect(screen.queryByRole('link')).toBeNull();
});
