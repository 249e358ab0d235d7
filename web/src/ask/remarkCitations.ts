import type { Link, Parents, PhrasingContent, Root, Text } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';

/** `[2]`, and `[1, 3]` for several at once. */
const marker = /\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g;

/** Turns the markers of known citations into `cite` elements; all other brackets stay text. */
export function remarkCitations(known: ReadonlySet<number>) {
  return (tree: Root): void => {
    visit(tree, 'text', (node: Text, index, parent: Parents | undefined) => {
      if (!parent || index === undefined || isLink(parent)) return undefined;
      const parts = split(node.value, known);
      if (parts === null) return undefined;
      (parent.children as PhrasingContent[]).splice(index, 1, ...parts);
      return [SKIP, index + parts.length];
    });
  };
}

function isLink(parent: Parents): parent is Link {
  return parent.type === 'link';
}

function split(value: string, known: ReadonlySet<number>): PhrasingContent[] | null {
  const parts: PhrasingContent[] = [];
  let end = 0;
  for (const match of value.matchAll(marker)) {
    const numbers = (match[1] ?? '').split(',').map(Number);
    if (!numbers.every((number) => known.has(number))) continue;
    if (match.index > end) parts.push({ type: 'text', value: value.slice(end, match.index) });
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
