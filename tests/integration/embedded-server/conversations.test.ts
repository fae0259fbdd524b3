import { afterEach, describe, expect, it } from 'vitest';
import { BusinessType, FrameType, MsType, NodesType, OdType } from '../../../main/protocol/packet-types';
import type { TimMessage } from '../../../main/protocol/packets';
import { befriend, nextMessage, request, ServerStage, write, type Person } from './server-stage';

const later = 0n;

describe('conversations that no recording covers', () => {
  let stage: ServerStage;

  afterEach(() => stage.stop());

  async function friends(): Promise<[Person, Person]> {
    const people: [Person, Person] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(...people);
    return people;
  }

  async function roomOf(founder: Person, kind: 1 | 2, members: readonly Person[] = []): Promise<string> {
    request(founder, { rtype: BusinessType.newRoom, node: 'room', reqInt: BigInt(kind) });
    const room = (await founder.client.nextAck()).n ?? '';
    for (const member of members) {
      request(founder, { rtype: BusinessType.pullRoom, node: room, node2: member.node });
      await nextMessage(member);
      await founder.client.nextAck();
    }
    return room;
  }

  function sayIn(person: Person, room: string, dataString: string): void {
    const packet = { msType: MsType.room, odType: OdType.message, roomTid: { node: room }, dataString };
    person.client.send({ type: FrameType.message, packet });
  }

  it('former friends can neither write nor revoke', async () => {
    stage = await ServerStage.start();
    const [anna, ben] = await friends();
    write(anna, ben, { dataString: 'x' });
    const { mid = 0n } = await nextMessage(anna);
    await nextMessage(ben);
    request(ben, { rtype: BusinessType.removeRoster, node: anna.node });
    expect(await nextMessage(anna)).toMatchObject({
      bnType: BusinessType.removeRoster,
      fromTid: { node: ben.node },
    });
    expect(await ben.client.nextAck()).toEqual({ ok: true, timType: 41, t: 6n, n: anna.node });
    write(anna, ben, { odType: OdType.revoke, mid });
    expect((await anna.client.nextAck()).error?.code).toBe(4105);
    write(anna, ben, { dataString: 'y' });
    expect((await anna.client.nextAck()).error?.code).toBe(4105);
    request(ben, { rtype: BusinessType.removeRoster, node: anna.node });
    expect((await ben.client.nextAck()).error?.code).toBe(4104);
  });

  it('a blocked account cannot ask again, and a friend is not told about the block', async () => {
    stage = await ServerStage.start();
    const [anna, ben] = await friends();
    request(ben, { rtype: BusinessType.blockRoster, node: anna.node });
    expect(await ben.client.nextAck()).toEqual({ ok: true, timType: 41, t: 7n, n: anna.node });
    expect(await anna.client.unexpected()).toEqual([]);
    request(anna, { rtype: BusinessType.addRoster, node: ben.node, reqStr: 'please' });
    expect((await anna.client.nextAck()).error?.code).toBe(4110);
    request(ben, { rtype: BusinessType.blockRosterList });
    const { packet } = await ben.client.frameOf(FrameType.nodes);
    expect(packet).toEqual({ ntype: NodesType.blockRosterList, nodelist: [anna.node] });
  });

  it('custom messages are delivered without echo, mid or history', async () => {
    stage = await ServerStage.start();
    const [anna, ben] = await friends();
    write(anna, ben, { odType: OdType.receipt, id: 9n, extend: { rd: '1' } });
    const live = await nextMessage(ben);
    expect(live).toMatchObject({ odType: 31, id: 9n, extend: { rd: '1' }, toTid: { node: ben.node } });
    expect(live.mid).toBeUndefined();
    await ben.client.close();
    await anna.client.frameOf(FrameType.presence);
    write(anna, ben, { odType: OdType.receipt, id: 10n });
    expect(await anna.client.unexpected()).toEqual([]);
    const again = await stage.device('ben');
    again.send({ type: FrameType.offlineMessages, packet: {} });
    const { packet } = await again.frameOf(FrameType.offlineMessages);
    expect(packet).toMatchObject({ messageList: [{ odType: 31, id: 10n, mid: 0n, isOffline: true }] });
  });

  it('streams reach who is online and nobody else', async () => {
    stage = await ServerStage.start();
    const [anna, ben] = await friends();
    write(anna, ben, { odType: OdType.stream, dataString: 'typing' });
    const frame = await ben.client.frameOf(FrameType.message);
    expect(frame.syncId).toBeUndefined();
    expect(frame.packet).toMatchObject({ odType: 5, dataString: 'typing' });
    expect(await anna.client.unexpected()).toEqual([]);
  });

  it('history comes newest first, page by page, up to and including the given mid', async () => {
    stage = await ServerStage.start();
    const [anna, ben] = await friends();
    const mids: bigint[] = [];
    for (let index = 1; index <= 5; index += 1) {
      write(anna, ben, { dataString: `h${index}` });
      mids.push((await nextMessage(anna)).mid ?? 0n);
    }
    const pull = async (reqInt: bigint, reqInt2: bigint): Promise<(string | undefined)[]> => {
      ben.client.send({
        type: FrameType.pullMessages,
        packet: { rtype: 1, node: anna.node, reqInt, reqInt2 },
      });
      const { packet } = await ben.client.frameOf(FrameType.pullMessages);
      const list: TimMessage[] = 'messageList' in packet ? (packet.messageList ?? []) : [];
      return list.map((message) => message.dataString);
    };
    expect(await pull(later, 2n)).toEqual(['h5', 'h4']);
    expect(await pull(mids[2] ?? 0n, 2n)).toEqual(['h3', 'h2']);
    expect(await pull(later, 0n)).toHaveLength(5);
    ben.client.send({ type: FrameType.pullMessages, packet: { rtype: 1, node: anna.node } });
    expect((await ben.client.nextAck()).error?.code).toBe(4104);
    ben.client.send({
      type: FrameType.pullMessages,
      packet: { rtype: 7, node: anna.node, reqInt: 0n, reqInt2: 1n },
    });
    expect(await ben.client.unexpected()).toEqual([]);
  });

  it("a kicked member's first message is still delivered, the next is refused", async () => {
    stage = await ServerStage.start();
    const [anna, ben] = await friends();
    const room = await roomOf(anna, 1, [ben]);
    sayIn(ben, room, 'one');
    await nextMessage(anna);
    await nextMessage(ben);
    request(anna, { rtype: BusinessType.kickRoom, node: room, node2: ben.node });
    expect(await nextMessage(ben)).toMatchObject({ bnType: BusinessType.kickRoom, roomTid: { node: room } });
    expect(await anna.client.nextAck()).toEqual({ ok: true, timType: 41, t: 13n, n: room, n2: ben.node });
    sayIn(ben, room, 'two');
    expect(await nextMessage(anna)).toMatchObject({ dataString: 'two' });
    sayIn(ben, room, 'three');
    expect((await ben.client.nextAck()).error?.code).toBe(4105);
  });

  it('a room ends when its founder is the last member, and then swallows messages', async () => {
    stage = await ServerStage.start();
    const [anna, ben] = await friends();
    const room = await roomOf(anna, 2, [ben]);
    request(anna, { rtype: BusinessType.cancelRoom, node: room });
    const refused = { ok: false, timType: 41, error: { code: 4105 } };
    expect(await anna.client.nextAck()).toMatchObject({ ...refused, t: 17n, n: room });
    expect(await anna.client.nextAck()).toMatchObject(refused);
    request(anna, { rtype: BusinessType.leaveRoom, node: room });
    expect(await anna.client.nextAck()).toMatchObject({ ...refused, t: 16n });
    await anna.client.nextAck();
    request(ben, { rtype: BusinessType.leaveRoom, node: room });
    expect(await ben.client.nextAck()).toEqual({ ok: true, timType: 41, t: 16n, n: room });
    sayIn(anna, room, 'alone');
    await nextMessage(anna);
    request(anna, { rtype: BusinessType.cancelRoom, node: room });
    expect(await anna.client.nextAck()).toEqual({ ok: true, timType: 41, t: 17n, n: room });
    sayIn(anna, room, 'void');
    expect(await anna.client.unexpected()).toEqual([]);
    request(ben, { rtype: BusinessType.addRoom, node: room, reqStr: 'in' });
    expect((await ben.client.nextAck()).error?.code).toBe(4108);
  });

  it('members of a room who are no friends may write to each other there', async () => {
    stage = await ServerStage.start();
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    const room = await roomOf(anna, 2, [ben]);
    write(anna, ben, { dataString: 'psst', roomTid: { node: room } });
    const { mid = 0n } = await nextMessage(anna);
    expect(await nextMessage(ben)).toMatchObject({ dataString: 'psst', roomTid: { node: room } });
    write(anna, ben, { odType: OdType.revoke, mid, roomTid: { node: room } });
    expect((await anna.client.nextAck()).error?.code).toBe(4105);
  });

  it('members who were away find messages and revokes of a room in their offline list', async () => {
    stage = await ServerStage.start();
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    const room = await roomOf(anna, 2, [ben]);
    await ben.client.close();
    sayIn(anna, room, 'kept');
    await nextMessage(anna);
    sayIn(anna, room, 'revoked');
    const { mid = 0n } = await nextMessage(anna);
    const revoke = {
      msType: MsType.room,
      odType: OdType.revoke,
      roomTid: { node: room },
      mid,
      extend: { mid: 'm' },
    };
    anna.client.send({ type: FrameType.revoke, packet: revoke });
    expect(await anna.client.nextAck()).toEqual({ ok: true, timType: 92, t: 3n, n: room, t2: mid });
    const again = await stage.device('ben');
    again.send({ type: FrameType.offlineMessages, packet: {} });
    const { packet } = await again.frameOf(FrameType.offlineMessages);
    expect('messageList' in packet && packet.messageList).toMatchObject([
      { msType: 3, dataString: 'kept', roomTid: { node: room } },
      { msType: 3, odType: OdType.revoke, mid: 0n, extend: { mid: 'm' }, roomTid: { node: room } },
    ]);
  });

  it('a wrong old password is refused twice, a right one changes it', async () => {
    stage = await ServerStage.start();
    const anna = await stage.person('anna');
    request(anna, { rtype: BusinessType.modifyAuth, reqStr: 'wrong', reqStr2: 'pw2' });
    expect(await anna.client.nextAck()).toMatchObject({ ok: false, error: { code: 4112 }, t: 21n });
    expect(await anna.client.nextAck()).toMatchObject({ ok: false, error: { code: 4105 } });
    request(anna, { rtype: BusinessType.modifyAuth, reqStr: 'pw1', reqStr2: 'pw2' });
    expect(await anna.client.nextAck()).toEqual({ ok: true, timType: 41, t: 21n });
    const device = await stage.connect();
    const auth = { name: 'anna', domain: 'example.org' };
    expect((await device.signIn({ ...auth, pwd: 'pw1' })).error?.code).toBe(4105);
    expect((await device.signIn({ ...auth, pwd: 'pw2' })).ok).toBe(true);
  });

  it.each([
    ['5a6e6f7420612073747275637421', 90, 4106],
    ['da6e6f74206a736f6e', 90, 4113],
    ['5d', 93, 4106],
    ['29', 41, 4104],
    ['14', 20, 4104],
    ['32', 50, 4104],
  ])('bytes %s are answered with %i and %i', async (hex, timType, code) => {
    stage = await ServerStage.start();
    const { client } = await stage.person('anna');
    client.sendBytes(Buffer.from(hex, 'hex'));
    expect(await client.nextAck()).toMatchObject({ ok: false, timType, error: { code } });
  });

  it('too many messages at once are refused with 5104', async () => {
    stage = await ServerStage.start({ requestRate: 10 });
    const [anna, ben] = await friends();
    ben.client.acknowledges = () => false;
    for (let index = 0; index < 30; index += 1) write(anna, ben, { dataString: String(index) });
    expect((await anna.client.nextAck()).error?.code).toBe(5104);
  });
});

describe('with its defects switched off the server', () => {
  let stage: ServerStage;

  afterEach(() => stage.stop());

  it('answers empty lists and empty history', async () => {
    stage = await ServerStage.start({ behaviour: { silentWhenEmpty: false } });
    const anna = await stage.person('anna');
    request(anna, { rtype: BusinessType.roster });
    expect((await anna.client.frameOf(FrameType.nodes)).packet).toEqual({ ntype: 1, nodelist: [] });
    anna.client.send({
      type: FrameType.pullMessages,
      packet: { rtype: 1, node: anna.node, reqInt: 0n, reqInt2: 1n },
    });
    expect((await anna.client.frameOf(FrameType.pullMessages)).packet).toEqual({ messageList: [] });
  });

  it('drains the offline list in one go, with the mids of revokes', async () => {
    const behaviour = { onePagePerRequest: false, midZeroOffline: false, stuckOfflineQueue: false };
    stage = await ServerStage.start({ behaviour });
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    await ben.client.close();
    let mid = 0n;
    for (let index = 0; index < 12; index += 1) {
      write(anna, ben, { dataString: String(index) });
      mid = (await nextMessage(anna)).mid ?? 0n;
    }
    write(anna, ben, { odType: OdType.revoke, mid });
    await nextMessage(anna);
    const again = await stage.device('ben');
    again.send({ type: FrameType.offlineMessages, packet: {} });
    const pages = [
      await again.frameOf(FrameType.offlineMessages),
      await again.frameOf(FrameType.offlineMessages),
    ];
    const messages = pages.flatMap(({ packet }) =>
      'messageList' in packet ? (packet.messageList ?? []) : [],
    );
    expect(messages).toHaveLength(12);
    expect(messages.at(-1)).toMatchObject({ odType: OdType.revoke, mid });
    expect((await again.nextFrame()).type).toBe(FrameType.offlineMessagesEnd);
  });

  it('says a refusal once and serves devices side by side', async () => {
    stage = await ServerStage.start({ behaviour: { doubleErrorAcks: false, sequentialFanOut: false } });
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    request(anna, { rtype: BusinessType.pullRoom, node: anna.node, node2: ben.node });
    expect((await anna.client.nextAck()).error?.code).toBe(4109);
    expect(await anna.client.unexpected()).toEqual([]);
    const second = await stage.device('ben');
    ben.client.acknowledges = () => false;
    write(anna, ben, { dataString: 'both' });
    expect((await second.frameOf(FrameType.message)).packet.dataString).toBe('both');
  });
});
