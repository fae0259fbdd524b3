import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalServerProcess } from '../../../main/app/local-server-process';
import type { ServerChild } from '../../../main/app/server-child';
import { silentLogger } from '../../../main/platform/logger';
import { ManualClock } from '../../support/manual-clock';

class FakeChild implements ServerChild {
  isKilled = false;
  readonly keys: Uint8Array[] = [];
  private output: (text: string) => void = () => undefined;
  private readonly exits: ((code: number) => void)[] = [];

  onOutput(listener: (text: string) => void): void {
    this.output = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.exits.push(listener);
  }
  giveKey(key: Uint8Array): void {
    this.keys.push(Uint8Array.from(key));
  }
  kill(): void {
    this.isKilled = true;
  }
  print(text: string): void {
    this.output(text);
  }
  exit(code: number): void {
    for (const listener of this.exits) listener(code);
  }
}

const key = new Uint8Array(32).fill(7);

let directory: string;
let portFile: string;
let clock: ManualClock;
let forks: { readonly serverArguments: readonly string[]; readonly child: FakeChild }[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'server-'));
  portFile = join(directory, 'port.json');
  clock = new ManualClock();
  forks = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

function createServer(): LocalServerProcess {
  return new LocalServerProcess({
    fork: (serverArguments) => {
      const child = new FakeChild();
      forks.push({ serverArguments, child });
      return child;
    },
    dataDirectory: '/profile/local-server',
    portFile,
    clock,
    logger: silentLogger,
  });
}

describe('LocalServerProcess', () => {
  it('T25: gives the server the key of its database in a message, not in its arguments', () => {
    void createServer().start(key);
    expect(forks[0]?.child.keys).toEqual([key]);
    expect(forks[0]?.serverArguments.join(' ')).not.toContain(Buffer.from(key).toString('hex'));
    forks[0]?.child.print('listening ws://127.0.0.1:40123/tim\n');
  });

  it('asks for any free port the first time and remembers the one it got', async () => {
    const address = createServer().start(key);
    forks[0]?.child.print('listening ws://127.0.0.1:40123/tim\n');
    expect(await address).toBe('ws://127.0.0.1:40123/tim');
    expect(forks[0]?.serverArguments).toEqual([
      '--port',
      '0',
      '--data',
      '/profile/local-server',
      '--key-from-starter',
      '--demo',
    ]);
    expect(JSON.parse(readFileSync(portFile, 'utf8'))).toEqual({ port: 40123 });
    expect(clock.waitingTimers).toBe(0);
  });

  it('asks for the remembered port afterwards, because accounts keep the address', async () => {
    writeFileSync(portFile, '{"port":40123}');
    const address = createServer().start(key);
    forks[0]?.child.print('listening ws://127.0.0.1:40123/tim\n');
    await address;
    expect(forks[0]?.serverArguments).toEqual([
      '--port',
      '40123',
      '--data',
      '/profile/local-server',
      '--key-from-starter',
      '--demo',
    ]);
  });

  it('starts once for all who ask', async () => {
    const server = createServer();
    const addresses = Promise.all([server.start(key), server.start(key)]);
    forks[0]?.child.print('listening ws://127.0.0.1:40123/tim\n');
    expect(new Set(await addresses).size).toBe(1);
    expect(forks).toHaveLength(1);
  });

  it('reads the line also when it arrives in pieces', async () => {
    const address = createServer().start(key);
    for (const piece of ['listen', 'ing ws://127.0.0.1:40', '123/tim', '\n']) forks[0]?.child.print(piece);
    expect(await address).toBe('ws://127.0.0.1:40123/tim');
  });

  it('rejects when the process ends, for instance because the remembered port is taken, and can be tried again', async () => {
    const server = createServer();
    const first = server.start(key);
    forks[0]?.child.exit(1);
    await expect(first).rejects.toThrow('did not start');
    const second = server.start(key);
    forks[1]?.child.print('listening ws://127.0.0.1:40124/tim\n');
    expect(await second).toBe('ws://127.0.0.1:40124/tim');
  });

  it('rejects and ends the process when it says nothing for 20 seconds', async () => {
    const address = createServer().start(key);
    clock.advance(20_000);
    await expect(address).rejects.toThrow('did not start');
    expect(forks[0]?.child.isKilled).toBe(true);
  });

  it('believes no address that is not on this computer', async () => {
    const address = createServer().start(key);
    forks[0]?.child.print('listening ws://example.org:1/tim\n');
    clock.advance(20_000);
    await expect(address).rejects.toThrow('did not start');
  });

  it('stops when the process is gone', async () => {
    const server = createServer();
    const address = server.start(key);
    forks[0]?.child.print('listening ws://127.0.0.1:40123/tim\n');
    await address;
    const stopped = server.stop();
    expect(forks[0]?.child.isKilled).toBe(true);
    forks[0]?.child.exit(0);
    await stopped;
    expect(clock.waitingTimers).toBe(0);
  });

  it('does not wait longer than four seconds for a process that does not end', async () => {
    const server = createServer();
    const address = server.start(key);
    forks[0]?.child.print('listening ws://127.0.0.1:40123/tim\n');
    await address;
    const stopped = server.stop();
    clock.advance(4_000);
    await stopped;
  });

  it('has nothing to stop before a start', async () => {
    await createServer().stop();
    expect(forks).toEqual([]);
  });
});
