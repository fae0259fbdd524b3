import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { toConversationId, toNodeId } from '../../../main/domain/ids';
import { FrameType, MsType, OdType } from '../../../main/protocol/packet-types';
import { RawPeer, registerPeer } from '../../support/raw-peer';
import { TestAccount } from '../../support/test-account';
import { eventually } from '../../support/test-messenger';

let server: RunningServer;
let ann: TestAccount;
let ben: TestAccount;
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 2, deviceLimit: 3 });
  for (const name of ['ann', 'ben']) await registerPeer(server.url, name);
  ann = new TestAccount('ann', server.url);
  ben = new TestAccount('ben', server.url, { encoding: 'json' });
  await Promise.all([ann.goOnline(), ben.goOnline()]);
  await befriend(ann, ben);
  // What accounts say by themselves has been said.
  await eventually(() => [ann, ben].every(({ account }) => account.ephemeral.presence.all().size === 1));
});
afterEach(async () => {
  await Promise.all([ann.dispose(), ben.dispose()]);
  await server.stop();
});

const nodeOf = (one: TestAccount) => one.account.self();
const chatWith = (one: TestAccount) => toConversationId(`u:${nodeOf(one)}`);

async function befriend(one: TestAccount, other: TestAccount): Promise<void> {
  await one.account.client.people.add(nodeOf(other), 'hello');
  await other.account.client.people.add(nodeOf(one), 'hello');
  for (const [who, whom] of [
    [one, other],
    [other, one],
  ] as const) {
    await who.account.directory.refreshRoster();
    expect(who.files.store.people.byNode(nodeOf(whom))?.relation).toBe('friend');
  }
}

const storedRows = ({ files }: TestAccount): unknown =>
  files.value("SELECT (SELECT count(*) FROM message) || ':' || (SELECT count(*) FROM outbox)");

const away = { availability: 'away', note: '在路上', asksBack: true } as const;
const isTyping = { isTyping: true } as const;

describe('two cores at a server', () => {
  it('hear of each other’s presence, to all friends and to one, until the last device leaves', async () => {
    const { presence } = ben.account.ephemeral;
    const told = ann.account.ephemeral.send({ kind: 'presence', target: 'roster', content: away });
    await eventually(() => presence.of(nodeOf(ann))?.availability === 'away');
    expect(presence.of(nodeOf(ann))).toEqual(away);
    expect(await told).toEqual({ kind: 'sent' });
    const here = { availability: 'here', note: '', asksBack: false } as const;
    await ann.account.ephemeral.send({ kind: 'presence', target: [nodeOf(ben)], content: here });
    expect(presence.of(nodeOf(ann))).toEqual(here);
    ann.account.session.stop();
    await eventually(() => presence.of(nodeOf(ann)) === null);
  });

  it('hear that the other writes, and nothing of it is stored on either side', async () => {
    const before = [storedRows(ann), storedRows(ben)];
    const target = { kind: 'user', node: nodeOf(ben) } as const;
    const outcome = await ann.account.ephemeral.send({ kind: 'typing', target, content: isTyping });
    expect([outcome, ben.account.ephemeral.typing.in(chatWith(ann))]).toEqual([
      { kind: 'sent' },
      [nodeOf(ann)],
    ]);
    expect([storedRows(ann), storedRows(ben)]).toEqual(before);
  });

  it('hear that somebody writes in their room, and not of their own writing there', async () => {
    const room = await ann.account.client.rooms.create('room', 'private');
    if (room.kind !== 'ok') throw new Error('no room');
    const target = { kind: 'room', node: toNodeId(room.value) } as const;
    await ann.account.client.rooms.pull({ room: room.value, node: nodeOf(ben) });
    for (const { account } of [ann, ben]) await account.directory.rooms.refresh();
    await ann.account.ephemeral.send({ kind: 'typing', target, content: isTyping });
    const chat = toConversationId(`r:${room.value}`);
    await eventually(() => ben.account.ephemeral.typing.in(chat).length === 1);
    expect(ann.account.ephemeral.typing.in(chat)).toEqual([]);
    expect(ann.account.ephemeral.dropped().own).toBe(1);
  });

  it('are told when the server refuses: to strangers nobody writes', async () => {
    const node = toNodeId(await registerPeer(server.url, 'stranger'));
    const target = { kind: 'user', node } as const;
    expect(await ann.account.ephemeral.send({ kind: 'typing', target, content: isTyping })).toEqual({
      kind: 'refused',
      code: 4105,
    });
    const unknown = toNodeId('nobodyAtAll');
    expect(await ann.account.ephemeral.send({ kind: 'presence', target: [unknown], content: away })).toEqual({
      kind: 'refused',
      code: 4106,
    });
  });

  it('say nothing while there is no connection', async () => {
    ann.account.session.stop();
    expect(await ann.account.ephemeral.send({ kind: 'presence', target: 'roster', content: away })).toEqual({
      kind: 'offline',
    });
  });
});

describe('a stranger at the server', () => {
  it('is dropped and counted with presence, big text, big bytes and streams that a core did not ask for', async () => {
    await registerPeer(server.url, 'stranger');
    const stranger = await RawPeer.signIn(server.url, 'stranger');
    const node = nodeOf(ann);
    const before = ann.account.ephemeral.dropped().stranger;
    for (let count = 0; count < 40; count += 1) {
      stranger.send({ type: FrameType.presence, packet: { status: 'busy', toTid: { node } } });
      stranger.send({ type: FrameType.bigString, packet: { node, dataString: 'big' } });
      stranger.send({ type: FrameType.bigBinary, packet: { node, data: new Uint8Array(1_000) } });
    }
    const typing = { msType: MsType.user, odType: OdType.stream, udtype: 1010, toTid: { node } };
    stranger.send({ type: FrameType.message, packet: typing });
    const { ephemeral } = ann.account;
    await eventually(
      () => ephemeral.dropped().stranger === before + 80 && ephemeral.dropped().unknownKind === 40,
    );
    expect(ephemeral.presence.of(toNodeId(stranger.node))).toBeNull();
    expect(storedRows(ann)).toBe('0:0');
    await stranger.close();
  });
});
