import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../main/embedded-server/faults/fault-plan';
import { startEmbeddedServer } from '../../../main/embedded-server/start-server';
import { BusinessType, FrameType } from '../../../main/protocol/packet-types';
import type { TimMessageList } from '../../../main/protocol/packets';
import { MemoryStage } from './memory-stage';
import { befriend, nextMessage, request, write, type Person } from './server-stage';
import { postInMemory } from './wire-client';

const message = FrameType.message;

/** What one person has stored in its history with another, oldest first. */
async function history(person: Person, peer: Person): Promise<(string | undefined)[]> {
  const pull = { rtype: 1, node: peer.node, reqInt: 0n, reqInt2: 100n };
  person.client.send({ type: FrameType.pullMessages, packet: pull });
  const frames = await person.client.unexpected();
  const page = frames.find((frame) => frame.type === FrameType.pullMessages);
  // A server's frame of this type carries a TimMessageList.
  const list = page?.packet as TimMessageList | undefined;
  return [...(list?.messageList ?? [])].reverse().map(({ dataString }) => dataString);
}

describe('with faults', () => {
  let stage: MemoryStage;
  let anna: Person;
  let ben: Person;

  beforeEach(async () => {
    stage = await MemoryStage.start();
    [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    await anna.client.unexpected();
  });

  afterEach(() => stage.server.stop());

  const fault = (rule: FaultRule): void => stage.server.faults.add(rule);
  const texts = async (person: Person): Promise<string> => {
    const frames = await person.client.unexpected();
    return frames
      .flatMap((frame) => (frame.type === message ? [frame.packet] : []))
      .map(({ dataString }) => dataString)
      .join('');
  };

  it('a frame is dropped on its way in', async () => {
    fault({ on: { direction: 'in', types: [message], account: 'anna', nth: 2 }, action: { kind: 'drop' } });
    for (const dataString of 'abc') write(anna, ben, { dataString });
    expect(await texts(anna)).toBe('ac');
    expect(await history(anna, ben)).toEqual(['a', 'c']);
  });

  it('an echo is dropped on its way out, the message is stored', async () => {
    fault({
      on: { direction: 'out', types: [message], account: 'anna', times: 1 },
      action: { kind: 'drop' },
    });
    for (const dataString of 'ab') write(anna, ben, { dataString });
    expect(await texts(anna)).toBe('b');
    expect(await texts(ben)).toBe('ab');
  });

  it('a lost acknowledgement brings the message again', async () => {
    fault({
      on: { direction: 'in', types: [FrameType.ack], account: 'ben', times: 1 },
      action: { kind: 'drop' },
    });
    write(anna, ben, { dataString: 'a' });
    expect(await texts(ben)).toBe('a');
    stage.clock.advance(10_000);
    expect(await texts(ben)).toBe('a');
  });

  it('a frame is delayed, and what follows waits with it', async () => {
    fault({ on: { direction: 'in', types: [message], times: 1 }, action: { kind: 'delay', ms: 700 } });
    for (const dataString of 'ab') write(anna, ben, { dataString });
    stage.clock.advance(0);
    expect(await texts(ben)).toBe('');
    stage.clock.advance(700);
    expect(await texts(ben)).toBe('ab');
  });

  it('a frame is duplicated; the server stores it twice', async () => {
    fault({ on: { direction: 'in', types: [message], times: 1 }, action: { kind: 'duplicate' } });
    write(anna, ben, { dataString: 'a' });
    expect(await texts(anna)).toBe('aa');
    expect(await history(anna, ben)).toEqual(['a', 'a']);
  });

  it('two frames change places', async () => {
    fault({ on: { direction: 'in', types: [message], times: 1 }, action: { kind: 'reorder', ms: 50 } });
    for (const dataString of 'abc') write(anna, ben, { dataString });
    expect(await texts(anna)).toBe('bac');
  });

  it('a connection swallows everything from one moment on, until the server gives it up', async () => {
    fault({
      on: { direction: 'in', types: [message], account: 'ben', times: 1 },
      action: { kind: 'halfOpen' },
    });
    write(ben, anna, { dataString: 'lost' });
    write(anna, ben, { dataString: 'lost too' });
    expect(await texts(anna)).toBe('lost too');
    ben.client.cut();
    for (let minute = 0; minute < 9; minute += 1) {
      stage.clock.advance(60_000);
      expect(await anna.client.unexpected()).toEqual([]);
    }
    stage.clock.advance(120_000);
    expect(await anna.client.frameOf(FrameType.presence)).toMatchObject({ packet: { offline: true } });
  });

  it('a connection is reset: both sides hear of it', async () => {
    fault({ on: { direction: 'out', types: [message], account: 'ben', nth: 1 }, action: { kind: 'reset' } });
    write(anna, ben, { dataString: 'a' });
    expect(await ben.client.next()).toEqual({ kind: 'closed', code: 1006 });
    expect(await anna.client.frameOf(FrameType.presence)).toMatchObject({ packet: { offline: true } });
    const again = await stage.device('ben');
    expect(await history(again, anna)).toEqual(['a']);
  });

  it('requests to /tim2 are lost, late or broken off, too', async () => {
    const on = { direction: 'in', types: [FrameType.register], times: 1 } as const;
    const register = (name: string) => postInMemory(stage.server, FrameType.register, { name, pwd: 'x' });
    fault({ on: { ...on, account: 'carl' }, action: { kind: 'reset' } });
    await expect(register('carl')).rejects.toMatchObject({ reason: 'reset' });
    fault({ on: { ...on, account: 'dora' }, action: { kind: 'duplicate' } });
    expect((await register('dora')).error?.code).toBe(4101);
    fault({ on: { ...on, account: 'emil' }, action: { kind: 'delay', ms: 300 } });
    const late = register('emil');
    stage.clock.advance(300);
    expect((await late).ok).toBe(true);
  });

  it('nothing happens any more after clear', async () => {
    fault({ on: { direction: 'both' }, action: { kind: 'drop' } });
    stage.server.faults.clear();
    write(anna, ben, { dataString: 'a' });
    expect(await texts(anna)).toBe('a');
  });
});

describe('a crash in the middle of the work', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tim-crash-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['beforeCommit', ['a']],
    ['afterCommit', ['a', 'b']],
  ] as const)('%s leaves %j in the history, and nobody an echo', async (at, expected) => {
    const stage = await MemoryStage.start({ dataFolder: folder });
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    write(anna, ben, { dataString: 'a' });
    await nextMessage(anna);
    stage.server.faults.add({ on: { direction: 'in', types: [message] }, action: { kind: 'crash', at } });
    write(anna, ben, { dataString: 'b' });
    await stage.server.crashed;
    expect(await anna.client.next()).toEqual({ kind: 'closed', code: 1006 });
    expect(stage.clock.waitingTimers).toBe(0);
    const next = await MemoryStage.start({ dataFolder: folder });
    expect(await history(await next.device('anna'), ben)).toEqual(expected);
    await next.server.stop();
  });

  it('also happens behind the hashing of a password', async () => {
    const stage = await MemoryStage.start({
      dataFolder: folder,
      passwordCost: 1 << 10,
      faults: [
        {
          on: { direction: 'in', types: [FrameType.register] },
          action: { kind: 'crash', at: 'afterCommit' },
        },
      ],
    });
    const account = { name: 'anna', pwd: 'pw1', domain: 'example.org' };
    await expect(postInMemory(stage.server, FrameType.register, account)).rejects.toMatchObject({
      reason: 'stopped',
    });
    const next = await MemoryStage.start({ dataFolder: folder });
    expect((await postInMemory(next.server, FrameType.register, account)).error?.code).toBe(4101);
    await next.server.stop();
  });

  it('comes once for work that commits several times, and not for work that commits nothing', async () => {
    const stage = await MemoryStage.start({ dataFolder: folder });
    const anna = await stage.person('anna');
    const at = 'beforeCommit';
    stage.server.faults.add({
      on: { direction: 'in', types: [FrameType.business] },
      action: { kind: 'crash', at },
    });
    request(anna, { rtype: BusinessType.roster });
    expect(await anna.client.unexpected()).toEqual([]);
    request(anna, { rtype: BusinessType.newRoom, node: 'a room', reqInt: 1n });
    await stage.server.crashed;
    const next = await MemoryStage.start({ dataFolder: folder });
    const again = await next.device('anna');
    request(again, { rtype: BusinessType.userRooms });
    expect(await again.client.unexpected()).toEqual([]);
    await next.server.stop();
  });

  it('is up to whoever runs the server', async () => {
    let deaths = 0;
    const stage = await MemoryStage.start({
      die: () => (deaths += 1),
      faults: [{ on: { direction: 'in', types: [14] }, action: { kind: 'crash', at: 'beforeCommit' } }],
    });
    await expect(stage.person('anna')).rejects.toThrow('crashed');
    expect(deaths).toBe(1);
    await stage.server.stop();
  });

  it('does not start with an impossible plan', async () => {
    const rule: FaultRule = { on: { direction: 'in', chance: 2 }, action: { kind: 'drop' } };
    await expect(startEmbeddedServer({ listens: false, faults: [rule] })).rejects.toThrow(
      'rule 1, on.chance',
    );
  });
});
