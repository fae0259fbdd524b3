import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { encodeFrame } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';
import { ManualClock } from '../../support/manual-clock';
import { MemoryStage } from './memory-stage';
import { befriend, nextMessage, write } from './server-stage';
import { WireClient } from './wire-client';

const account = { name: 'anna', pwd: 'pw1', domain: 'example.org' };
const registration = encodeFrame(
  { type: FrameType.register, packet: account },
  { from: 'client', encoding: 'json' },
);

describe('a server without a port', () => {
  let stage: MemoryStage;
  let server: RunningServer;

  beforeEach(async () => {
    stage = await MemoryStage.start();
    server = stage.server;
  });

  afterEach(() => server.stop());

  it('has no address', () => {
    expect([server.url, server.port]).toEqual(['', 0]);
  });

  it('serves a conversation within the process', async () => {
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    write(anna, ben, { dataString: 'hello' });
    expect(await nextMessage(anna)).toMatchObject({ dataString: 'hello', mid: 1n });
    expect(await nextMessage(ben)).toMatchObject({ dataString: 'hello', mid: 1n });
  });

  it('repeats a conversation to the byte', async () => {
    const play = async (): Promise<string[]> => {
      const { server: fresh } = await MemoryStage.start();
      const log: string[] = [];
      const link = fresh.connectInMemory({
        received: (bytes) => log.push(Buffer.from(bytes).toString('hex')),
        closed: (code) => log.push(`closed ${code}`),
      });
      log.push(Buffer.from(await fresh.post(registration)).toString('hex'));
      link.send(encodeFrame({ type: 16, packet: account }, { from: 'client', encoding: 'compact' }));
      link.send(Uint8Array.of(FrameType.ping));
      link.close();
      for (let turn = 0; turn < 500; turn += 1) await Promise.resolve();
      await fresh.stop();
      return log;
    };
    const first = await play();
    expect(first).toHaveLength(4);
    expect(first.slice(2)).toEqual(['0d', 'closed 1000']);
    expect(await play()).toEqual(first);
  });

  it('delivers nothing before the caller has returned, and everything in order', async () => {
    const anna = await stage.person('anna');
    const seen: number[] = [];
    const link = server.connectInMemory({ received: (bytes) => seen.push(bytes[0] ?? 0), closed: () => 0 });
    link.send(encodeFrame({ type: 16, packet: account }, { from: 'client', encoding: 'compact' }));
    link.send(Uint8Array.of(FrameType.ping));
    link.send(Uint8Array.of(FrameType.offlineMessages));
    expect(seen).toEqual([]);
    expect(await anna.client.unexpected()).toEqual([]);
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
    expect(seen).toEqual([FrameType.ack, FrameType.ping, FrameType.offlineMessagesEnd]);
  });

  it('tells both sides of a close and of a cut', async () => {
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    ben.client.cut();
    expect(await ben.client.next()).toEqual({ kind: 'closed', code: 1006 });
    expect(await anna.client.frameOf(FrameType.presence)).toMatchObject({ packet: { offline: true } });
    const again = await stage.device('ben');
    expect(await again.client.close()).toBe(1000);
    expect(await anna.client.frameOf(FrameType.presence)).toMatchObject({ packet: { offline: true } });
  });

  it('never notices that a half-open connection is gone, until the client has been silent too long', async () => {
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    ben.client.cut({ halfOpen: true });
    expect(await ben.client.next()).toEqual({ kind: 'closed', code: 1006 });
    expect(await anna.client.unexpected()).toEqual([]);
    for (let minute = 0; minute < 9; minute += 1) {
      stage.clock.advance(60_000);
      expect(await anna.client.unexpected()).toEqual([]);
    }
    stage.clock.advance(70_000);
    expect(await anna.client.frameOf(FrameType.presence)).toMatchObject({ packet: { offline: true } });
  });

  it('refuses connections and posts after its end', async () => {
    await server.stop();
    expect(() => WireClient.inMemory(server)).toThrow('ended');
    await expect(server.post(registration)).rejects.toMatchObject({ reason: 'stopped' });
  });

  it('leaves no timer behind', async () => {
    await stage.person('anna');
    await server.stop();
    expect(stage.clock.waitingTimers).toBe(0);
  });
});

describe('posting within the process', () => {
  it('waits for the rate limit and ends with the server', async () => {
    const clock = new ManualClock();
    const server = await startEmbeddedServer({ listens: false, clock, requestRate: 1, passwordCost: 2 });
    await server.post(registration);
    let isAnswered = false;
    const second = server.post(registration).then(() => (isAnswered = true));
    clock.advance(999);
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    expect(isAnswered).toBe(false);
    clock.advance(1);
    await second;
    const third = server.post(registration);
    const refused = expect(third).rejects.toMatchObject({ reason: 'stopped' });
    await server.stop();
    await refused;
  });
});

describe('a crash', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tim-crash-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('breaks every connection, writes nothing any more, and leaves a folder to start on', async () => {
    const stage = await MemoryStage.start({ dataFolder: folder });
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    ben.client.acknowledges = () => false;
    write(anna, ben, { dataString: 'unconfirmed' });
    const { mid = 0n } = await nextMessage(anna);
    await nextMessage(ben);
    void stage.server.crash();
    expect(await anna.client.next()).toEqual({ kind: 'closed', code: 1006 });
    expect(await ben.client.next()).toEqual({ kind: 'closed', code: 1006 });
    expect(stage.clock.waitingTimers).toBe(0);

    const next = await MemoryStage.start({ dataFolder: folder });
    const again = await next.device('ben');
    // An orderly end would have put the message into the offline list.
    again.client.send({ type: FrameType.offlineMessages, packet: {} });
    expect((await again.client.nextFrame()).type).toBe(FrameType.offlineMessagesEnd);
    const pull = { rtype: 1, node: anna.node, reqInt: 0n, reqInt2: 1n };
    again.client.send({ type: FrameType.pullMessages, packet: pull });
    expect(await again.client.frameOf(FrameType.pullMessages)).toMatchObject({
      packet: { messageList: [{ dataString: 'unconfirmed', mid }] },
    });
    await next.server.stop();
  });

  it('gives the port of a listening server back', async () => {
    const first = await startEmbeddedServer({ dataFolder: folder, passwordCost: 2 });
    const client = await WireClient.open(first.url);
    await first.crash();
    expect(await client.next()).toEqual({ kind: 'closed', code: 1006 });
    const second = await startEmbeddedServer({ dataFolder: folder, port: first.port });
    expect(second.port).toBe(first.port);
    await second.stop();
    await first.stop();
  });
});
