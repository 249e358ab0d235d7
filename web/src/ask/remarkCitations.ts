import type { Parents, PhrasingContent, Root, Text } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';

/** `[2]`, and `[1, 3]` for several at once. */
const marker = /\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g;

/** Keeps a chip on the line of the word before it. */
const joiner = '\u202f';

export interface CitationOptions {
  readonly known: ReadonlySet<number>;
  /** While an answer is written its citations come late: every marker is taken for one. */
  readonly writing: boolean;
}

/** Turns the markers of citations into `cite` elements; all other brackets stay text. */
export function remarkCitations({ known, writing }: CitationOptions) {
  const takes = (number: number) => writing || known.has(number);
  return (tree: Root): void => {
    visit(tree, 'text', (node: Text, index, parent: Parents | undefined) => {
      if (!parent || index === undefined || parent.type === 'link') return undefined;
      const parts = split(node.value, takes);
      if (parts === null) return undefined;
      (parent.children as PhrasingContent[]).splice(index, 1, ...parts);
      return [SKIP, index + parts.length];
    });
  };
}

function split(value: string, takes: (number: number) => boolean): PhrasingContent[] | null {
  const parts: PhrasingContent[] = [];
  let end = 0;
  for (const match of value.matchAll(marker)) {
    const numbers = (match[1] ?? '').split(',').map(Number);
    if (!numbers.every(takes)) continue;
    const before = value.slice(end, match.index).trimEnd();
    if (before !== '') parts.push({ type: 'text', value: before + joiner });
    parts.push(...numbers.map(cite));
    end = match.index + match[0].length;
  }
  if (parts.length === 0) return null;
  if (end < value.length) parts.push({ type: 'text', value: value.slice(end) });
  return parts;
}

function cite(number: number): PhrasingContent {
  return {
    type: 'emphasis',
    data: { hName: 'cite', hProperties: { dataNumber: number } },
    children: [{ type: 'text', value: `[${String(number)}]` }],
  };
}
