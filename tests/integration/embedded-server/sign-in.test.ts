import WebSocket from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeFrame } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';
import type { TimAuth } from '../../../main/protocol/packets';
import { ManualClock } from '../../support/manual-clock';
import { befriend, ServerStage } from './server-stage';
import { postAuth, registerAccount } from './wire-client';

const credentials: TimAuth = { name: 'anna', pwd: 'pw1', domain: 'example.org' };

describe('signing in', () => {
  let clock: ManualClock;
  let stage: ServerStage;

  beforeEach(async () => {
    clock = new ManualClock();
    stage = await ServerStage.start({ clock, deviceLimit: 1, pingTimeoutMs: 60_000 });
  });

  afterEach(() => stage.stop());

  /** The handshake's HTTP status; 101 when it succeeds. */
  function handshake(path: string, origin: string | undefined): Promise<number> {
    const options = origin === undefined ? {} : { headers: { origin } };
    const socket = new WebSocket(`ws://127.0.0.1:${stage.server.port}${path}`, options);
    return new Promise((resolve) => {
      socket.on('error', () => undefined);
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.on('open', () => {
        socket.terminate();
        resolve(101);
      });
    });
  }

  it.each([
    ['/tim', 'http://localhost', 101],
    ['/tim', 'app://tim', 101],
    ['/tim', 'file://', 101],
    ['/tim', undefined, 403],
    ['/tim', '', 403],
    ['/tim', 'null', 403],
    ['/tim/', 'http://localhost', 404],
    ['/', 'http://localhost', 404],
  ])('on %s from %s is answered with %i', async (path, origin, status) => {
    expect(await handshake(path, origin)).toBe(status);
  });

  it('registers a name once per domain and issues tokens for the right password', async () => {
    const { node } = await stage.person('anna');
    const again = await postAuth(stage.server.port, FrameType.register, credentials);
    expect(again).toEqual({ ok: false, timType: 14, error: { code: 4101, info: 'has exist' } });
    const elsewhere = await postAuth(stage.server.port, FrameType.register, { name: 'anna', pwd: '' });
    expect(elsewhere.n).not.toBe(node);
    const refused = await postAuth(stage.server.port, FrameType.token, { ...credentials, pwd: 'x' });
    expect(refused.error?.code).toBe(4102);
  });

  it('takes a token once, for its account only, and for some seconds', async () => {
    await registerAccount(stage.server.port, 'anna');
    const { n: token = '' } = await postAuth(stage.server.port, FrameType.token, credentials);
    const client = await stage.connect();
    expect((await client.signIn({ token })).error?.code).toBe(4115);
    expect((await client.signIn({ token, name: 'anna', domain: 'example.org' })).ok).toBe(true);
    clock.advance(11_000);
    const other = await stage.connect();
    expect((await other.signIn({ token, name: 'anna', domain: 'example.org' })).error?.code).toBe(4115);
    const { n: late = '' } = await postAuth(stage.server.port, FrameType.token, credentials);
    clock.advance(9_000);
    clock.advance(11_000);
    const third = await stage.connect();
    expect((await third.signIn({ token: late, name: 'anna', domain: 'example.org' })).error?.code).toBe(4115);
  });

  it('answers HTTP requests that it does not understand like the real server', async () => {
    const post = async (body: Uint8Array, method = 'POST'): Promise<[number, number]> => {
      const answer = await fetch(
        `http://127.0.0.1:${stage.server.port}/tim2`,
        method === 'GET' ? {} : { method, body },
      );
      return [answer.status, (await answer.arrayBuffer()).byteLength];
    };
    const compact = encodeFrame({ type: 14, packet: credentials }, { from: 'client', encoding: 'compact' });
    expect(await post(compact)).toEqual([200, 0]);
    expect(await post(new Uint8Array(0))).toEqual([200, 0]);
    expect(await post(Uint8Array.of(0x90))).toEqual([200, 0]);
    expect(await post(new Uint8Array(0), 'GET')).toEqual([200, 0]);
    expect((await post(Uint8Array.of(0x8e)))[1]).toBeGreaterThan(1);
  });

  it('closes a socket that does not sign in after five to ten seconds', async () => {
    const client = await stage.connect();
    clock.advance(5_000);
    clock.advance(5_000);
    expect(await client.next()).toEqual({ kind: 'closed', code: 1000 });
  });

  it('closes a socket that sends no TIMPING, whatever else it sends', async () => {
    const { client } = await stage.person('anna');
    clock.advance(50_000);
    client.send({ type: FrameType.business, packet: { rtype: 1 } });
    clock.advance(20_000);
    expect(await client.next()).toEqual({ kind: 'closed', code: 1000 });
  });

  it('refuses a second device for ten seconds and then closes the first, without a word', async () => {
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    const second = await stage.connect();
    expect((await second.signIn(credentials)).error?.code).toBe(4111);
    clock.advance(10_000);
    const third = await stage.connect();
    expect((await third.signIn(credentials)).ok).toBe(true);
    expect(await anna.client.next()).toEqual({ kind: 'closed', code: 1000 });
    const presence = { packet: { offline: true, fromTid: { node: anna.node } } };
    expect(await ben.client.frameOf(FrameType.presence)).toMatchObject(presence);
    expect(await third.frameOf(FrameType.presence)).toMatchObject(presence);
  });

  it('lets a device in again at once after a clean end', async () => {
    const { client } = await stage.person('anna');
    await client.close();
    const again = await stage.connect();
    expect((await again.signIn(credentials)).ok).toBe(true);
  });
});
