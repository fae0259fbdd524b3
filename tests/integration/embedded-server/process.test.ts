import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeFrame } from '../../../main/protocol/frame';
import { registerAccount } from './wire-client';

const root = resolve(__dirname, '../../..');

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the server program', () => {
  let folder: string;
  let running: ChildProcess | null = null;

  beforeAll(async () => {
    // Below the project, so that the bundle finds its packages.
    folder = mkdtempSync(join(root, 'node_modules/.server-test-'));
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: join(root, 'main/server.ts'),
        outDir: folder,
        target: 'node18',
        rolldownOptions: { output: { format: 'cjs', entryFileNames: 'server.cjs' } },
      },
    });
  });

  afterEach(() => running?.kill('SIGKILL'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function start(...args: string[]): {
    child: ChildProcess;
    firstLine: Promise<string>;
    end: Promise<Ending>;
  } {
    const child = spawn(process.execPath, [join(folder, 'server.cjs'), ...args], { stdio: 'pipe' });
    running = child;
    let stdout = '';
    let stderr = '';
    const firstLine = new Promise<string>((found) => {
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
        const end = stdout.indexOf('\n');
        if (end >= 0) found(stdout.slice(0, end));
      });
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const end = new Promise<Ending>((done) => child.once('close', (code) => done({ code, stdout, stderr })));
    return { child, firstLine, end };
  }

  it.each(['SIGTERM', 'SIGINT'] as const)('says where it listens and ends on %s', async (signal) => {
    const { child, firstLine, end } = start('--port', '0', '--data', ':memory:');
    expect(await firstLine).toMatch(/^listening ws:\/\/127\.0\.0\.1:\d+\/tim$/);
    child.kill(signal);
    expect(await end).toMatchObject({ code: 0, stderr: '' });
  });

  it('T25: takes the key of its database from the process that starts it', async () => {
    const data = join(folder, 'encrypted');
    const child = fork(join(folder, 'server.cjs'), ['--data', data, '--key-from-starter'], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    running = child;
    const firstLine = new Promise<string>((found) =>
      child.stdout?.once('data', (chunk) => found(String(chunk))),
    );
    child.send(new Uint8Array(32).fill(9));
    expect(await firstLine).toMatch(/^listening /u);
    const ended = new Promise<number | null>((done) => child.once('close', done));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    const file = readFileSync(join(data, 'tim-server.db'));
    expect(file.length).toBeGreaterThan(0);
    expect(file.includes('SQLite format 3')).toBe(false);
  });

  it('T25: does not start without the key that it was promised', async () => {
    const { end } = start('--data', join(folder, 'nobody'), '--key-from-starter');
    expect(await end).toMatchObject({
      code: 1,
      stderr: 'tim server: cannot start: nobody is there to give the key of the database\n',
    });
  });

  it('ends with the process that holds its input', async () => {
    const { child, firstLine, end } = start('--data', ':memory:');
    await firstLine;
    child.stdin?.end();
    expect((await end).code).toBe(0);
  });

  it('says in one line that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    // A TCP server's address is an object.
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await start('--port', String(port), '--data', ':memory:').end;
    await new Promise((done) => other.close(done));
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `tim server: port ${port} is taken\n`,
    });
  });

  it.each([
    [
      '[{"on":{"direction":"up"},"action":{"kind":"drop"}}]',
      'FILE: rule 1, on.direction must be in or out or both',
    ],
    ['[', 'FILE is not JSON'],
    [null, 'cannot read FILE: ENOENT'],
  ])('does not start with the fault plan %s', async (plan, reason) => {
    const file = join(folder, 'plan.json');
    if (plan === null) rmSync(file, { force: true });
    else writeFileSync(file, plan);
    expect(await start('--data', ':memory:', '--faults', file).end).toEqual({
      code: 2,
      stdout: '',
      stderr: `tim server: ${reason.replace('FILE', file)}\n`,
    });
  });

  it('dies in the middle of its work when the fault plan says so', async () => {
    const file = join(folder, 'plan.json');
    const action = { kind: 'crash', at: 'beforeCommit' };
    writeFileSync(file, JSON.stringify([{ on: { direction: 'in', types: [14] }, action }]));
    const { child, firstLine, end } = start('--data', ':memory:', '--faults', file);
    const port = Number(/:(\d+)\//.exec(await firstLine)?.[1]);
    await expect(registerAccount(port, 'anna')).rejects.toThrow();
    await end;
    expect(child.signalCode).toBe('SIGKILL');
  });

  it('takes switches on the command line', async () => {
    const { firstLine } = start('--data', ':memory:', '--behaviour', 'emptyCompactHttp=off');
    const url = (await firstLine).replace('listening ws', 'http').replace(/\/tim$/, '/tim2');
    const packet = { name: 'anna', pwd: 'pw1' };
    const body = encodeFrame({ type: 14, packet }, { from: 'client', encoding: 'compact' });
    const answer = await fetch(url, { method: 'POST', body });
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
  });

  it('refuses what it does not know and explains itself', async () => {
    expect(await start('--colour').end).toEqual({
      code: 2,
      stdout: '',
      stderr: 'tim server: unknown option --colour\n',
    });
    const { code, stdout } = await start('--help').end;
    expect(code).toBe(0);
    expect(stdout).toContain('--device-limit');
  });
});
