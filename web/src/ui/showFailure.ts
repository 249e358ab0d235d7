import { asFailure } from '@foundry/client/failure';
import { showToast } from './toasts';
import { words } from '../words';

/** For an act that has no place of its own on the page to show its failure. */
export function showFailure(error: unknown): void {
  const failure = asFailure(error);
  const suffix = failure.requestId ? ` ${words.state.requestId} ${failure.requestId}` : '';
  showToast(words.state.failed[failure.kind] + suffix, { tone: 'danger' });
}
