import { expect, test } from 'vitest';
import { fold } from '../src/audit/fold';

const at = '2026-01-01T08:00:00.000Z';
const ingest = { action: 'document.ingest', subjectName: 'pump.pdf', createdAt: at };
const end = { action: 'job.succeed', subjectName: 'pump.pdf', createdAt: at };

test('an ingest and the end of its job are one line, told as the ingest', () => {
  expect(fold([ingest, end])).toEqual([[ingest, end]]);
  expect(fold([end, ingest])).toEqual([[ingest, end]]);
});

test('the end of another job has a line of its own', () => {
  const answer = { ...end, subjectName: 'How do I reset the pump?' };
  const later = { ...end, createdAt: '2026-01-01T08:00:01.000Z' };
  expect(fold([answer, ingest])).toEqual([[answer], [ingest]]);
  expect(fold([later, ingest])).toEqual([[later], [ingest]]);
  expect(fold([ingest, end, end])).toEqual([[ingest, end], [end]]);
});
