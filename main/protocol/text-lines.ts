/**
 * The lines of a text that comes in chunks, without their line ends; the last line needs none. Only line feeds end a
 * line (a carriage return before it is dropped): U+2028, at which node:readline splits too, is an ordinary character
 * inside a JSON string.
 */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let pieces: string[] = [];
  for await (const chunk of chunks) {
    const [first = '', ...rest] = chunk.split('\n');
    pieces.push(first);
    for (const next of rest) {
      yield withoutReturn(pieces.join(''));
      pieces = [next];
    }
  }
  const last = pieces.join('');
  if (last !== '') yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
