import type { RequestFailure } from '@foundry/client/failure';
import { words } from '../words';

/** One line for a failure: the server's own words where it refused, ours otherwise. */
export function failureText(failure: RequestFailure): string {
  const own = failure.code === undefined ? undefined : words.state.codes[failure.code];
  const specific = failure.kind === 'refused' && failure.message !== '' ? failure.message : undefined;
  const text = own ?? specific ?? words.state.failed[failure.kind];
  return failure.requestId ? `${text} ${words.state.requestId} ${failure.requestId}` : text;
}
