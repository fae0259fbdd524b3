import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { BusinessType, FrameType, MsType, NodesType, OdType } from '../../../main/protocol/packet-types';
import type { Result } from '../../../preload/contract/result';
import type { RoomView } from '../../../preload/contract/room-views';
import { createFastClock } from '../../support/fast-clock';
import { png } from '../../support/pictures';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';
import { WireClient } from '../embedded-server/wire-client';

let server: RunningServer;
/** Founds rooms. */
let founder: TestMessenger;
/** A friend of the founder. */
let friend: TestMessenger;
let stranger: TestMessenger;
let nodes: { founder: string; friend: string; stranger: string };
// Empty lists and applications are told by silence, which takes seconds.
const clock = createFastClock(10);
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5 });
  founder = new TestMessenger({ name: '林小满', clock });
  friend = new TestMessenger({ name: 'Alice', encoding: 'json', clock });
  stranger = new TestMessenger({ name: 'Sam', clock });
  nodes = {
    founder: await founder.signUp(server.url),
    friend: await friend.signUp(server.url),
    stranger: await stranger.signUp(server.url),
  };
  await befriend(founder, friend, [nodes.founder, nodes.friend]);
});
afterEach(async () => {
  for (const messenger of [founder, friend, stranger]) await messenger.dispose();
  await server.stop();
});

const found = async (title: string, isOpen = false): Promise<string> =>
  valueOf(await founder.calls['rooms.create']({ title, isOpen })).node;
const roomOf = async (who: TestMessenger, node: string): Promise<RoomView | undefined> =>
  valueOf(await who.calls['rooms.byNodes']({ nodes: [node] }))[0];
const standing = async (who: TestMessenger, node: string) => (await roomOf(who, node))?.standing;
const stands = (who: TestMessenger, node: string, wanted: RoomView['standing']): Promise<void> =>
  eventually(async () => (await standing(who, node)) === wanted);
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);
const apply = async (who: TestMessenger, node: string, greeting: string): Promise<void> => {
  expect(valueOf(await who.calls['rooms.join']({ node, greeting }))).toEqual({ joined: false });
};
const waitingFor = async (node: string, count: number): Promise<void> =>
  eventually(async () => (await roomOf(founder, node))?.applicationCount === count);
const isListed = async (who: TestMessenger, node: string): Promise<boolean> =>
  (await who.conversations()).some((chat) => chat.node === node);
/** A program that speaks to the server as it likes, signed in as somebody. */
const program = async (name: string): Promise<WireClient> => {
  const wire = await WireClient.open(server.url);
  const { ok } = await wire.signIn({ name, pwd: 'correct horse', resource: 'forger' });
  expect(ok).toBe(true);
  return wire;
};

describe('a room that is looked at before joining', () => {
  it('tells its name, what it is about, who may join and whose it is, but not how many are in it', async () => {
    const node = await found('茶水间');
    valueOf(await founder.calls['rooms.edit']({ node, label: '聊什么都行' }));
    expect(valueOf(await stranger.calls['rooms.look']({ node: ` ${node} ` }))).toMatchObject({
      name: '茶水间',
      label: '聊什么都行',
      access: 'private',
      founder: { node: nodes.founder, name: '林小满' },
      standing: 'none',
      memberCount: null,
    });
    expect(await isListed(stranger, node)).toBe(false);
  });

  it.each([
    ['nothing', ' ', 'idEmpty'],
    ['no id', '<b>room</b>', 'unknownRoom'],
    ['no room', '3L9pqWn1', 'unknownRoom'],
  ])('is none for %s', async (_what, node, code) => {
    expect(codeOf(await stranger.calls['rooms.look']({ node }))).toBe(code);
  });

  it('is none for the id of a person, and says so', async () => {
    expect(codeOf(await stranger.calls['rooms.look']({ node: nodes.founder }))).toBe('idOfAPerson');
  });

  it('shows names of three hundred characters, HTML and turned directions as one short line', async () => {
    const wire = await program('林小满');
    wire.send({
      type: FrameType.business,
      packet: { rtype: BusinessType.newRoom, node: `\u202e<img src=x>\n${'长'.repeat(300)}`, reqInt: 1n },
    });
    const { n: node = '' } = await wire.nextAck();
    const { name } = valueOf(await stranger.calls['rooms.look']({ node }));
    expect(name).toBe(`<img src=x> ${'长'.repeat(52)}`);
    await wire.close();
  });
});

describe('an application', () => {
  it('waits for the founder with its words, and is answered by letting in', async () => {
    const node = await found('茶水间');
    await apply(stranger, node, '我是小杉');
    expect(await roomOf(stranger, node)).toMatchObject({ standing: 'applied', applicationText: '我是小杉' });
    await eventually(async () => {
      const [one] = valueOf(await founder.calls['rooms.applications']({ node }));
      return one?.name === 'Sam' && one.text === '我是小杉';
    });
    valueOf(await founder.calls['rooms.approve']({ node, applicant: nodes.stranger }));
    const lines = valueOf(await founder.calls['rooms.lines']({ node }));
    expect(lines.map(({ kind, names }) => [kind, names])).toEqual([['admitted', ['Sam']]]);
    const list = { node, list: 'members', text: '', from: 0, limit: 10 } as const;
    expect(
      valueOf(await founder.calls['rooms.members'](list))
        .members.map((one) => one.node)
        .sort(),
    ).toEqual([nodes.founder, nodes.stranger].sort());
    await stands(stranger, node, 'member');
    await eventually(() => isListed(stranger, node));
    await waitingFor(node, 0);
    expect(founder.notices[0]).toMatchObject({ kind: 'roomApplication', name: '茶水间', count: 1 });
    expect(stranger.notices[0]).toMatchObject({ kind: 'roomAnswer', name: '茶水间', isAdmitted: true });
  });

  it('that is declined is told to the one who applied, who may ask again', async () => {
    const node = await found('茶水间');
    await apply(stranger, node, 'hi');
    await waitingFor(node, 1);
    valueOf(await founder.calls['rooms.reject']({ node, applicant: nodes.stranger }));
    await stands(stranger, node, 'declined');
    expect(await isListed(stranger, node)).toBe(false);
    expect(stranger.notices[0]).toMatchObject({ kind: 'roomAnswer', isAdmitted: false });
    await apply(stranger, node, 'please');
    await waitingFor(node, 1);
  });

  it('is not made twice, and can be taken back', async () => {
    const node = await found('茶水间');
    await apply(stranger, node, 'hi');
    expect(codeOf(await stranger.calls['rooms.join']({ node, greeting: 'hi' }))).toBe('alreadyRequested');
    await waitingFor(node, 1);
    valueOf(await stranger.calls['rooms.withdraw']({ node }));
    expect(await standing(stranger, node)).toBe('none');
    expect(codeOf(await founder.calls['rooms.reject']({ node, applicant: nodes.stranger }))).toBe(
      'applicationGone',
    );
    await waitingFor(node, 0);
  });

  it('that another manager has answered waits no more', async () => {
    const node = await found('茶水间');
    await apply(stranger, node, 'hi');
    await waitingFor(node, 1);
    const manager = await program('林小满');
    manager.send({
      type: FrameType.business,
      packet: { rtype: BusinessType.pullRoom, node, node2: nodes.stranger },
    });
    await stands(stranger, node, 'member');
    expect(valueOf(await founder.calls['rooms.applications']({ node }))).toEqual([]);
    await manager.close();
  });

  it('is not declined by a friend who only says so', async () => {
    await befriend(friend, stranger, [nodes.friend, nodes.stranger]);
    const node = await found('茶水间');
    await apply(stranger, node, 'hi');
    await forge('Alice', BusinessType.rejectRoom, node);
    // What the friend says next comes after it.
    await saysAfter();
    expect(await standing(stranger, node)).toBe('applied');
    await waitingFor(node, 1);
    valueOf(await founder.calls['rooms.approve']({ node, applicant: nodes.stranger }));
    await stands(stranger, node, 'member');
  });
});

/** The friend says something to the stranger, who has dealt with what came before. */
async function saysAfter(): Promise<void> {
  await friend.send(`u:${nodes.stranger}`, 'there?');
  await eventually(async () => (await stranger.messages(`u:${nodes.friend}`)).length > 0);
}

async function forge(name: string, bnType: number, room: string): Promise<void> {
  const wire = await program(name);
  wire.send({
    type: FrameType.message,
    packet: {
      msType: MsType.user,
      odType: OdType.business,
      bnType,
      toTid: { node: nodes.stranger },
      roomTid: { node: room },
    },
  });
  await wire.close();
}

describe('a room that somebody pulls the account into', () => {
  it('P1: is an invitation when a stranger did it: no row, no notification, and it can be accepted', async () => {
    const node = await found('广告', true);
    valueOf(await stranger.calls['rooms.look']({ node }));
    const wire = await program('林小满');
    wire.send({
      type: FrameType.business,
      packet: { rtype: BusinessType.pullRoom, node, node2: nodes.stranger },
    });
    await stands(stranger, node, 'invited');
    await founder.send(`r:${node}`, '买一送一');
    await founder.send(`r:${node}`, '再看一眼');
    await eventually(async () =>
      (await founder.messages(`r:${node}`)).every(({ delivery }) => delivery.state === 'sent'),
    );
    expect(await isListed(stranger, node)).toBe(false);
    expect(stranger.notices.filter(({ kind }) => kind === 'message')).toEqual([]);
    const chat = valueOf(await stranger.calls['rooms.acceptInvitation']({ node }));
    expect(chat).toMatchObject({ node, title: '广告' });
    await eventually(async () => (await stranger.messages(`r:${node}`)).length === 2);
    await wire.close();
  });

  it('P1: can be declined, which leaves it, and blocked, which keeps it from coming back', async () => {
    const node = await found('广告', true);
    const wire = await program('林小满');
    const pull = (): void =>
      wire.send({
        type: FrameType.business,
        packet: { rtype: BusinessType.pullRoom, node, node2: nodes.stranger },
      });
    pull();
    await stands(stranger, node, 'invited');
    valueOf(await stranger.calls['rooms.declineInvitation']({ node }));
    valueOf(await founder.calls['rooms.refreshMembers']({ node, list: 'members' }));
    const everybody = { node, list: 'members', text: '', from: 0, limit: 100 } as const;
    const { members } = valueOf(await founder.calls['rooms.members'](everybody));
    expect(members.map((member) => member.node)).toEqual([nodes.founder]);
    pull();
    await stands(stranger, node, 'invited');
    valueOf(await stranger.calls['rooms.block']({ node }));
    expect(await standing(stranger, node)).toBe('blocked');
    expect(codeOf(await stranger.calls['rooms.join']({ node, greeting: '' }))).toBe('roomBlockedByYou');
    valueOf(await stranger.calls['rooms.unblock']({ node }));
    expect(await standing(stranger, node)).toBe('none');
    await wire.close();
  });

  it('is a room like any other when a friend did it', async () => {
    const node = await found('周末爬山', true);
    const wire = await program('林小满');
    wire.send({
      type: FrameType.business,
      packet: { rtype: BusinessType.pullRoom, node, node2: nodes.friend },
    });
    await stands(friend, node, 'member');
    expect(await roomOf(friend, node)).toMatchObject({ broughtBy: { node: nodes.founder } });
    expect(await isListed(friend, node)).toBe(true);
    await wire.close();
  });

  it('is no invitation any more once the account was removed again', async () => {
    const node = await found('广告', true);
    const wire = await program('林小满');
    const business = (rtype: number): void =>
      wire.send({ type: FrameType.business, packet: { rtype, node, node2: nodes.stranger } });
    business(BusinessType.pullRoom);
    await stands(stranger, node, 'invited');
    business(BusinessType.kickRoom);
    await stands(stranger, node, 'none');
    expect(codeOf(await stranger.calls['rooms.acceptInvitation']({ node }))).toBe('invitationGone');
    await wire.close();
  });
});

describe('who decides in a room', () => {
  const letIn = async (node: string): Promise<void> => {
    valueOf(await friend.calls['rooms.join']({ node, greeting: '' }));
    await stands(friend, node, 'member');
  };

  it('is named by the founder: a manager lets in and renames, and names nobody', async () => {
    const node = await found('茶水间', true);
    await letIn(node);
    expect(codeOf(await friend.calls['rooms.edit']({ node, name: '会议室' }))).toBe('roomAdminsOnly');
    expect(
      valueOf(await founder.calls['rooms.setManager']({ node, member: nodes.friend, isManager: true })),
    ).toMatchObject({ managerNodes: [nodes.friend] });
    valueOf(await friend.calls['rooms.look']({ node }));
    expect(await roomOf(friend, node)).toMatchObject({ role: 'manager' });
    expect(valueOf(await friend.calls['rooms.edit']({ node, name: '会议室' }))).toMatchObject({
      name: '会议室',
    });
    expect(
      codeOf(await friend.calls['rooms.setManager']({ node, member: nodes.founder, isManager: true })),
    ).toBe('roomFounderOnly');
    valueOf(await founder.calls['rooms.setManager']({ node, member: nodes.friend, isManager: false }));
    // What the manager knows is too old: the server's refusal is told, and the room is asked for anew.
    expect(codeOf(await friend.calls['rooms.edit']({ node, name: '我的' }))).toBe('roomAdminsOnly');
    await eventually(async () => (await roomOf(friend, node))?.role === 'member');
  });

  it('is never somebody outside of it', async () => {
    const node = await found('茶水间', true);
    expect(
      codeOf(await founder.calls['rooms.setManager']({ node, member: nodes.stranger, isManager: true })),
    ).toBe('memberGone');
  });

  it('keeps what other clients have put into the description', async () => {
    const node = await found('茶水间');
    const wire = await program('林小满');
    wire.send({
      type: FrameType.nodes,
      packet: {
        ntype: NodesType.modifyRoom,
        roommap: { [node]: { cover: 'theirs', extend: { other: 'kept' } } },
      },
    });
    await wire.nextAck();
    valueOf(await founder.calls['rooms.edit']({ node, name: '会议室', label: 'new' }));
    wire.send({ type: FrameType.nodes, packet: { ntype: NodesType.roomInfo, nodelist: [node] } });
    const { packet } = await wire.frameOf(FrameType.nodes);
    expect('roommap' in packet && packet.roommap?.[node]).toMatchObject({
      topic: '会议室',
      label: 'new',
      cover: 'theirs',
      extend: { other: 'kept' },
    });
    await wire.close();
  });

  it('gives it a picture, which those who look at it see, and takes it away again', async () => {
    const node = await found('茶水间');
    const picture = png({ width: 64, height: 64 });
    valueOf(await founder.calls['rooms.edit']({ node, picture }));
    valueOf(await stranger.calls['rooms.look']({ node }));
    const owners = [`r:${node}`];
    const [seen] = valueOf(await stranger.calls['pictures.of']({ owners }));
    expect(Buffer.from(seen?.bytes ?? [])).toEqual(Buffer.from(picture));
    valueOf(await founder.calls['rooms.edit']({ node, picture: null }));
    valueOf(await stranger.calls['rooms.look']({ node }));
    expect(valueOf(await stranger.calls['pictures.of']({ owners }))).toEqual([]);
    const text = new TextEncoder().encode('no picture');
    expect(codeOf(await founder.calls['rooms.edit']({ node, picture: text }))).toBe('imageUnreadable');
    const large = new Uint8Array(64 * 1024);
    expect(codeOf(await founder.calls['rooms.edit']({ node, picture: large }))).toBe('imageTooLarge');
  });

  it.each([
    ['an empty name', { name: ' \u200b' }, 'titleEmpty'],
    ['a name of 300 characters', { name: 'x'.repeat(300) }, 'titleTooLong'],
    ['a description of 300 characters', { label: 'x'.repeat(300) }, 'labelTooLong'],
  ])('is refused %s', async (_what, change, code) => {
    const node = await found('茶水间');
    expect(codeOf(await founder.calls['rooms.edit']({ node, ...change }))).toBe(code);
    expect((await roomOf(founder, node))?.name).toBe('茶水间');
  });
});

describe('the end of a room', () => {
  it('is for the founder as its last member, and said beforehand', async () => {
    const node = await found('茶水间', true);
    valueOf(await stranger.calls['rooms.join']({ node, greeting: '' }));
    expect(codeOf(await founder.calls['rooms.cancel']({ node }))).toBe('roomHasOthers');
    expect((await roomOf(founder, node))?.obstacles).toMatchObject({
      cancel: 'roomHasOthers',
      leave: 'founderCannotLeave',
      block: 'founderCannotLeave',
    });
    valueOf(await stranger.calls['rooms.block']({ node }));
    valueOf(await founder.calls['rooms.cancel']({ node }));
    expect(await standing(founder, node)).toBe('gone');
    expect(codeOf(await stranger.calls['rooms.look']({ node }))).toBe('unknownRoom');
    expect(codeOf(await founder.calls['rooms.edit']({ node, name: 'x' }))).toBe('roomGone');
  });

  it('for one member is being removed, also from the only room', async () => {
    const node = await found('茶水间', true);
    valueOf(await stranger.calls['rooms.join']({ node, greeting: '' }));
    const wire = await program('林小满');
    wire.send({
      type: FrameType.business,
      packet: { rtype: BusinessType.kickRoom, node, node2: nodes.stranger },
    });
    await stands(stranger, node, 'out');
    expect((await roomOf(stranger, node))?.obstacles.speak).toBe('notAMember');
    expect(await isListed(stranger, node)).toBe(true);
    await wire.close();
  });

  it('is not believed when a friend only says so', async () => {
    await befriend(friend, stranger, [nodes.friend, nodes.stranger]);
    const node = await found('茶水间', true);
    valueOf(await stranger.calls['rooms.join']({ node, greeting: '' }));
    await forge('Alice', BusinessType.kickRoom, node);
    await saysAfter();
    await founder.send(`r:${node}`, 'still here');
    await eventually(async () => (await stranger.messages(`r:${node}`)).length === 1);
    expect(await standing(stranger, node)).toBe('member');
  });
});
