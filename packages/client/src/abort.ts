/** Asked anew each time; the compiler would remember the first answer. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
