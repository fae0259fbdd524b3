import { describe, expect, it } from 'vitest';
import { startEmbeddedServer } from '../../../main/embedded-server/start-server';
import { createFastClock } from '../../support/fast-clock';
import { runCommand } from '../../../conformance/command';
import { operationsWith, runConformance } from './conformance-run';
import { startEchoDroppingProxy } from './echo-dropping-proxy';

const timeoutMs = 180_000;

describe('a server that is not right', () => {
  it(
    'fails the checks that need what it loses, and no others in areas that do not',
    async () => {
      const server = await startEmbeddedServer({ clock: createFastClock(4), passwordCost: 2 });
      const proxy = await startEchoDroppingProxy(server.port);
      try {
        const run = await runConformance(proxy.url);
        expect(run.exitCode).toBe(1);
        const failed = operationsWith(run, 'FAIL');
        expect(failed).toContain('messages: echo of a message: nothing');
        expect(failed).toContain('messages: order of 200, one in flight: no echo of message 1');
        const areas = new Set(failed.map((line) => line.split(':')[0]));
        expect(areas.has('accounts')).toBe(false);
        expect(areas.has('presence')).toBe(false);
        expect(areas.has('big data')).toBe(false);
        expect(run.output).toMatch(/[1-9]\d* FAIL/u);
      } finally {
        await proxy.stop();
        await server.stop();
      }
    },
    timeoutMs,
  );

  it('is not judged when it cannot be reached', async () => {
    const server = await startEmbeddedServer({ passwordCost: 2 });
    await server.stop();
    const run = await runConformance(server.url);
    expect(run.exitCode).toBe(2);
    expect(run.errors).toBe(`conformance: ${server.url}: the server cannot be reached: refused\n`);
    expect(run.output).toBe('');
  });
});

describe('the command line', () => {
  it.each([
    [[], 'option --server is missing'],
    [['--server'], 'option --server needs a value'],
    [['--server', 'ws://a/tim,ws://b/tim'], 'option --server needs one address'],
    [['--server', 'ftp://a'], 'option --server needs one address'],
    [['--server', 'ws://a/tim', '--encoding', 'xml'], 'option --encoding needs compact or json'],
    [['--sever', 'ws://a/tim'], 'unknown option --sever'],
  ])('%j ends with exit code 2 and names what is wrong', async (argv, reason) => {
    let errors = '';
    const exitCode = await runCommand(argv, {
      out: () => undefined,
      error: (text) => (errors += text),
      writeFile: () => Promise.resolve(),
    });
    expect(exitCode).toBe(2);
    expect(errors.split('\n')[0]).toBe(`conformance: ${reason}`);
  });

  it('--help explains and ends with exit code 0', async () => {
    let output = '';
    const exitCode = await runCommand(['--help'], {
      out: (text) => (output += text),
      error: () => undefined,
      writeFile: () => Promise.resolve(),
    });
    expect(exitCode).toBe(0);
    expect(output).toContain('--encoding compact|json');
  });
});
