import { beforeEach, describe, expect, it } from 'vitest';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { defaultHeartbeatOptions } from '../../../main/session/heartbeat';
import { defaultReconnectOptions } from '../../../main/session/reconnect-policy';
import { Session, type SessionOptions } from '../../../main/session/session';
import { DialError } from '../../../main/transport/transport';
import { CountingRandom } from '../../support/counting-random';
import { FakeServer, settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';
import { RecordingLogger } from '../../support/recording-logger';

const urls = ['wss://a/tim', 'wss://b/tim', 'wss://c/tim'];
const message: Frame = {
  type: FrameType.message,
  syncId: 7,
  packet: { msType: 2, odType: 1, mid: 1n, fromTid: { node: 'peer' }, dataString: 'hi' },
};

class Fixture {
  readonly server = new FakeServer();
  readonly clock = new ManualClock();
  readonly random = new CountingRandom();
  readonly logger = new RecordingLogger();
  readonly received: Frame[] = [];
  readonly told: string[] = [];
  readonly states: string[] = [];
  /** Ends the replay; set while one runs. */
  endReplay: () => void = () => undefined;
  failure: Error | null = null;
  readonly session: Session;

  constructor(change: Partial<SessionOptions> = {}) {
    this.session = new Session(
      {
        urls: urls.slice(0, 1),
        name: 'ann',
        password: 'secret-4711',
        resource: 'desktop-1',
        encoding: 'compact',
        heartbeat: defaultHeartbeatOptions,
        reconnect: defaultReconnectOptions,
        ...change,
      },
      { dial: this.server.dial, clock: this.clock, random: this.random, logger: this.logger },
      {
        accepted: (node) => this.told.push(`accepted ${node}`),
        replay: () => new Promise((resolve) => (this.endReplay = resolve)),
        received: (frame) => {
          if (this.failure !== null) throw this.failure;
          this.received.push(frame);
        },
        disconnected: () => this.told.push('disconnected'),
      },
    );
    this.session.onStatus(({ state }) => this.states.push(state));
  }

  get state(): string {
    return this.session.status().state;
  }

  /** Connects up to the question who we are. */
  async dial(): Promise<void> {
    this.session.start();
    await settle();
  }

  async signIn(): Promise<void> {
    await this.dial();
    this.server.connection.accept();
  }

  async goOnline(): Promise<void> {
    await this.signIn();
    this.endReplay();
    await settle();
  }

  async wait(durationMs: number): Promise<void> {
    this.clock.advance(durationMs);
    await settle();
  }
}

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

describe('signing in', () => {
  it('dials, tells who we are, replays and is online', async () => {
    await fixture.goOnline();
    expect(fixture.states).toEqual(['connecting', 'authenticating', 'replaying', 'online']);
    expect(fixture.told).toEqual(['accepted self']);
    expect(fixture.server.connection.sent).toEqual([
      {
        type: FrameType.auth,
        packet: { name: 'ann', pwd: 'secret-4711', resource: 'desktop-1', termtyp: 4 },
      },
    ]);
  });

  it('happens once, however often it is started', async () => {
    await fixture.goOnline();
    fixture.session.start();
    fixture.session.retryNow();
    await settle();
    expect(fixture.server.dialled).toHaveLength(1);
  });

  it('ends for good when the server refuses, until the user asks again', async () => {
    await fixture.dial();
    fixture.server.connection.refuse(FrameType.auth, 4105);
    expect(fixture.session.status()).toMatchObject({ state: 'rejected', failure: 'wrongPassword' });
    await fixture.wait(3_600_000);
    expect(fixture.server.dialled).toHaveLength(1);
    expect(fixture.server.connection.isClosed).toBe(true);
    fixture.session.retryNow();
    await settle();
    expect(fixture.state).toBe('authenticating');
  });

  it('tries again after 11 seconds when the server still believes in the old connection', async () => {
    await fixture.dial();
    fixture.server.connection.refuse(FrameType.auth, 4111);
    const { retryAtMs } = fixture.session.status();
    expect(fixture.session.status()).toMatchObject({ state: 'waiting', failure: 'overLimit' });
    expect(retryAtMs).toBe(fixture.clock.nowMs() + 11_000);
    await fixture.wait(10_999);
    expect(fixture.server.dialled).toHaveLength(1);
    await fixture.wait(1);
    expect(fixture.server.dialled).toHaveLength(2);
    expect(fixture.session.status()).toMatchObject({
      state: 'authenticating',
      failure: null,
      retryAtMs: null,
    });
  });

  it('gives up on a server that says nothing, also when the user grows impatient meanwhile', async () => {
    await fixture.dial();
    await fixture.wait(5_000);
    fixture.session.retryNow();
    await fixture.wait(5_000);
    expect(fixture.session.status()).toMatchObject({ state: 'waiting', failure: 'timeout' });
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['an unknown type', Uint8Array.of(1, 2, 3)],
    ['a type without its body', Uint8Array.of(FrameType.ack, 0xff)],
  ])('takes a server for no tim server that answers with %s', async (_name, bytes) => {
    await fixture.dial();
    fixture.server.connection.deliverBytes(bytes);
    expect(fixture.session.status()).toMatchObject({ state: 'waiting', failure: 'notTim' });
    expect(fixture.server.connection.isClosed).toBe(true);
  });

  it('begins anew when it is let in without a word who it is: only a repeated sign-in is answered so', async () => {
    const { session, server, clock, told } = new Fixture();
    session.start();
    await settle();
    server.connection.deliverAck({ ok: true, timType: FrameType.auth });
    expect([session.status().state, told]).toEqual(['waiting', ['disconnected']]);
    clock.advance(60_000);
    await settle();
    server.connection.accept();
    expect([session.status().state, told.at(-1)]).toEqual(['replaying', 'accepted self']);
  });

  it('ignores whatever comes before the answer', async () => {
    await fixture.dial();
    fixture.server.connection.deliver(message);
    fixture.server.connection.deliverAck({ ok: true, timType: FrameType.business });
    expect([fixture.state, fixture.received]).toEqual(['authenticating', []]);
  });

  it('never writes the password or the name into the log', async () => {
    await fixture.goOnline();
    fixture.server.connection.drop(1006);
    expect(fixture.logger.lines.join('\n')).not.toMatch(/secret-4711|ann/u);
  });
});

describe('a connection that ends', () => {
  it('is tried again with growing waits, and a stable one forgives earlier failures', async () => {
    await fixture.goOnline();
    for (const waitMs of [500, 1_000, 2_000]) {
      fixture.server.connection.drop(1006);
      expect(fixture.session.status().retryAtMs).toBe(fixture.clock.nowMs() + waitMs);
      await fixture.wait(waitMs);
      fixture.server.connection.accept();
    }
    fixture.endReplay();
    await fixture.wait(30_000);
    fixture.server.connection.drop(1006);
    expect(fixture.session.status().retryAtMs).toBe(fixture.clock.nowMs() + 500);
  });

  it('is noticed when it is half open', async () => {
    await fixture.goOnline();
    await fixture.wait(44_999);
    expect(fixture.server.connection.sentOf(FrameType.ping)).toHaveLength(2);
    expect(fixture.state).toBe('online');
    await fixture.wait(1);
    expect(fixture.session.status()).toMatchObject({ state: 'waiting', failure: 'lost' });
    expect(fixture.server.connection.isClosed).toBe(true);
  });

  it('lives as long as something arrives, whatever it is', async () => {
    await fixture.goOnline();
    for (let beat = 0; beat < 10; beat += 1) {
      await fixture.wait(15_000);
      fixture.server.connection.deliver({ type: FrameType.ping, packet: {} });
    }
    expect(fixture.state).toBe('online');
    expect(fixture.received).toEqual([]);
  });

  it('is not fought for when another device signed in', async () => {
    await fixture.goOnline();
    fixture.server.connection.drop(1000);
    expect(fixture.session.status()).toMatchObject({ state: 'kicked', failure: 'kicked' });
    await fixture.wait(3_600_000);
    expect(fixture.server.dialled).toHaveLength(1);
    expect(fixture.told).toEqual(['accepted self', 'disconnected']);
    fixture.session.retryNow();
    await settle();
    expect(fixture.state).toBe('authenticating');
  });

  it('with code 1000 before the sign-in is an ordinary loss', async () => {
    await fixture.dial();
    fixture.server.connection.drop(1000);
    expect(fixture.session.status()).toMatchObject({ state: 'waiting', failure: 'lost' });
  });

  it('ends the questions that were open', async () => {
    await fixture.goOnline();
    const frame: Frame = { type: FrameType.business, packet: { rtype: 1 } };
    const reply = fixture.session.ask({ lane: 'l', frame, isAnswer: () => false, timeoutMs: 1_000 });
    fixture.server.connection.drop(1006);
    expect(await reply).toEqual({ kind: 'disconnected' });
    const late = fixture.session.ask({ lane: 'l', frame, isAnswer: () => false, timeoutMs: 1_000 });
    expect(await late).toEqual({ kind: 'disconnected' });
  });

  it('does not finish the replay of the next one', async () => {
    await fixture.signIn();
    const endOldReplay = fixture.endReplay;
    fixture.server.connection.drop(1006);
    await fixture.wait(500);
    fixture.server.connection.accept();
    endOldReplay();
    await settle();
    expect(fixture.state).toBe('replaying');
  });
});

describe('several addresses', () => {
  const goThrough = async (attempts: number): Promise<void> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) await fixture.wait(60_000);
  };

  it('are tried in order until one answers, and that one is kept', async () => {
    fixture = new Fixture({ urls });
    fixture.server.unreachable.set('wss://a/tim', new DialError('refused'));
    fixture.server.unreachable.set('wss://b/tim', new DialError('unknownHost'));
    await fixture.dial();
    expect(fixture.session.status()).toMatchObject({ state: 'waiting', failure: 'refused' });
    await goThrough(2);
    fixture.server.connection.accept();
    fixture.server.connection.drop(1006);
    await fixture.wait(60_000);
    expect(fixture.server.dialled).toEqual(['wss://a/tim', 'wss://b/tim', 'wss://c/tim', 'wss://c/tim']);
  });

  it('begin again at the first after the last', async () => {
    fixture = new Fixture({ urls });
    for (const url of urls) fixture.server.unreachable.set(url, new DialError('timeout'));
    await fixture.dial();
    await goThrough(3);
    expect(fixture.server.dialled).toEqual([...urls, 'wss://a/tim']);
  });

  it.each<[string, (fixture: Fixture) => void]>([
    ['closes at once', ({ server }) => server.connection.drop(1006)],
    ['says nothing', ({ clock }) => clock.advance(10_000)],
    ['talks nonsense', ({ server }) => server.connection.deliverBytes(Uint8Array.of(1))],
  ])('go on past a server that lets us connect and then %s', async (_name, fail) => {
    fixture = new Fixture({ urls });
    await fixture.dial();
    fail(fixture);
    await fixture.wait(60_000);
    expect(fixture.server.dialled.slice(0, 2)).toEqual(['wss://a/tim', 'wss://b/tim']);
  });
});

describe('stopping', () => {
  it('closes the connection and leaves no timer behind', async () => {
    await fixture.goOnline();
    fixture.session.stop();
    expect(fixture.state).toBe('signedOut');
    expect(fixture.server.connection.isClosed).toBe(true);
    expect(fixture.clock.waitingTimers).toBe(0);
  });

  it('while dialling closes the connection that comes too late', async () => {
    fixture.server.isStuck = true;
    await fixture.dial();
    fixture.session.stop();
    fixture.server.release();
    await settle();
    expect([fixture.state, fixture.server.connection.isClosed]).toEqual(['signedOut', true]);
    expect(fixture.server.connection.sent).toEqual([]);
  });

  it('while waiting ends the attempts', async () => {
    fixture.server.unreachable.set('wss://a/tim', new DialError('refused'));
    await fixture.dial();
    fixture.session.stop();
    await fixture.wait(3_600_000);
    expect([fixture.server.dialled.length, fixture.clock.waitingTimers]).toEqual([1, 0]);
  });
});

describe('acknowledgements', () => {
  const acks = (): readonly Frame[] => fixture.server.connection.sentOf(FrameType.ack);

  it('go out a little later than the commit, once', async () => {
    await fixture.goOnline();
    fixture.server.connection.deliver(message);
    expect(fixture.received).toHaveLength(1);
    expect(acks()).toEqual([]);
    await fixture.wait(5);
    expect(acks()).toEqual([{ type: FrameType.ack, syncId: 7, packet: {} }]);
  });

  it('do not wait again for the time that the commit took', async () => {
    const fixture = new Fixture();
    await fixture.signIn();
    const { connection } = fixture.server;
    fixture.session.onFrame(() => fixture.clock.advance(4));
    connection.deliver(message);
    fixture.clock.advance(1);
    expect(connection.sentOf(FrameType.ack)).toHaveLength(1);
  });

  it('are sent for repetitions, too, and not for frames that ask for none', async () => {
    await fixture.goOnline();
    fixture.server.connection.deliver(message);
    fixture.server.connection.deliver({ ...message, syncId: 8 });
    fixture.server.connection.deliver({ type: message.type, packet: message.packet });
    await fixture.wait(5);
    expect(acks().map(({ syncId }) => syncId)).toEqual([7, 8]);
  });

  it('are never sent for what could not be committed, and the next frame is handled', async () => {
    await fixture.goOnline();
    fixture.failure = new Error('disk full, and the text of the message');
    fixture.server.connection.deliver(message);
    fixture.failure = null;
    fixture.server.connection.deliver({ ...message, syncId: 8 });
    await fixture.wait(5);
    expect(acks().map(({ syncId }) => syncId)).toEqual([8]);
    expect(fixture.logger.lines).toContain('frame not applied type=90 error=Error');
  });

  it('are not sent over the next connection', async () => {
    await fixture.goOnline();
    fixture.server.connection.deliver(message);
    fixture.server.connection.drop(1006);
    await fixture.wait(500);
    fixture.server.connection.accept();
    await fixture.wait(5);
    expect(acks()).toEqual([]);
  });
});

describe('frames', () => {
  it('that cannot be read are counted and skipped', async () => {
    await fixture.goOnline();
    fixture.server.connection.deliverBytes(Uint8Array.of(1, 2, 3));
    fixture.server.connection.deliverBytes(new Uint8Array());
    fixture.server.connection.deliver(message);
    expect([fixture.state, fixture.received.length]).toEqual(['online', 1]);
    expect(fixture.session.status().unreadableFrames).toBe(2);
  });

  it('of an earlier connection are ignored', async () => {
    await fixture.goOnline();
    const old = fixture.server.connection;
    old.drop(1006);
    old.deliver(message);
    await fixture.wait(500);
    fixture.server.connection.accept();
    old.deliver(message);
    old.drop(1000);
    expect([fixture.state, fixture.received]).toEqual(['replaying', []]);
  });

  it('that answer a question reach nobody else', async () => {
    await fixture.goOnline();
    const frame: Frame = { type: FrameType.business, packet: { rtype: 1 } };
    const reply = fixture.session.ask({
      lane: 'l',
      frame,
      isAnswer: ({ type }) => type === FrameType.nodes,
      timeoutMs: 1_000,
    });
    fixture.server.connection.deliver({ type: FrameType.nodes, packet: { ntype: 1, nodelist: ['b'] } });
    expect(await reply).toMatchObject({ kind: 'answer' });
    expect(fixture.received).toEqual([]);
  });

  it('are dropped when there is no connection', () => {
    expect(() => fixture.session.send({ type: FrameType.ping, packet: {} })).not.toThrow();
  });
});
