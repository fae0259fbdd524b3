import { describe, expect, it } from 'vitest';
import { behaviourNames } from '../../../main/embedded-server/server-behaviour';
import { defaultServerOptions, helpText, parseArguments } from '../../../main/embedded-server/server-options';

describe('the command line of the server', () => {
  it('has the defaults of tim', () => {
    expect(parseArguments([])).toEqual({
      kind: 'run',
      options: defaultServerOptions,
      behaviour: {},
      faultsFile: null,
      isKeyGiven: false,
    });
    expect(defaultServerOptions).toMatchObject({
      deviceLimit: 1,
      requestRate: 100,
      pingTimeoutMs: 600_000,
      authMinMs: 10_000,
      style: '2.1.0',
      like: 'sqlite',
      saltBytes: 43,
      isDemo: false,
    });
  });

  it('reads every option', () => {
    const line =
      '--port 5081 --data /tmp/x --device-limit 3 --devicetype-limit 2 --request-rate 0 --ping-timeout 12 --auth-min-unix 0 --style 2.0.1 --like postgresql --salt-bytes 8 --demo --key-from-starter --faults plan.json --behaviour midZeroOffline=off --behaviour reorderFrames=on';
    expect(parseArguments(line.split(' '))).toEqual({
      kind: 'run',
      options: {
        port: 5081,
        dataFolder: '/tmp/x',
        deviceLimit: 3,
        deviceTypeLimit: 2,
        requestRate: 0,
        pingTimeoutMs: 12_000,
        authMinMs: 0,
        style: '2.0.1',
        like: 'postgresql',
        saltBytes: 8,
        isDemo: true,
      },
      behaviour: { midZeroOffline: false, reorderFrames: true },
      faultsFile: 'plan.json',
      isKeyGiven: true,
    });
  });

  it('takes MariaDB for MySQL', () => {
    expect(parseArguments(['--like', 'mariadb'])).toMatchObject({ options: { like: 'mysql' } });
  });

  it('takes values behind an equals sign', () => {
    expect(parseArguments(['--port=7', '--data=a=b', '--behaviour=stuckOfflineQueue=off'])).toMatchObject({
      options: { port: 7, dataFolder: 'a=b' },
      behaviour: { stuckOfflineQueue: false },
    });
  });

  it.each([['--verbose'], ['5081'], ['--constructor', '1'], ['-h']])('does not know %s', (...line) => {
    expect(parseArguments(line)).toMatchObject({ kind: 'invalid' });
  });

  it.each([
    ['--port', 'x'],
    ['--port', '65536'],
    ['--port'],
    ['--device-limit', '0'],
    ['--ping-timeout', '0'],
    ['--style', '3'],
    ['--like', 'oracle'],
    ['--salt-bytes', '65'],
    ['--data', ''],
    ['--request-rate', '-1'],
    ['--faults', ''],
    ['--behaviour', 'midZeroOffline'],
    ['--behaviour', 'colour=on'],
  ])('refuses %s %s', (...line) => {
    expect(parseArguments(line)).toMatchObject({ kind: 'invalid' });
  });

  it('offers help that names every option', () => {
    expect(parseArguments(['--help'])).toEqual({ kind: 'help' });
    for (const flag of [
      '--port',
      '--data',
      '--device-limit',
      '--devicetype-limit',
      '--request-rate',
      '--ping-timeout',
      '--auth-min-unix',
      '--style',
      '--like',
      '--salt-bytes',
      '--demo',
      '--faults',
      '--key-from-starter',
      '--behaviour',
      ...behaviourNames,
    ]) {
      expect(helpText).toContain(flag);
    }
  });
});
