import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { MemberListChoice } from '../../../preload/contract/member-views';
import { createFastClock } from '../../support/fast-clock';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
/** The founder, somebody who is or becomes a manager or member, and a stranger to the founder. */
let ann: TestMessenger;
let bob: TestMessenger;
let cat: TestMessenger;
let nodes: { readonly ann: string; readonly bob: string; readonly cat: string };
// Empty lists are told by silence, which takes seconds.
const clock = createFastClock(10);
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5 });
  ann = new TestMessenger({ name: '林安', clock });
  bob = new TestMessenger({ name: 'Bob', encoding: 'json', clock });
  cat = new TestMessenger({ name: 'Cat', clock });
  nodes = {
    ann: await ann.signUp(server.url),
    bob: await bob.signUp(server.url),
    cat: await cat.signUp(server.url),
  };
});
afterEach(async () => {
  for (const one of [ann, bob, cat]) await one.dispose();
  await server.stop();
});

const failed = (code: string) => ({ ok: false, failure: { code } });
const chatOf = (room: string): string => `r:${room}`;

async function create(isOpen: boolean): Promise<string> {
  return valueOf(await ann.calls['rooms.create']({ title: '茶水间', isOpen })).node;
}
async function enter(who: TestMessenger, room: string): Promise<void> {
  expect(valueOf(await who.calls['rooms.join']({ node: room, greeting: '' }))).toEqual({ joined: true });
}
async function page(who: TestMessenger, room: string, list: MemberListChoice = 'members', text = '') {
  return valueOf(await who.calls['rooms.members']({ node: room, list, text, from: 0, limit: 100 }));
}
/** Asks the server, then tells whom the list has. */
async function listed(who: TestMessenger, room: string, list: MemberListChoice = 'members') {
  valueOf(await who.calls['rooms.refreshMembers']({ node: room, list }));
  return (await page(who, room, list)).members.map(({ node }) => node).sort();
}
const all = (...which: readonly (keyof typeof nodes)[]): readonly string[] =>
  which.map((name) => nodes[name]).sort();
async function lines(who: TestMessenger, room: string): Promise<readonly string[]> {
  const learnt = valueOf(await who.calls['rooms.lines']({ node: room }));
  return learnt.map(({ kind, names, count, text }) =>
    [kind, ...(count === 0 ? [] : [names.join(','), String(count)]), ...(text === '' ? [] : [text])].join(
      ' ',
    ),
  );
}
async function standing(who: TestMessenger, room: string): Promise<string | undefined> {
  return valueOf(await who.calls['rooms.byNodes']({ nodes: [room] }))[0]?.standing;
}

describe('who is in a room', () => {
  it('is told by the server alone, first the founder and managers, then by name, and found by name or id', async () => {
    const room = await create(true);
    await enter(bob, room);
    await enter(cat, room);
    expect(await listed(bob, room)).toEqual(all('ann', 'bob', 'cat'));
    await eventually(async () => (await page(bob, room)).members.every(({ name, node }) => name !== node));
    const { members, count, leftOutCount, matchCount } = await page(bob, room);
    expect([count, leftOutCount, matchCount]).toEqual([3, 0, 3]);
    const asked = await bob.calls['rooms.membersAmong']({ node: room, people: [nodes.cat, 'nobody'] });
    expect(valueOf(asked)).toEqual([nodes.cat]);
    expect(members.map(({ name, role, isMe }) => [name, role, isMe])).toEqual([
      ['林安', 'founder', false],
      ['Bob', 'member', true],
      ['Cat', 'member', false],
    ]);
    const found = async (text: string) =>
      (await page(bob, room, 'members', text)).members.map(({ name }) => name);
    expect([await found('安'), await found('CA'), await found(nodes.cat.slice(0, 5))]).toEqual([
      ['林安'],
      ['Cat'],
      ['Cat'],
    ]);
  });

  it('is nobody’s business who is not in it', async () => {
    const room = await create(false);
    expect(await cat.calls['rooms.refreshMembers']({ node: room, list: 'members' })).toEqual(
      failed('notAMember'),
    );
    expect((await page(cat, room)).count).toBeNull();
  });

  it('is asked for with the room that is opened, and not with all rooms', async () => {
    const room = await create(true);
    const other = await create(true);
    await enter(bob, room);
    await ann.messages(chatOf(room));
    await eventually(async () => (await page(ann, room)).count === 2);
    // Of the other one only what was known when it was made.
    await enter(bob, other);
    expect(await lines(ann, other)).toEqual([]);
  });

  it('is asked for again when somebody speaks who is not in the list', async () => {
    const room = await create(true);
    await ann.messages(chatOf(room));
    await listed(ann, room);
    await enter(bob, room);
    await bob.send(chatOf(room), 'here I am');
    await eventually(async () => (await lines(ann, room)).includes('joined Bob 1'));
  });
});

describe('bringing people into a room', () => {
  it('is what anybody in an open room may do, with several at once, and tells of each who was not taken', async () => {
    const room = await create(true);
    await enter(bob, room);
    await listed(bob, room);
    await befriend(bob, cat, [nodes.bob, nodes.cat]);
    const people = [nodes.cat, nodes.ann, 'nobodyOfThatName'];
    const { pulled, refused } = valueOf(await bob.calls['rooms.pull']({ node: room, people }));
    expect(pulled).toEqual([nodes.cat]);
    expect(refused).toEqual([
      { node: nodes.ann, code: 'alreadyAMember' },
      { node: 'nobodyOfThatName', code: 'unknownAccount' },
    ]);
    expect((await page(bob, room)).members.map(({ node }) => node).sort()).toEqual(all('ann', 'bob', 'cat'));
    expect(await lines(bob, room)).toEqual(['added Cat 1']);
    await eventually(async () => (await standing(cat, room)) === 'member');
  });

  it('is refused beforehand to a member of a private room, and says why', async () => {
    const room = await create(false);
    valueOf(await ann.calls['rooms.pull']({ node: room, people: [nodes.bob] }));
    await eventually(async () => (await standing(bob, room)) === 'invited');
    valueOf(await bob.calls['rooms.acceptInvitation']({ node: room }));
    expect(await bob.calls['rooms.pull']({ node: room, people: [nodes.cat] })).toEqual(
      failed('roomAdminsOnly'),
    );
  });
});

describe('leaving a room', () => {
  it('keeps what was said, closes it, and is a line; the others learn of it from the list', async () => {
    const room = await create(true);
    await enter(bob, room);
    expect(await listed(ann, room)).toEqual(all('ann', 'bob'));
    await bob.send(chatOf(room), 'stays');
    await eventually(async () => (await ann.messages(chatOf(room))).length === 1);
    valueOf(await bob.calls['rooms.leave']({ node: room }));
    expect(await standing(bob, room)).toBe('left');
    expect(await lines(bob, room)).toEqual(['selfLeft']);
    expect(await bob.messages(chatOf(room))).toMatchObject([{ body: { text: 'stays' } }]);
    expect((await page(bob, room)).count).toBeNull();
    expect(await bob.calls['rooms.leave']({ node: room })).toEqual(failed('notAMember'));
    await listed(ann, room);
    await eventually(async () => (await lines(ann, room)).join() === 'joined Bob 1,left Bob 1');
    await enter(bob, room);
    expect(await lines(bob, room)).toEqual(['selfLeft', 'selfIn']);
  });

  it('is refused to the founder before the server does', async () => {
    const room = await create(true);
    expect(await ann.calls['rooms.leave']({ node: room })).toEqual(failed('founderCannotLeave'));
  });
});

describe('removing somebody from a room', () => {
  it('is the founder’s and the managers’, never of the founder, and the removed one keeps what was said', async () => {
    const room = await create(true);
    await enter(bob, room);
    await enter(cat, room);
    await bob.send(chatOf(room), 'before');
    await listed(ann, room);
    expect(await bob.calls['rooms.kick']({ node: room, member: nodes.cat })).toEqual(
      failed('roomAdminsOnly'),
    );
    valueOf(await ann.calls['rooms.setManager']({ node: room, member: nodes.cat, isManager: true }));
    await cat.calls['rooms.look']({ node: room });
    expect(await cat.calls['rooms.kick']({ node: room, member: nodes.ann })).toEqual(failed('founderStays'));
    valueOf(await cat.calls['rooms.kick']({ node: room, member: nodes.bob }));
    await eventually(async () => (await standing(bob, room)) === 'out');
    expect(await lines(bob, room)).toEqual(['selfOut']);
    expect(await bob.messages(chatOf(room))).toMatchObject([{ body: { text: 'before' } }]);
    await listed(ann, room);
    const learnt = await lines(ann, room);
    expect(learnt).toContain('managerNamed Cat 1');
    expect(learnt.at(-1)).toBe('left Bob 1');
    expect((await lines(cat, room)).filter((line) => line.startsWith('removed'))).toEqual(['removed Bob 1']);
  });

  it('for good is a list of its own, from which they can be taken again', async () => {
    const room = await create(true);
    await enter(bob, room);
    await listed(ann, room);
    valueOf(await ann.calls['rooms.blockMember']({ node: room, member: nodes.bob }));
    expect(await listed(ann, room, 'blocked')).toEqual([nodes.bob]);
    expect(await listed(ann, room)).toEqual([nodes.ann]);
    // Nobody is told: they learn it from the server's list.
    expect(await bob.calls['rooms.refreshMembers']({ node: room, list: 'members' })).toEqual(
      failed('notAMember'),
    );
    expect(await bob.calls['rooms.join']({ node: room, greeting: '' })).toEqual(failed('blockedByRoom'));
    valueOf(await ann.calls['rooms.unblockMember']({ node: room, member: nodes.bob }));
    expect(await listed(ann, room, 'blocked')).toEqual([]);
    await enter(bob, room);
    expect(await bob.calls['rooms.refreshMembers']({ node: room, list: 'blocked' })).toEqual(
      failed('roomAdminsOnly'),
    );
  });

  it('takes the rights of a manager with them: who is brought back, or comes back, is a member like any other', async () => {
    const room = await create(true);
    await enter(bob, room);
    await listed(ann, room);
    const rolesSeen = async (): Promise<readonly (string | undefined)[]> => {
      const roles: (string | undefined)[] = [];
      for (const who of [ann, bob, cat]) {
        await who.calls['rooms.look']({ node: room });
        await listed(who, room);
        roles.push((await page(who, room)).members.find(({ node }) => node === nodes.bob)?.role);
      }
      return roles;
    };
    await enter(cat, room);
    const appoint = () => ann.calls['rooms.setManager']({ node: room, member: nodes.bob, isManager: true });
    valueOf(await appoint());
    expect(await rolesSeen()).toEqual(['manager', 'manager', 'manager']);
    valueOf(await ann.calls['rooms.kick']({ node: room, member: nodes.bob }));
    valueOf(await ann.calls['rooms.pull']({ node: room, people: [nodes.bob] }));
    // Not asked for again: what this account has done itself it knows.
    expect((await page(ann, room)).members.find(({ node }) => node === nodes.bob)?.role).toBe('member');
    expect(await rolesSeen()).toEqual(['member', 'member', 'member']);
    valueOf(await appoint());
    valueOf(await bob.calls['rooms.leave']({ node: room }));
    await enter(bob, room);
    expect(await rolesSeen()).toEqual(['member', 'member', 'member']);
  });

  it('who has gone meanwhile ends in a sentence', async () => {
    const room = await create(true);
    await enter(bob, room);
    await listed(ann, room);
    valueOf(await bob.calls['rooms.leave']({ node: room }));
    expect(await ann.calls['rooms.kick']({ node: room, member: nodes.bob })).toEqual(failed('memberGone'));
    await eventually(async () => (await page(ann, room)).count === 1);
  });
});

describe('what is learnt of a room', () => {
  it('is never doubled over a restart, and makes no unread and no notification', async () => {
    const room = await create(true);
    await listed(ann, room);
    await enter(bob, room);
    await listed(ann, room);
    await eventually(async () => (await lines(ann, room))[0] === 'joined Bob 1');
    await ann.stop();
    const again = new TestMessenger({ name: '林安', clock, dataDirectory: ann.dataDirectory });
    valueOf(await again.calls['account.signIn'](ann.credentials(server.url)));
    await again.isOnline();
    await listed(again, room);
    expect(await lines(again, room)).toEqual(['joined Bob 1']);
    const [chat] = (await again.conversations()).filter(({ node }) => node === room);
    expect([chat?.unreadCount, chat?.preview.kind]).toEqual([0, 'empty']);
    expect(again.notices).toEqual([]);
    await again.stop();
  });

  it('tells of a new name, whoever gave it, and nothing at first sight', async () => {
    const room = await create(true);
    await enter(bob, room);
    expect(await lines(bob, room)).toEqual([]);
    valueOf(await ann.calls['rooms.edit']({ node: room, name: '三楼茶水间' }));
    expect(await lines(ann, room)).toEqual(['renamed 三楼茶水间']);
    valueOf(await bob.calls['rooms.look']({ node: room }));
    expect(await lines(bob, room)).toEqual(['renamed 三楼茶水间']);
  });
});

describe('a private message to a member', () => {
  it('goes between people who are no friends, is marked, answered the same way, and cannot be taken back or burn', async () => {
    const room = await create(true);
    await enter(bob, room);
    await enter(cat, room);
    const chat = valueOf(await bob.calls['rooms.writePrivately']({ node: room, member: nodes.cat }));
    expect(chat).toMatchObject({ kind: 'user', node: nodes.cat, viaRoomName: '茶水间', standing: 'open' });
    const messageId = await bob.send(chat.conversationId, 'between us');
    const back = `u:${nodes.bob}`;
    await eventually(async () => (await cat.messages(back)).length === 1);
    expect(await cat.messages(back)).toMatchObject([{ body: { text: 'between us' }, viaRoomName: '茶水间' }]);
    await cat.send(back, 'just us');
    await eventually(async () => (await bob.messages(chat.conversationId)).length === 2);
    expect(await bob.calls['messages.revoke']({ messageId })).toEqual(failed('revokeNeedsFriend'));
    const burning = { conversationId: back, text: 'x', burnSeconds: 10, replyToId: null, mentions: [] };
    expect(await cat.calls['messages.send'](burning)).toEqual(failed('burnNeedsFriend'));
    // Nobody else in the room sees anything of it.
    expect(await ann.messages(chatOf(room))).toEqual([]);
    await befriend(bob, cat, [nodes.bob, nodes.cat]);
    valueOf(await bob.calls['messages.revoke']({ messageId }));
    await eventually(async () => (await cat.messages(back))[0]?.body.kind === 'revoked');
  });

  it('is said in the one chat of two people, before they are friends and after', async () => {
    const room = await create(true);
    await enter(bob, room);
    await enter(cat, room);
    const chat = valueOf(await bob.calls['rooms.writePrivately']({ node: room, member: nodes.cat }));
    await bob.send(chat.conversationId, 'through the room');
    await eventually(async () => (await cat.messages(`u:${nodes.bob}`)).length === 1);
    await befriend(bob, cat, [nodes.bob, nodes.cat]);
    expect(valueOf(await bob.calls['rooms.writePrivately']({ node: room, member: nodes.cat }))).toMatchObject(
      {
        conversationId: chat.conversationId,
        standing: 'open',
      },
    );
    await bob.send(chat.conversationId, 'as friends');
    await eventually(async () => (await cat.messages(`u:${nodes.bob}`)).length === 2);
    for (const [who, other] of [
      [bob, nodes.cat],
      [cat, nodes.bob],
    ] as const) {
      const chats = (await who.conversations()).filter(({ node }) => node === other);
      expect(chats).toHaveLength(1);
      expect(chats[0]).not.toHaveProperty('viaRoomName');
      const said = await who.messages(`u:${other}`);
      expect(said.map((one) => [one.body, one.viaRoomName])).toMatchObject([
        [{ text: 'through the room' }, '茶水间'],
        [{ text: 'as friends' }, undefined],
      ]);
    }
  });

  it('ends with the membership: the chat is closed then, and says so', async () => {
    const room = await create(true);
    await enter(bob, room);
    await enter(cat, room);
    valueOf(await bob.calls['rooms.writePrivately']({ node: room, member: nodes.cat }));
    valueOf(await bob.calls['rooms.leave']({ node: room }));
    const [chat] = (await bob.conversations()).filter(({ node }) => node === nodes.cat);
    expect(chat).not.toHaveProperty('viaRoomName');
    expect(await bob.calls['rooms.writePrivately']({ node: room, member: nodes.cat })).toEqual(
      failed('notAMember'),
    );
  });
});
