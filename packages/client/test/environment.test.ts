import type { RelayFieldLogger } from 'relay-runtime';
import { expect, test } from 'vitest';
import { throwFieldFailure } from '../src/environment';

type FieldEvent = Parameters<RelayFieldLogger>[0];

const failed = {
  kind: 'relay_field_payload.error',
  owner: 'HomeQuery',
  fieldPath: 'organization.projects',
  error: {
    message: 'The list cannot be read.',
    extensions: { code: 'INTERNAL', requestId: 'request-1' },
  },
  shouldThrow: true,
  handled: false,
} as FieldEvent;

test('a field that failed is thrown as the server told it', () => {
  expect(() => {
    throwFieldFailure(failed);
  }).toThrow(
    expect.objectContaining({
      message: 'The list cannot be read.',
      kind: 'server',
      requestId: 'request-1',
    }),
  );
});

test('a field that failed is left to whoever catches it', () => {
  throwFieldFailure({ ...failed, handled: true } as FieldEvent);
});

test('a fragment that asks for nulls gets them', () => {
  throwFieldFailure({ ...failed, shouldThrow: false } as FieldEvent);
});
