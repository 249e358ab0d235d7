export interface Passage {
  /** Of the whole page. */
  readonly text: string;
  /** UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface Quote {
  readonly text: string;
  /** Where on the page it begins, 0 to 1: tells repeats apart. */
  readonly position: number;
}

export function locateQuoteHint({ text, start, end }: Passage): Quote {
  return { text: text.slice(start, end), position: text.length === 0 ? 0 : start / text.length };
}

/** A stretch of one run of text on a drawn page. */
export interface Stretch {
  readonly run: number;
  readonly start: number;
  readonly end: number;
}

const anchorLength = 24;
/** A passage between two anchors may be this much longer than expected. */
const slack = 1.6;

/**
 * Finds a quote in the runs that a PDF draws. Extraction and drawing disagree about spaces, line
 * breaks and ligatures, so both are compared without them.
 */
export function locate(runs: readonly string[], quote: Quote): readonly Stretch[] | null {
  const page = squeeze(runs);
  const wanted = squeeze([quote.text]).text;
  if (wanted === '') return null;
  const expected = quote.position * page.text.length;
  const range = exactRange(page.text, wanted, expected) ?? anchoredRange(page.text, wanted, expected);
  return range && stretches(page, range.start, range.end);
}

interface Squeezed {
  readonly text: string;
  /** For each unit of `text`: the run and the place in it that it came from. */
  readonly runOf: readonly number[];
  readonly placeOf: readonly number[];
}

function squeeze(runs: readonly string[]): Squeezed {
  const text: string[] = [];
  const runOf: number[] = [];
  const placeOf: number[] = [];
  runs.forEach((value, run) => {
    for (let place = 0; place < value.length; place += 1) {
      const plain = (value[place] ?? '').normalize('NFKC').replace(/[\s\u00ad\u200b]/gu, '');
      for (const unit of plain.split('')) {
        text.push(unit);
        runOf.push(run);
        placeOf.push(place);
      }
    }
  });
  return { text: text.join(''), runOf, placeOf };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function exactRange(page: string, wanted: string, expected: number): Range | null {
  const start = nearest(page, wanted, expected);
  return start === null ? null : { start, end: start + wanted.length };
}

function anchoredRange(page: string, wanted: string, expected: number): Range | null {
  if (wanted.length < 2 * anchorLength) return null;
  const start = nearest(page, wanted.slice(0, anchorLength), expected);
  if (start === null) return null;
  const tail = wanted.slice(-anchorLength);
  const end = page.indexOf(tail, start + anchorLength);
  if (end < 0 || end - start > wanted.length * slack) return null;
  return { start, end: end + tail.length };
}

function nearest(page: string, wanted: string, expected: number): number | null {
  let best: number | null = null;
  for (let at = page.indexOf(wanted); at >= 0; at = page.indexOf(wanted, at + 1)) {
    if (best === null || Math.abs(at - expected) < Math.abs(best - expected)) best = at;
  }
  return best;
}

function stretches(page: Squeezed, start: number, end: number): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let at = start; at < end; at += 1) {
    const run = page.runOf[at] ?? 0;
    const place = page.placeOf[at] ?? 0;
    const last = found.at(-1);
    if (last?.run === run) found[found.length - 1] = { ...last, end: place + 1 };
    else found.push({ run, start: place, end: place + 1 });
  }
  return found;
}
