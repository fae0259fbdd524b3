import { describe, expect, it } from 'vitest';
import { textLines } from '../../../main/protocol/text-lines';

async function linesOf(...chunks: string[]): Promise<string[]> {
  async function* source(): AsyncGenerator<string> {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  }
  const lines: string[] = [];
  for await (const line of textLines(source())) lines.push(line);
  return lines;
}

describe('lines of a text in chunks', () => {
  it('come out whole, wherever the chunks end', async () => {
    expect(await linesOf('a', 'b\nc', '', '\n', '\nd\ne')).toEqual(['ab', 'c', '', 'd', 'e']);
  });

  it('lose a carriage return before the line feed, also across chunks', async () => {
    expect(await linesOf('a\r', '\nb\r\n')).toEqual(['a', 'b']);
  });

  it('do not end at U+2028, which JSON strings may hold', async () => {
    expect(await linesOf('"\u2028"\n')).toEqual(['"\u2028"']);
  });

  it('are none of an empty text', async () => {
    expect(await linesOf('')).toEqual([]);
  });
});
