import { beforeEach, describe, expect, it } from 'vitest';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { DialError } from '../../../main/transport/transport';
import { settle } from '../../support/fake-server';
import { firstUrl, message, TestSession } from '../../support/test-session';

const urls = [firstUrl, 'wss://b/tim', 'wss://c/tim'];

let fixture: TestSession;
beforeEach(() => {
  fixture = new TestSession();
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

  it('tells since when it is not online, through every attempt and pause until what was missed has come', async () => {
    const status = (): object => {
      const { awaySinceMs, isRetry } = fixture.session.status();
      return { awayMs: awaySinceMs === null ? null : fixture.clock.nowMs() - awaySinceMs, isRetry };
    };
    expect(status()).toEqual({ awayMs: null, isRetry: false });
    await fixture.dial();
    await fixture.wait(2_000);
    expect(status()).toEqual({ awayMs: 2_000, isRetry: false });
    fixture.server.connection.refuse(FrameType.auth, 4111);
    await fixture.wait(11_000);
    expect([fixture.state, status()]).toEqual(['authenticating', { awayMs: 13_000, isRetry: true }]);
    fixture.server.connection.accept();
    expect([fixture.state, status()]).toEqual(['replaying', { awayMs: 13_000, isRetry: true }]);
    fixture.endReplay();
    await settle();
    expect([fixture.state, status()]).toEqual(['online', { awayMs: null, isRetry: true }]);
    fixture.session.stop();
    expect(status()).toEqual({ awayMs: null, isRetry: false });
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
    const { session, server, clock, told } = new TestSession();
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
    await fixture.wait(34_999);
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
    const reply = fixture.wire.ask({ lane: 'l', frame, isAnswer: () => false, timeoutMs: 1_000 });
    fixture.server.connection.drop(1006);
    expect(await reply).toEqual({ kind: 'disconnected' });
    const late = fixture.wire.ask({ lane: 'l', frame, isAnswer: () => false, timeoutMs: 1_000 });
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
    fixture = new TestSession({ urls });
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
    fixture = new TestSession({ urls });
    for (const url of urls) fixture.server.unreachable.set(url, new DialError('timeout'));
    await fixture.dial();
    await goThrough(3);
    expect(fixture.server.dialled).toEqual([...urls, 'wss://a/tim']);
  });

  it.each<[string, (fixture: TestSession) => void]>([
    ['closes at once', ({ server }) => server.connection.drop(1006)],
    ['says nothing', ({ clock }) => clock.advance(10_000)],
    ['talks nonsense', ({ server }) => server.connection.deliverBytes(Uint8Array.of(1))],
  ])('go on past a server that lets us connect and then %s', async (_name, fail) => {
    fixture = new TestSession({ urls });
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
