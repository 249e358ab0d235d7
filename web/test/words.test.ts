import { expect, test } from 'vitest';
import { auditSentence, words } from '../src/words';

test('an act reads as a sentence', () => {
  expect(auditSentence('document.delete', 'manual.pdf')).toBe('deleted “manual.pdf”');
  expect(auditSentence('question.ask', 'Why?')).toBe('asked “Why?”');
});

test('an act that this version does not know still reads as something', () => {
  expect(auditSentence('report.share_publicly', 'Q3')).toBe('report share publicly “Q3”');
  expect(auditSentence('report.share', null)).toBe('report share');
  expect(auditSentence('', null)).toBe('did something');
});

test('an act whose subject has no name says so', () => {
  expect(auditSentence('job.retry', null)).toBe('retried something');
});

test('one is not many', () => {
  expect(words.documents.ready(1)).toBe('Ready, 1 passage');
  expect(words.documents.ready(42)).toBe('Ready, 42 passages');
  expect(words.documents.ready(null)).toBe('Ready');
});

test('a refused file is told the limit and what is accepted', () => {
  const types = 'PDF, DOCX';
  expect(words.upload.refusal({ reason: 'tooLarge', bytesMax: 50_000_000 }, types)).toContain('50 MB');
  expect(words.upload.refusal({ reason: 'unsupported', extension: 'exe' }, types)).toBe(
    '.exe files cannot be read. Accepted: PDF, DOCX.',
  );
});
