import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../main/platform/logger';
import { FrameType } from '../../../main/protocol/packet-types';
import { defaultHeartbeatOptions } from '../../../main/session/heartbeat';
import { defaultReconnectOptions } from '../../../main/session/reconnect-policy';
import { Session } from '../../../main/session/session';
import { Wire } from '../../../main/session/wire';
import { CountingRandom } from '../../support/counting-random';
import { FakeServer, settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';

let server: FakeServer;
let clock: ManualClock;
let session: Session;
let wire: Wire;
beforeEach(() => {
  server = new FakeServer();
  clock = new ManualClock();
  const random = new CountingRandom();
  wire = new Wire({ encoding: 'compact', clock, random, logger: silentLogger });
  session = new Session(
    {
      urls: ['ws://a/tim'],
      name: 'ann',
      password: 'secret',
      loginToken: 'token',
      resource: 'desktop-1',
      heartbeat: defaultHeartbeatOptions,
      reconnect: defaultReconnectOptions,
    },
    { dial: server.dial, wire, clock, random, logger: silentLogger },
    {
      accepted: () => undefined,
      replay: () => Promise.resolve(),
      received: () => null,
      disconnected: () => undefined,
    },
  );
});

const signIn = async (): Promise<void> => {
  session.start();
  await settle();
  server.connection.accept();
  await settle();
};
const auth = () => server.connection.sentOf(FrameType.auth)[0]?.packet;

describe('an observer of a session', () => {
  it('sees answers as well as what nobody asked for, until it is released', async () => {
    const seen: number[] = [];
    const observer = wire.frameRead.on(({ type }) => seen.push(type));
    await signIn();
    server.connection.deliver({ type: FrameType.ping, packet: {} });
    server.connection.deliver({ type: FrameType.presence, packet: { show: 1 } });
    observer.dispose();
    server.connection.deliver({ type: FrameType.ping, packet: {} });
    expect(seen).toEqual([FrameType.ack, FrameType.ping, FrameType.presence]);
  });
});

describe('a login token', () => {
  it('takes the place of the password once', async () => {
    await signIn();
    expect(auth()).toEqual({ name: 'ann', resource: 'desktop-1', termtyp: 4, token: 'token' });
    server.connection.drop(1006);
    clock.advance(60_000);
    await settle();
    expect(auth()).toEqual({ name: 'ann', resource: 'desktop-1', termtyp: 4, pwd: 'secret' });
  });
});
