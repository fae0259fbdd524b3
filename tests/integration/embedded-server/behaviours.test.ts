import { afterEach, describe, expect, it } from 'vitest';
import type { BehaviourName } from '../../../main/embedded-server/server-behaviour';
import type { StartServerOptions } from '../../../main/embedded-server/start-server';
import {
  BusinessType,
  FrameType,
  NodesType,
  OdType,
  VirtualRoomType,
} from '../../../main/protocol/packet-types';
import type { Frame, TimAck, TimMessage, TimReq } from '../../../main/protocol/packets';
import { CountingRandom } from '../../support/counting-random';
import { MemoryStage } from './memory-stage';
import { befriend, request, write, type Person } from './server-stage';
import { WireClient } from './wire-client';

const credentials = { name: 'anna', pwd: 'pw1', domain: 'example.org' };

/** Alternates between a slow frame and a fast one. */
class AlternatingRandom extends CountingRandom {
  private isSlow = false;

  override fraction(): number {
    this.isSlow = !this.isSlow;
    return this.isSlow ? 0 : 0.99;
  }
}

describe('a behaviour of the real server', () => {
  let stage: MemoryStage;

  afterEach(() => stage.server.stop());

  /** Two strangers on a server with one switch off, or none. */
  async function strangers(
    off: BehaviourName | null,
    options: StartServerOptions = {},
  ): Promise<[Person, Person]> {
    stage = await MemoryStage.start({ behaviour: off === null ? {} : { [off]: false }, ...options });
    return [await stage.person('anna'), await stage.person('ben')];
  }

  async function friends(
    off: BehaviourName | null,
    options: StartServerOptions = {},
  ): Promise<[Person, Person]> {
    const pair = await strangers(off, options);
    await befriend(...pair);
    for (const person of pair) await person.client.unexpected();
    return pair;
  }

  /** What somebody hears, shortened: a refusal by its code, a confirmation as `ok`, other frames by their type. */
  async function heard(person: Person): Promise<(number | string)[]> {
    // The second round trip brings what waited for somebody else's acknowledgement.
    const frames = [...(await person.client.unexpected()), ...(await person.client.unexpected())];
    return frames.map((frame) => {
      if (frame.type !== FrameType.ack) return frame.type;
      // A server's frame of this type carries a TimAck.
      const ack = frame.packet as TimAck;
      return ack.ok ? 'ok' : (ack.error?.code ?? 'not ok');
    });
  }

  const messages = (frames: readonly Frame[]): TimMessage[] =>
    frames.flatMap((frame) => (frame.type === FrameType.message ? [frame.packet] : []));

  it.each([
    [null, [], [5]],
    ['silentFriendRequest', ['ok'], ['ok', 5]],
  ] as const)('silentFriendRequest, off: %s', async (off, asked, accepted) => {
    const [anna, ben] = await strangers(off);
    request(anna, { rtype: BusinessType.addRoster, node: ben.node, reqStr: '' });
    expect(await heard(anna)).toEqual(asked);
    await ben.client.unexpected();
    request(ben, { rtype: BusinessType.addRoster, node: anna.node, reqStr: '' });
    const benHears = await heard(ben);
    const annaHears = messages(await anna.client.unexpected()).map(({ bnType }) => bnType);
    expect([...benHears, ...annaHears]).toEqual(accepted);
  });

  it.each([
    [null, ['ben']],
    ['rosterBeforeFriendship', []],
  ] as const)('rosterBeforeFriendship, off: %s', async (off, roster) => {
    const [anna, ben] = await strangers(off);
    for (let times = 0; times < 2; times += 1) {
      request(anna, { rtype: BusinessType.addRoster, node: ben.node, reqStr: '' });
      await anna.client.unexpected();
    }
    request(anna, { rtype: BusinessType.roster });
    const frames = await anna.client.unexpected();
    const nodes = frames.flatMap((frame) =>
      frame.type === FrameType.nodes ? (frame.packet.nodelist ?? []) : [],
    );
    expect(nodes).toEqual(roster.map(() => ben.node));
  });

  it.each([
    [null, 'ab', 'ba'],
    ['reorderFrames', 'ab', 'ab'],
  ] as const)('reorderFrames, off: %s', async (off, oneByOne, together) => {
    const [anna, ben] = await friends(off, {
      random: new AlternatingRandom(),
      behaviour: { acknowledgementRace: false, ...(off === null ? {} : { [off]: false }) },
    });
    const order = async (): Promise<string> =>
      messages([...(await anna.client.unexpected()), ...(await anna.client.unexpected())])
        .map(({ dataString }) => dataString)
        .join('');
    let seen = '';
    for (const dataString of 'ab') {
      write(anna, ben, { dataString });
      seen += await order();
    }
    expect(seen).toBe(oneByOne);
    const orders = new Set<string>();
    for (let round = 0; round < 4; round += 1) {
      for (const dataString of 'ab') write(anna, ben, { dataString });
      orders.add(await order());
    }
    expect(orders).toContain(together);
  });

  it.each([
    [null, true],
    ['databaseBusy', false],
  ] as const)('databaseBusy, off: %s', async (off, isRefused) => {
    const random = new CountingRandom();
    const [anna, ben] = await friends(off, { random });
    ben.client.acknowledges = () => false;
    random.nextFraction = 0.001;
    for (let count = 0; count < 200; count += 1) write(anna, ben, { dataString: String(count) });
    const codes = (await heard(anna)).filter((code) => code === 5103);
    expect(codes.length > 0).toBe(isRefused);
  });

  it.each([
    [null, true],
    ['overEntryKick', false],
  ] as const)('overEntryKick, off: %s', async (off, isLetIn) => {
    const [anna] = await strangers(off, { deviceLimit: 1 });
    stage.clock.advance(10_000);
    await anna.client.unexpected();
    const second = WireClient.inMemory(stage.server);
    expect((await second.signIn(credentials)).ok).toBe(isLetIn);
  });

  it.each([
    [null, [FrameType.presence]],
    ['falseOfflineOnEviction', []],
  ] as const)('falseOfflineOnEviction, off: %s', async (off, benHears) => {
    const [anna, ben] = await friends(off, { deviceLimit: 1 });
    stage.clock.advance(10_000);
    await WireClient.inMemory(stage.server).signIn(credentials);
    expect(await anna.client.next()).toEqual({ kind: 'closed', code: 1000 });
    expect(await heard(ben)).toEqual(benHears);
  });

  it.each([
    [null, undefined, 2n],
    ['forgetsClientIds', 77n, 2n],
    ['noDeduplication', undefined, 1n],
  ] as const)('forgetsClientIds and noDeduplication, off: %s', async (off, id, mid) => {
    const [anna, ben] = await friends(off);
    for (let times = 0; times < 2; times += 1) {
      write(anna, ben, { dataString: 'a', id: 77n });
      expect(messages(await anna.client.unexpected())).toMatchObject([{ dataString: 'a', id: 77n }]);
    }
    anna.client.send({
      type: FrameType.pullMessages,
      packet: { rtype: 1, node: ben.node, reqInt: 0n, reqInt2: 10n },
    });
    const page = await anna.client.frameOf(FrameType.pullMessages);
    const [newest] = 'messageList' in page.packet ? (page.packet.messageList ?? []) : [];
    expect(newest).toMatchObject({ mid });
    expect(newest?.id).toBe(id);
  });

  it.each([
    [null, [4105]],
    ['erasureNeedsFriendship', [FrameType.message]],
  ] as const)('erasureNeedsFriendship, off: %s', async (off, annaHears) => {
    const [anna, ben] = await friends(off);
    write(anna, ben, { dataString: 'a' });
    const [{ mid } = {}] = messages(await anna.client.unexpected());
    request(ben, { rtype: BusinessType.removeRoster, node: anna.node });
    await ben.client.unexpected();
    await anna.client.unexpected();
    const packet = { msType: 2, odType: OdType.revoke, toTid: { node: ben.node }, mid: mid ?? 0n };
    anna.client.send({ type: FrameType.revoke, packet });
    expect(await heard(anna)).toEqual(annaHears);
  });

  it.each([
    [null, 'ok'],
    ['anyoneMayPull', 4105],
  ] as const)('anyoneMayPull, off: %s', async (off, answer) => {
    const [anna, ben] = await strangers(off);
    const carl = await stage.person('carl');
    request(anna, { rtype: BusinessType.newRoom, node: 'open', reqInt: 2n });
    const { n: room = '' } = await anna.client.nextAck();
    request(ben, { rtype: BusinessType.pullRoom, node: room, node2: carl.node });
    expect((await heard(ben))[0]).toBe(answer);
  });

  it.each([
    [null, [FrameType.bigString, FrameType.presence], []],
    ['strangersReachable', [], [4105, 4105]],
  ] as const)('strangersReachable, off: %s', async (off, benHears, annaHears) => {
    const [anna, ben] = await strangers(off);
    anna.client.send({ type: FrameType.bigString, packet: { node: ben.node, dataString: 'big' } });
    anna.client.send({ type: FrameType.presence, packet: { toTid: { node: ben.node }, show: 1 } });
    expect(await heard(anna)).toEqual(annaHears);
    expect(await heard(ben)).toEqual(benHears);
  });

  it.each([
    [null, ['ok', 'ok', 'ok', 'not ok']],
    ['virtualRoomsAlwaysOk', [4109, 4109, 4109, 'not ok']],
    ['virtualRoomRightsMissing', ['ok', 'ok', 'ok', 'ok']],
  ] as const)('virtualRoomsAlwaysOk and virtualRoomRightsMissing, off: %s', async (off, answers) => {
    const [anna, ben] = await strangers(off);
    const virtualRoom = (person: Person, packet: TimReq): void =>
      person.client.send({ type: FrameType.virtualRoom, packet });
    virtualRoom(anna, { rtype: VirtualRoomType.create });
    const { n: room = '' } = await anna.client.nextAck();
    for (const rtype of [VirtualRoomType.subscribe, VirtualRoomType.unsubscribe, VirtualRoomType.remove])
      virtualRoom(anna, { rtype, node: ben.node });
    virtualRoom(anna, { rtype: VirtualRoomType.addAuth, node: room, node2: ben.node });
    expect(await heard(anna)).toEqual(answers);
    ben.client.send({ type: FrameType.stream, packet: { id: 1n, VNode: room, fromNode: '' } });
    expect(await heard(ben)).toEqual(off === 'virtualRoomRightsMissing' ? [] : [4105]);
  });

  it.each([
    [null, ['ok'], 4105],
    ['emptyPasswordAccepted', [4112], undefined],
  ] as const)('emptyPasswordAccepted, off: %s', async (off, answer, signIn) => {
    const [anna] = await strangers(off);
    request(anna, { rtype: BusinessType.modifyAuth, reqStr: 'pw1', reqStr2: '' });
    expect(await heard(anna)).toEqual(answer);
    const again = await WireClient.inMemory(stage.server).signIn(credentials);
    expect(again.error?.code).toBe(signIn);
  });

  it.each([
    [null, []],
    ['silentWhenEmpty', [FrameType.nodes, 4104, FrameType.nodes]],
  ] as const)('silentWhenEmpty, off: %s', async (off, answers) => {
    const [anna, ben] = await strangers(off);
    request(anna, { rtype: BusinessType.roster });
    const pull = { rtype: 9, node: ben.node, reqInt: 0n, reqInt2: 1n };
    anna.client.send({ type: FrameType.pullMessages, packet: pull });
    const packet = { ntype: NodesType.userInfo, nodelist: ['nobody'] };
    anna.client.send({ type: FrameType.nodes, packet });
    expect(await heard(anna)).toEqual(answers);
  });
});
