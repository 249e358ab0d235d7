import { expect, test } from 'vitest';
import { putBack } from '../src/ask/drafts';

test('a question that was not taken goes back into an empty box', () => {
  expect(putBack('How do I reset the pump?', ' ')).toBe('How do I reset the pump?');
});

test('a question that was not taken leaves what was typed meanwhile', () => {
  expect(putBack('How?', 'And why')).toBe('How?\n\nAnd why');
});
