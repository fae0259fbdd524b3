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

  it('greets once, with a burn message and a message that is revoked', async () => {
    await registerAccount(server.port, 'guest');
    const client = await signIn();
    const heard = await listen(client, 13_000);
    const burning = heard.filter((message) => message.extend?.['burn'] !== undefined);
    expect(burning.every(({ dataString }) => dataString?.includes('阅后即焚'))).toBe(true);
    const bodies = burning.map(({ extra }) => Buffer.from(extra?.['body'] ?? []).toString('utf8'));
    expect(bodies).toEqual([expect.stringContaining('burns'), expect.stringContaining('焚毁')]);
    expect(
      heard.every((message) => message.extend?.['v'] === '1' && message.extend['cid'] !== undefined),
    ).toBe(true);
    const revoke = heard.find((message) => message.odType === OdType.revoke);
    expect(revoke?.extend?.['mid']).toBe(String(revoke?.mid));
    expect(heard.some((message) => message.mid === revoke?.mid && message.odType === OdType.message)).toBe(
      true,
    );
    expect(heard.filter((message) => message.msType === MsType.room)).toHaveLength(2);
    await client.close();
    await server.stop();
    server = await start();
    const again = await signIn();
    again.send({ type: FrameType.offlineMessages, packet: {} });
    expect(await listen(again, 4_000)).toEqual([]);
    await again.close();
  });

  it('answers in the language of a message and burns a burn message', async () => {
    await registerAccount(server.port, 'guest');
    const client = await signIn();
    await listen(client, 13_000);
    client.send({ type: FrameType.business, packet: { rtype: BusinessType.roster } });
    const [node = ''] = (await client.frameOf(FrameType.nodes)).packet.nodelist ?? [];
    const say = (message: Partial<TimMessage>): void =>
      client.send({
        type: FrameType.message,
        packet: { msType: MsType.user, odType: OdType.message, toTid: { node }, ...message },
      });
    say({ dataString: 'hello there' });
    const [echo, answer] = await listen(client, 3_000);
    expect(echo?.dataString).toBe('hello there');
    expect(answer?.dataString).toContain('Ctrl+Shift+Backspace');
    say({ dataString: 'notice', extend: { burn: '10', v: '1' }, extra: { body: Buffer.from('秘密') } });
    const [sent, ...reaction] = await listen(client, 6_500);
    expect(reaction.map((message) => message.odType)).toEqual([OdType.revealed, OdType.burn, OdType.message]);
    expect(reaction[1]?.mid).toBe(sent?.mid);
    expect(reaction[1]?.extend?.['mid']).toBe(String(sent?.mid));
    expect(reaction[2]?.dataString).toContain('焚毁');
    await client.close();
  });
});
