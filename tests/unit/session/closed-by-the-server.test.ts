import { beforeEach, describe, expect, it } from 'vitest';
import { defaultHeartbeatOptions } from '../../../main/session/heartbeat';
import { defaultReconnectOptions } from '../../../main/session/reconnect-policy';
import { unknownPatience, type KnownPatience } from '../../../main/session/server-patience';
import { Session } from '../../../main/session/session';
import { Wire } from '../../../main/session/wire';
import { CountingRandom } from '../../support/counting-random';
import { settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';
import { OneDeviceServer } from '../../support/one-device-server';
import { RecordingLogger } from '../../support/recording-logger';

const hourMs = 3_600_000;
let clock: ManualClock;
beforeEach(() => {
  clock = new ManualClock();
});

/** Moves time on in steps small enough for promises to run in between. */
async function pass(durationMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < durationMs; passedMs += 500) {
    clock.advance(500);
    await settle();
  }
}

/** A device of the account; `memory` outlives it. */
function device(server: OneDeviceServer, name: string, memory = { known: unknownPatience }) {
  const random = new CountingRandom();
  const logger = new RecordingLogger();
  const session = new Session(
    {
      urls: ['wss://a/tim'],
      name: 'ann',
      password: 'secret',
      resource: name,
      heartbeat: defaultHeartbeatOptions,
      reconnect: defaultReconnectOptions,
    },
    {
      dial: server.dialOf(name),
      wire: new Wire({ encoding: 'compact', clock, random, logger }),
      clock,
      random,
      logger,
      patience: {
        read: () => memory.known,
        write: (known: KnownPatience) => (memory.known = known),
      },
    },
    {
      accepted: () => undefined,
      replay: () => Promise.resolve(),
      received: () => null,
      disconnected: () => undefined,
    },
  );
  session.start();
  return session;
}

const stateOf = (session: Session): string => session.status().state;

describe('a process that was stopped past the time-out of the server', () => {
  it.each([
    ['its clocks went on', () => clock.sleep(45_000)],
    ['its monotonic clock stood still', () => clock.jump(45_000)],
  ])('T8: dials again and is online: %s', async (_name, stop) => {
    const server = new OneDeviceServer(clock, 30_000);
    const session = device(server, 'a');
    await pass(120_000);
    stop();
    // What the server did meanwhile is the first thing that is heard.
    server.closeAll();
    expect(session.status()).toMatchObject({ state: 'waiting', failure: 'lost' });
    await pass(60_000);
    expect([stateOf(session), server.signIns.length]).toEqual(['online', 2]);
  });
});

describe('a server whose time-out is shorter than the heartbeat', () => {
  it('T8: is pinged more often after it has closed one connection, and nobody is told of another device', async () => {
    const server = new OneDeviceServer(clock, 12_000);
    const session = device(server, 'a');
    await pass(2 * hourMs);
    expect(stateOf(session)).toBe('online');
    // One trial that failed; a second one after ten minutes, because the first may have been chance.
    expect(server.signIns.length).toBeLessThanOrEqual(3);
  });

  it('T8: is known at the next start', async () => {
    const memory = { known: unknownPatience };
    const server = new OneDeviceServer(clock, 12_000);
    const first = device(server, 'a', memory);
    await pass(hourMs);
    first.stop();
    const before = server.signIns.length;
    const second = device(server, 'a', memory);
    await pass(hourMs);
    expect([stateOf(second), server.signIns.length - before]).toEqual(['online', 1]);
  });
});

describe('another device of the account', () => {
  it.each([1, 7, 14, 20, 33, 100, 600])(
    'T8: that signs in after %d s stays, and they do not fight',
    async (afterSeconds) => {
      const server = new OneDeviceServer(clock, 600_000);
      const first = device(server, 'a');
      await pass(afterSeconds * 1_000);
      const second = device(server, 'b');
      await pass(hourMs);
      // One careful return at most on each side.
      expect(server.signIns.length).toBeLessThanOrEqual(4);
      expect([stateOf(first), stateOf(second)].sort()).toEqual(['kicked', 'online']);
    },
  );

  it('T8: that signed in while this one slept gives way once, and they do not fight', async () => {
    const server = new OneDeviceServer(clock, 600_000);
    const first = device(server, 'a');
    await pass(120_000);
    const second = device(server, 'b');
    clock.sleep(45_000);
    await pass(hourMs);
    expect([stateOf(first), stateOf(second)].sort()).toEqual(['kicked', 'online']);
    expect(server.signIns.length).toBeLessThanOrEqual(4);
  });

  it('T8: is believed in at once when the server has borne longer silences', async () => {
    const server = new OneDeviceServer(clock, 600_000);
    const first = device(server, 'a');
    await pass(120_000);
    device(server, 'b');
    await pass(1_000);
    expect(first.status()).toMatchObject({ state: 'kicked', failure: 'kicked' });
    await pass(hourMs);
    expect(server.signIns).toEqual(['a', 'b']);
  });
});

describe('a line that swallows everything', () => {
  it.each([
    ['the system says that it woke up', (session: Session) => session.wakeUp()],
    ['the process was stopped', () => clock.sleep(45_000)],
  ])('T9: is left within seconds when %s', async (_name, happens) => {
    const server = new OneDeviceServer(clock, 600_000);
    const session = device(server, 'a');
    await pass(120_000);
    server.isSwallowing = true;
    happens(session);
    await pass(4_500);
    expect(stateOf(session)).not.toBe('online');
    server.isSwallowing = false;
    await pass(30_000);
    expect([stateOf(session), server.signIns.length]).toEqual(['online', 2]);
  });

  it('T9: is no cause to leave a line that answers', async () => {
    const server = new OneDeviceServer(clock, 600_000);
    const session = device(server, 'a');
    await pass(120_000);
    for (let time = 0; time < 5; time += 1) {
      session.wakeUp();
      await pass(10_000);
    }
    expect([stateOf(session), server.signIns.length]).toEqual(['online', 1]);
  });
});
