import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Demo } from '../../../main/demo-cast/demo';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { BusinessType, FrameType, MsType, NodesType, OdType } from '../../../main/protocol/packet-types';
import type { TimMessage } from '../../../main/protocol/packets';
import { ManualClock } from '../../support/manual-clock';
import { registerAccount, WireClient } from './wire-client';

const stepMs = 100;

describe('the demo', () => {
  let folder: string;
  let clock: ManualClock;
  let server: RunningServer;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tim-demo-'));
    clock = new ManualClock();
    server = await start();
  });

  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const start = (): Promise<RunningServer> =>
    startEmbeddedServer({
      inhabitant: (house) => new Demo(house),
      clock,
      dataFolder: folder,
      passwordCost: 1 << 10,
    });

  async function signIn(): Promise<WireClient> {
    const client = await WireClient.open(server.url);
    await client.signIn({ name: 'guest', pwd: 'pw1', domain: 'example.org', resource: 'test' });
    return client;
  }

  /** Everything that is said while the clock moves on, step by step with pauses for the network. */
  async function listen(client: WireClient, durationMs: number): Promise<TimMessage[]> {
    const heard: TimMessage[] = [];
    for (let elapsedMs = 0; elapsedMs < durationMs; elapsedMs += stepMs) {
      clock.advance(stepMs);
      for (const frame of await client.unexpected())
        if (frame.type === FrameType.message) heard.push(frame.packet);
    }
    return heard;
  }

  it('prepares two friends and an open room for a new account', async () => {
    const guest = await registerAccount(server.port, 'guest');
    const client = await signIn();
    client.send({ type: FrameType.business, packet: { rtype: BusinessType.roster } });
    const friends = (await client.frameOf(FrameType.nodes)).packet.nodelist ?? [];
    client.send({ type: FrameType.nodes, packet: { ntype: NodesType.userInfo, nodelist: friends } });
    const profiles = Object.values((await client.frameOf(FrameType.nodes)).packet.usermap ?? {});
    expect(profiles.map((profile) => profile.nickName)).toEqual(['周一帆', 'Alice Moreau']);
    client.send({ type: FrameType.business, packet: { rtype: BusinessType.userRooms } });
    const [room = ''] = (await client.frameOf(FrameType.nodes)).packet.nodelist ?? [];
    client.send({ type: FrameType.nodes, packet: { ntype: NodesType.roomInfo, nodelist: [room] } });
    expect((await client.frameOf(FrameType.nodes)).packet.roommap?.[room]).toMatchObject({
      topic: '产品评审',
      gtype: 2,
    });
    client.send({ type: FrameType.business, packet: { rtype: BusinessType.roomUsers, node: room } });
    expect((await client.frameOf(FrameType.nodes)).packet.nodelist).toEqual([...friends, guest]);
    await client.close();
  });

  /** The first friend: the host of a Chinese guest. */
  async function hostOf(client: WireClient): Promise<string> {
    client.send({ type: FrameType.business, packet: { rtype: BusinessType.roster } });
    const [node = ''] = (await client.frameOf(FrameType.nodes)).packet.nodelist ?? [];
    return node;
  }

  async function restart(): Promise<void> {
    await server.stop();
    server = await start();
  }

  const textsOf = (heard: readonly TimMessage[]) =>
    heard.filter(({ odType }) => odType === OdType.message).map(({ dataString }) => dataString);

  it('greets in one chat first, with a message, one that burns and one that is revoked', async () => {
    await registerAccount(server.port, 'guest');
    const client = await signIn();
    client.send({ type: FrameType.offlineMessages, packet: {} });
    const first = await listen(client, 2_500);
    const speakers = new Set(first.map(({ fromTid }) => fromTid?.node));
    expect(speakers).toEqual(new Set([await hostOf(client)]));
    expect(first.map(({ odType }) => odType)).toEqual([
      OdType.message,
      OdType.message,
      OdType.message,
      OdType.revoke,
    ]);
    const [hello, burning, slip, revoke] = first;
    expect(hello?.dataString).toContain('周一帆');
    expect(burning?.extend?.['burn']).toBe('10');
    expect(burning?.dataString).toContain('阅后即焚');
    expect(Buffer.from(burning?.extra?.['body'] ?? []).toString('utf8')).toContain('焚毁');
    expect(revoke?.mid).toBe(slip?.mid);
    expect(revoke?.extend?.['mid']).toBe(String(slip?.mid));
    expect(first.every(({ extend }) => extend?.['v'] === '1' && extend['cid'] !== undefined)).toBe(true);
    const rest = await listen(client, 4_000);
    expect(rest.filter((message) => message.msType === MsType.room)).toHaveLength(2);
    // The host has the last word, so that its chat stands on top.
    expect(rest.at(-1)?.fromTid?.node).toBe(hello?.fromTid?.node);
    await client.close();
    await restart();
    const again = await signIn();
    again.send({ type: FrameType.offlineMessages, packet: {} });
    expect(await listen(again, 6_000)).toEqual([]);
    await again.close();
  });

  it('speaks the language that the registration names', async () => {
    await registerAccount(server.port, 'guest', { extend: { language: 'en' } });
    const client = await signIn();
    client.send({ type: FrameType.offlineMessages, packet: {} });
    const heard = await listen(client, 6_000);
    expect(heard[0]?.dataString).toContain('Alice');
    expect(textsOf(heard).join('').replace('阅后即焚消息', '').replace('阅后即焚消息', '')).not.toMatch(
      /\p{Script=Han}/u,
    );
    await client.close();
  });

  it('writes nothing to a guest who has left, and goes on where it was at the next sign-in, over a restart', async () => {
    await registerAccount(server.port, 'guest');
    const client = await signIn();
    client.send({ type: FrameType.offlineMessages, packet: {} });
    const before = await listen(client, 700);
    expect(before.length).toBeGreaterThan(0);
    expect(before.some(({ odType }) => odType === OdType.revoke)).toBe(false);
    await client.close();
    for (let step = 0; step < 60; step += 1) {
      clock.advance(stepMs);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await restart();
    clock.advance(11_000);
    const again = await signIn();
    again.send({ type: FrameType.offlineMessages, packet: {} });
    const offline = await again.unexpected();
    // What was written while nobody was there would be in the offline list.
    expect(offline.filter(({ type }) => type === FrameType.offlineMessages)).toEqual([]);
    const after = await listen(again, 6_000);
    const said = textsOf([...before, ...after]);
    expect(new Set(said).size + 1).toBe(said.length); // the two burn messages have the same notice
    expect(said).toHaveLength(8);
    expect(after.filter(({ odType }) => odType === OdType.revoke)).toHaveLength(1);
    await again.close();
  });

  describe('to a guest who was greeted', () => {
    let client: WireClient;
    let host: string;

    beforeEach(async () => {
      await registerAccount(server.port, 'guest');
      client = await signIn();
      await listen(client, 8_000);
      host = await hostOf(client);
    });
    afterEach(() => client.close());

    const say = (message: Partial<TimMessage>): void =>
      client.send({
        type: FrameType.message,
        packet: { msType: MsType.user, odType: OdType.message, toTid: { node: host }, ...message },
      });

    it('answers in the language of a message and burns a burn message', async () => {
      say({ dataString: 'hello there' });
      const [echo, answer] = await listen(client, 3_000);
      expect(echo?.dataString).toBe('hello there');
      expect(answer?.dataString).toContain('Ctrl+Shift+Backspace');
      say({ dataString: 'notice', extend: { burn: '10', v: '1' }, extra: { body: Buffer.from('秘密') } });
      const [sent, ...reaction] = await listen(client, 6_500);
      expect(reaction.map((message) => message.odType)).toEqual([
        OdType.revealed,
        OdType.burn,
        OdType.message,
      ]);
      expect(reaction[1]?.mid).toBe(sent?.mid);
      expect(reaction[1]?.extend?.['mid']).toBe(String(sent?.mid));
      expect(reaction[2]?.dataString).toContain('焚毁');
    });

    it('answers a revoke instead of what was revoked, and names the next step once', async () => {
      for (const wanted of ['接下来', '撤回好了']) {
        say({ dataString: '发错了' });
        const [echo] = await listen(client, 300);
        const mid = echo?.mid ?? 0n;
        client.send({
          type: FrameType.revoke,
          packet: {
            msType: MsType.user,
            odType: OdType.revoke,
            toTid: { node: host },
            mid,
            extend: { mid: mid.toString() },
          },
        });
        const answered = textsOf(await listen(client, 3_000));
        expect(answered).toEqual([expect.stringContaining(wanted)]);
      }
    });

    it('answers the burn of what it sent with the next step', async () => {
      client.send({
        type: FrameType.pullMessages,
        packet: { rtype: 1, node: host, reqInt: 0n, reqInt2: 20n },
      });
      const { packet } = await client.frameOf(FrameType.pullMessages);
      const messageList = 'messageList' in packet ? (packet.messageList ?? []) : [];
      const mid = messageList.find(({ extend }) => extend?.['burn'] !== undefined)?.mid ?? 0n;
      expect(mid).not.toBe(0n);
      client.send({
        type: FrameType.burn,
        packet: {
          msType: MsType.user,
          odType: OdType.burn,
          toTid: { node: host },
          mid,
          extend: { mid: mid.toString() },
        },
      });
      expect(textsOf(await listen(client, 3_000))).toEqual([expect.stringContaining('轮到你了')]);
    });

    it('does not answer everything to somebody who writes faster than anybody reads', async () => {
      for (let count = 0; count < 40; count += 1) say({ dataString: `第${count}条` });
      const heard = await listen(client, 6_000);
      const answered = textsOf(heard.filter(({ fromTid }) => fromTid?.node === host));
      expect(answered.length).toBeGreaterThan(0);
      expect(answered.length).toBeLessThan(5);
    });

    it('burns at the next sign-in what its author left before it could burn', async () => {
      say({ dataString: 'notice', extend: { burn: '10', v: '1' }, extra: { body: Buffer.from('秘密') } });
      const [sent] = await listen(client, 500);
      await client.close();
      for (let step = 0; step < 60; step += 1) {
        clock.advance(stepMs);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await restart();
      clock.advance(11_000);
      client = await signIn();
      client.send({ type: FrameType.offlineMessages, packet: {} });
      const heard = await listen(client, 3_000);
      expect(heard.map(({ odType, mid }) => [odType, mid])).toEqual([[OdType.burn, sent?.mid]]);
    });
  });
});
