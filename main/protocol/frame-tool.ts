// npm run --silent frame -- decode|encode: frames to packets and back, one JSON line in, one JSON line out.
import { once } from 'node:events';
import { convertFrameLine } from './frame-lines';
import { textLines } from './text-lines';

const usage = `usage: npm run --silent frame -- decode|encode

decode  reads lines {"from":"server"|"client","encoding":"compact"|"json","hex":"..."}
        writes lines {"type":90,"syncId":1,"packet":{...}}
encode  reads lines {"from":...,"encoding":...,"type":90,"syncId":1,"packet":{...}}
        writes lines {"hex":"..."}

int64 fields are decimal strings, binary fields base64. A line that cannot be converted gives {"error":{"code","message"}}.
`;

/** Converts every line of standard input that is not blank; waits whenever the reader of standard output is behind. */
async function run(args: readonly string[]): Promise<number> {
  const [mode] = args;
  if (args.length !== 1 || (mode !== 'decode' && mode !== 'encode')) {
    process.stderr.write(usage);
    return 2;
  }
  process.stdin.setEncoding('utf8');
  // setEncoding makes the chunks strings, which the stream's type does not know.
  for await (const line of textLines(process.stdin as AsyncIterable<string>)) {
    if (line.trim() === '') continue;
    if (!process.stdout.write(`${convertFrameLine(mode, line)}\n`)) await once(process.stdout, 'drain');
  }
  return 0;
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
