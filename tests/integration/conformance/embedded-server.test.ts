import { describe, expect, it } from 'vitest';
import { behaviourNames } from '../../../main/embedded-server/server-behaviour';
import { operationsWith, runAgainst } from './conformance-run';

const timeoutMs = 120_000;

describe('the embedded server conforms', () => {
  it(
    'as tim 2.1.0 in the compact encoding, with every known defect and the slow checks',
    async () => {
      const run = await runAgainst({}, '--slow');
      expect(operationsWith(run, 'FAIL')).toEqual([]);
      expect(operationsWith(run, 'known defect gone')).toEqual([]);
      expect(run.exitCode).toBe(0);
      expect(run.output).toMatch(/\d+ ok, \d+ known defects present, 0 known defects gone, 0 FAIL/u);
    },
    timeoutMs,
  );

  it(
    'as tim 2.1.0 in JSON, with several devices',
    async () => {
      const run = await runAgainst({ deviceLimit: 3 }, '--encoding', 'json');
      expect(operationsWith(run, 'FAIL')).toEqual([]);
      expect(operationsWith(run, 'skipped')).not.toContainEqual(expect.stringMatching(/device limit of/u));
      expect(run.exitCode).toBe(0);
    },
    timeoutMs,
  );

  it.each(['compact', 'json'])(
    'as tim 2.0.1 in %s',
    async (encoding) => {
      const run = await runAgainst({ style: '2.0.1' }, '--encoding', encoding);
      expect(operationsWith(run, 'FAIL')).toEqual([]);
      expect(run.exitCode).toBe(0);
    },
    timeoutMs,
  );

  it.each([
    ['mysql', 'compact'],
    ['postgresql', 'json'],
  ] as const)(
    'as tim 2.1.0 over %s in %s',
    async (like, encoding) => {
      const run = await runAgainst({ like }, '--encoding', encoding);
      expect(operationsWith(run, 'FAIL')).toEqual([]);
      expect(operationsWith(run, 'known defect present')).toContain(
        'storage: a message for a friend who is away: only in the history',
      );
      expect(run.report?.learned).toEqual([
        { name: 'devices of an account', value: 'one at a time' },
        { name: 'longest password', value: '21 bytes' },
        {
          name: 'largest stored message',
          value: like === 'mysql' ? '63 kB of text' : '256 kB of text or more',
        },
        {
          name: 'offline queue',
          value: 'takes no messages: only the history has what came during an absence',
        },
      ]);
      expect(run.exitCode).toBe(0);
    },
    timeoutMs,
  );

  it(
    'T11: registers with passwords that every server takes, and finds out how long they may be',
    async () => {
      const run = await runAgainst({ saltBytes: 48 });
      expect(operationsWith(run, 'FAIL')).toEqual([]);
      expect(run.report?.learned).toContainEqual({ name: 'longest password', value: '16 bytes' });
      expect(operationsWith(run, 'known defect present')).toContain(
        'storage: register with a password of 22 bytes: refused 5103',
      );
    },
    timeoutMs,
  );

  it(
    'without its known defects, which are reported as gone',
    async () => {
      const behaviour = Object.fromEntries(behaviourNames.map((name) => [name, false]));
      const run = await runAgainst({ behaviour, saltBytes: 0 });
      expect(operationsWith(run, 'known defect present')).toEqual([]);
      expect(operationsWith(run, 'FAIL')).toEqual([]);
      expect(operationsWith(run, 'known defect gone').length).toBeGreaterThan(25);
      expect(run.exitCode).toBe(0);
    },
    timeoutMs,
  );
});
