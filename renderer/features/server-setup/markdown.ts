/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };
export type Line = readonly Inline[];

/** A part of a page. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly line: Line }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly Line[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly Line[]; readonly rows: readonly (readonly Line[])[] };

/** A page says something in a way that this app does not read: a mistake of its author, found by a test. */
export class UnreadablePageError extends Error {
  override readonly name = 'UnreadablePageError';
}

const fence = '```';
const listItem = /^(?:-|(\d+)\.) (.*)$/u;
const inline = /`([^`]+)`|\[([^\]]+)\]\((https:\/\/[^)\s]+)\)/gu;
// What Markdown has and this page must not use, because it would be shown as it is written.
const foreign = /^(?:[>*+~|]|#{3,}|\s+\S|<)|\*\*|__|!\[/u;

/**
 * Reads a page of the project's own documentation: headings of two levels, paragraphs of one line, flat lists, tables and blocks
 * of code; in lines code and links. Nothing else.
 *
 * @throws UnreadablePageError
 */
export function readPage(markdown: string): readonly Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at] === '') {
      at += 1;
      continue;
    }
    const { block, next } = readBlock(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

interface Read {
  readonly block: Block;
  /** The first line behind it. */
  readonly next: number;
}

function readBlock(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? '';
  if (line.startsWith(fence)) return readCode(lines, at);
  if (line.startsWith('# ')) return heading(1, line.slice(2), at);
  if (line.startsWith('## ')) return heading(2, line.slice(3), at);
  if (line.startsWith('| ')) return readTable(lines, at);
  if (listItem.test(line)) return readList(lines, at);
  if (foreign.test(line)) throw new UnreadablePageError(`line ${at + 1}`);
  return { block: { kind: 'paragraph', line: readLine(line) }, next: at + 1 };
}

const heading = (level: 1 | 2, text: string, at: number): Read => ({
  block: { kind: 'heading', level, line: readLine(text) },
  next: at + 1,
});

function readCode(lines: readonly string[], at: number): Read {
  const end = lines.indexOf(fence, at + 1);
  if (end === -1) throw new UnreadablePageError(`line ${at + 1}`);
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function readList(lines: readonly string[], at: number): Read {
  const items: Line[] = [];
  let next = at;
  const isOrdered = !(lines[at] ?? '').startsWith('- ');
  for (let item = listItem.exec(lines[next] ?? ''); item !== null; item = listItem.exec(lines[next] ?? '')) {
    items.push(readLine(item[2] ?? ''));
    next += 1;
  }
  return { block: { kind: 'list', isOrdered, items }, next };
}

function readTable(lines: readonly string[], at: number): Read {
  let next = at;
  while ((lines[next] ?? '').startsWith('| ')) next += 1;
  const [head = [], rule = [], ...rows] = lines.slice(at, next).map(readCells);
  if (!rule.every((cell) => /^-+$/u.test(textOf(cell)))) throw new UnreadablePageError(`line ${at + 2}`);
  return { block: { kind: 'table', head, rows }, next };
}

const readCells = (line: string): readonly Line[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => readLine(cell.trim()));

function readLine(text: string): Line {
  const pieces: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    const [whole, code, words = '', url = ''] = match;
    pieces.push(code === undefined ? { kind: 'link', text: words, url } : { kind: 'code', text: code });
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** What a line says. */
export const textOf = (line: Line): string => line.map(({ text }) => text).join('');
