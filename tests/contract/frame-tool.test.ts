import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import goldenFrames from '../fixtures/wire/golden-frames.json';

const folder = mkdtempSync(join(tmpdir(), 'tim-frame-tool-'));

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve('main/protocol/frame-tool.ts'),
      outDir: folder,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'frame.js' } },
    },
    // Thrift has to be inside the bundle: its package cannot be required on Node 18.
    ssr: { noExternal: true },
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** Runs the bundled tool under plain Node, where a deprecated call would be an error. */
async function runTool(args: readonly string[], input: string): Promise<Run> {
  const tool = spawn(process.execPath, ['--throw-deprecation', join(folder, 'frame.js'), ...args]);
  const exited = new Promise<number | null>((settle) => tool.once('close', settle));
  tool.stdin.on('error', () => undefined).end(input);
  const [output, errors] = await Promise.all([text(tool.stdout), text(tool.stderr)]);
  return { exitCode: await exited, lines: output.split('\n').slice(0, -1), errors };
}

describe('the frame tool', () => {
  it('decodes every recorded frame, line by line', async () => {
    const input = goldenFrames
      .map(({ from, encoding, hex }) => JSON.stringify({ from, encoding, hex }))
      .join('\n\n');
    const { exitCode, lines, errors } = await runTool(['decode'], input);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(
      goldenFrames.map(({ type, syncId, packet }) => ({
        type,
        packet,
        ...(syncId === undefined ? {} : { syncId }),
      })),
    );
  });

  it('encodes every recorded frame to its bytes', async () => {
    const { exitCode, lines } = await runTool(
      ['encode'],
      goldenFrames.map((frame) => JSON.stringify(frame)).join('\n'),
    );
    expect(exitCode).toBe(0);
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(goldenFrames.map(({ hex }) => ({ hex })));
  });

  it('answers a bad line with an error and goes on', async () => {
    const { exitCode, lines } = await runTool(
      ['decode'],
      'no\n{"from":"server","encoding":"json","hex":"0d"}\n',
    );
    expect(exitCode).toBe(0);
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { error: { code: 'badLine', message: 'the line is not JSON' } },
      { type: 13, packet: {} },
    ]);
  });

  it('keeps up with more than a pipe holds', async () => {
    const line = `${JSON.stringify({ from: 'client', encoding: 'json', type: 13, packet: {} })}\n`;
    const { lines } = await runTool(['encode'], line.repeat(20_000));
    expect(lines).toHaveLength(20_000);
  });

  it.each([[[]], [['both']], [['decode', 'encode']]])(
    'explains itself on standard error for %j',
    async (args) => {
      const { exitCode, lines, errors } = await runTool(args, '');
      expect({ exitCode, lines }).toEqual({ exitCode: 2, lines: [] });
      expect(errors).toMatch(/^usage: /);
    },
  );
});
