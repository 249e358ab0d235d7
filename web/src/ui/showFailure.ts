import { asFailure } from '@foundry/client/failure';
import { failureText } from './failureText';
import { showToast } from './toasts';

/** For an act that has no place of its own on the page to show its failure. */
export function showFailure(error: unknown): void {
  showToast(failureText(asFailure(error)), { tone: 'danger' });
}
