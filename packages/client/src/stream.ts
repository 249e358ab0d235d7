/** Text that has arrived, and the attempt of its job that wrote it. */
export interface HeldText {
  readonly text: string;
  readonly attempt: number;
}

/** What can still be continued: another attempt writes another text, so nothing of the old one. */
export function heldOf(held: HeldText, attempt: number): HeldText {
  return held.attempt === attempt ? held : { text: '', attempt };
}

/**
 * Appends a delta that ends at `offset`. A delta that begins before the end of the text replaces from
 * there (a repeat, or a start from zero); one that begins after it leaves a gap: null, and
 * the caller has to connect again with the length it has.
 */
export function append(text: string, delta: string, offset: number): string | null {
  const start = offset - delta.length;
  if (start > text.length) return null;
  if (delta === '') return text;
  return text.slice(0, Math.max(0, start)) + delta;
}
