import type {
  MemberPageRequest,
  MemberPageView,
  PulledView,
  RoomLineView,
  RoomMemberView,
} from '../../../preload/contract/member-views';
import { fail, succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import type { ConversationView } from '../../../preload/contract/views';
import { ChangeSet } from '../../domain/change-set';
import { conversationIdOf } from '../../domain/conversation';
import { toNodeId, type NodeId } from '../../domain/ids';
import { roleOfMember } from '../../domain/room';
import { memberObstacle, type MemberAction } from '../../domain/room-policy';
import { toRoomLineView } from '../../views/room-line-view';
import type { ActiveAccount } from '../active-account';
import { fittingMembers } from '../member-order';
import { viewConversations } from './batch-views';
import type { Handlers } from './call-context';
import { factsOf, obstacleTo, roomFailure, roomOf } from './room-access';

type MemberCallName = `rooms.${
  | 'members'
  | 'membersAmong'
  | 'refreshMembers'
  | 'pull'
  | 'kick'
  | 'blockMember'
  | 'unblockMember'
  | 'leave'
  | 'lines'
  | 'writePrivately'}`;

/** Calls about the people in a room. */
export function createMemberCalls(): Pick<Handlers, MemberCallName> {
  return {
    'rooms.members': async (request, account) => succeed(await page(request, account)),
    'rooms.membersAmong': ({ node, people }, account) => succeed(membersAmong(node, people, account)),
    'rooms.refreshMembers': ({ node, list }, account) => refresh(toNodeId(node), list, account),
    'rooms.pull': ({ node, people }, account) => pull(toNodeId(node), people.map(toNodeId), account),
    'rooms.kick': ({ node, member }, account) => dismiss('kick', memberIn(node, member), account),
    'rooms.blockMember': ({ node, member }, account) =>
      dismiss('blockMember', memberIn(node, member), account),
    'rooms.unblockMember': ({ node, member }, account) => unblock(memberIn(node, member), account),
    'rooms.leave': ({ node }, account) => leave(toNodeId(node), account),
    'rooms.lines': ({ node }, account) => succeed(lines(toNodeId(node), account)),
    'rooms.writePrivately': ({ node, member }, account) => writePrivately(memberIn(node, member), account),
  };
}

interface MemberIn {
  readonly room: NodeId;
  readonly node: NodeId;
}

const memberIn = (room: string, node: string): MemberIn => ({ room: toNodeId(room), node: toNodeId(node) });
const chatOf = (room: NodeId) => conversationIdOf({ kind: 'room', node: room });

/** A stretch of a list as it is known here. The names in it are asked for; those that come are changes. */
async function page(
  { node, list, text, from, limit }: MemberPageRequest,
  account: ActiveAccount,
): Promise<MemberPageView> {
  const room = roomOf(toNodeId(node), account);
  const key = { conversationId: chatOf(room.node), list };
  const { members, people } = account.store;
  const first = list === 'blocked' ? [] : [room.founder, ...room.managers].filter((one) => one !== null);
  const fitting = fittingMembers(await account.memberOrder.of(key), text, first);
  const stretch = fitting.slice(from, from + limit);
  const nodes = stretch.map((member) => member.node);
  const state = members.state(key);
  const obstacleFor = obstaclesIn(room.node, account);
  const self = account.self();
  const views = stretch.map(({ node: member, view }): RoomMemberView => {
    const role = roleOfMember(room, member);
    return {
      ...view,
      role: role === 'none' ? 'member' : role,
      isMe: member === self,
      obstacles: {
        kick: obstacleFor('kick', member),
        blockMember: obstacleFor('blockMember', member),
        appoint: obstacleFor('appoint', member),
        dismiss: obstacleFor('dismiss', member),
        writePrivately: obstacleFor('writePrivately', member),
      },
    };
  });
  // Whoever only asks how many there are looks at nobody: a chat is opened, in which somebody may be called next.
  if (limit === 1) {
    const leading = [room.name, ...first.map(account.namesOf(first))];
    account.background.run('how names are read', () => account.memberOrder.prepare(leading));
  } else {
    const unnamed = nodes.filter((member) => (people.byNode(member)?.name ?? '') === '');
    const look = { key, nodes: unnamed, isSearch: text !== '' };
    account.background.run('names of members', () => account.memberNames.look(look));
  }
  const { count = null, leftOutCount = 0 } = state ?? {};
  const unnamedCount = members.untoldCount(key);
  return { members: views, matchCount: fitting.length, count, leftOutCount, unnamedCount };
}

/** Those of some people who are in a room, in the order given. */
function membersAmong(node: string, people: readonly string[], account: ActiveAccount): readonly string[] {
  const key = { conversationId: chatOf(toNodeId(node)), list: 'members' } as const;
  return people.filter((one) => account.store.members.has(key, toNodeId(one)));
}

/** Why something cannot be done with somebody in a room. */
function obstaclesIn(
  node: NodeId,
  account: ActiveAccount,
): (action: MemberAction, member: NodeId) => FailureCode | null {
  const room = roomOf(node, account);
  const self = account.self();
  const facts = factsOf(room, account);
  return (action, member) =>
    memberObstacle(action, facts, { role: roleOfMember(room, member), isSelf: member === self });
}

async function refresh(
  room: NodeId,
  list: MemberPageRequest['list'],
  account: ActiveAccount,
): Promise<Result<null>> {
  const obstacle = obstacleTo(list === 'members' ? 'seeMembers' : 'seeBlockedMembers', room, account);
  if (obstacle !== null) return fail(obstacle);
  const answer = await account.members.refresh(room, list);
  if (answer === 'told') return succeed();
  if (answer === 'refused') return fail(list === 'members' ? 'notAMember' : 'roomAdminsOnly');
  return fail(answer === 'unanswered' ? 'timedOut' : 'offline');
}

/** One after the other: each of them may be refused for a reason of its own. */
async function pull(
  room: NodeId,
  people: readonly NodeId[],
  account: ActiveAccount,
): Promise<Result<PulledView>> {
  const obstacle = obstacleTo('invite', room, account);
  if (obstacle !== null) return fail(obstacle);
  const pulled: NodeId[] = [];
  const refused: { readonly node: string; readonly code: FailureCode }[] = [];
  for (const node of new Set(people)) {
    const answer = await account.client.rooms.pull({ room, node });
    const failure = roomFailure(answer, {
      4104: 'unknownAccount',
      4106: 'unknownAccount',
      4110: 'personBlocksRoom',
    });
    if (failure === null) pulled.push(node);
    else refused.push({ node, code: failure === 'alreadyInRoom' ? 'alreadyAMember' : failure });
    // Whoever comes after would hear the same.
    if (failure === 'offline') break;
  }
  if (pulled.length > 0) account.members.moved(room, pulled, 'added');
  return succeed({ pulled, refused });
}

async function dismiss(
  action: 'kick' | 'blockMember',
  { room, node }: MemberIn,
  account: ActiveAccount,
): Promise<Result<null>> {
  const obstacle = obstaclesIn(room, account)(action, node);
  if (obstacle !== null) return fail(obstacle);
  const wasManager = roomOf(room, account).managers.includes(node);
  const { rooms } = account.client;
  const answer = await (action === 'kick' ? rooms.kick({ room, node }) : rooms.blockMember({ room, node }));
  // It may have happened all the same, or somebody was faster: the server's list tells.
  if (answer.kind === 'unanswered') account.background.run('members', () => account.members.refresh(room));
  const failure = roomFailure(answer, { 4109: 'memberGone', 4104: 'memberGone', 4106: 'memberGone' });
  if (failure === 'memberGone') account.background.run('members', () => account.members.refresh(room));
  if (failure !== null) return fail(failure);
  // The server takes the rights with the membership, and tells nobody.
  if (wasManager) await account.directory.rooms.cards.learn([room]);
  account.members.moved(room, [node], action === 'kick' ? 'removed' : 'shutOut');
  return succeed();
}

/** tim lifts a block by the removal of somebody who is not in the room. */
async function unblock({ room, node }: MemberIn, account: ActiveAccount): Promise<Result<null>> {
  const obstacle = obstacleTo('seeBlockedMembers', room, account);
  if (obstacle !== null) return fail(obstacle);
  const answer = await account.client.rooms.kick({ room, node });
  // There was no block any more.
  const isOver = answer.kind === 'refused' && answer.code === 4109;
  const failure = isOver ? null : roomFailure(answer);
  if (failure !== null) return fail(failure);
  account.members.unblocked(room, node);
  return succeed();
}

async function leave(room: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const obstacle = obstacleTo('leave', room, account);
  if (obstacle !== null) return fail(obstacle);
  const answer = await account.client.rooms.leave(room);
  // Somebody else, or another device, was faster.
  const isOver = answer.kind === 'refused' && (answer.code === 4108 || answer.code === 4109);
  const failure = isOver ? null : roomFailure(answer, { 4105: 'founderCannotLeave' });
  if (failure !== null) return fail(failure);
  account.directory.rooms.stand(room, 'left');
  return succeed();
}

function lines(room: NodeId, account: ActiveAccount): readonly RoomLineView[] {
  const learnt = account.store.roomLines.of(chatOf(room));
  const nodes = [...new Set(learnt.flatMap((line) => line.nodes))];
  const nameOf = account.namesOf(nodes);
  const unnamed = nodes.filter((node) => (account.store.people.byNode(node)?.name ?? '') === '');
  if (unnamed.length > 0) {
    account.background.run('names in lines', () => account.directory.learnNames(unnamed));
  }
  return learnt.map((line) => toRoomLineView(line, { self: account.self(), nameOf }));
}

/** The chat with somebody in a room: a friend's as it is, anybody else's through that room. */
function writePrivately({ room, node }: MemberIn, account: ActiveAccount): Result<ConversationView> {
  const obstacle = obstaclesIn(room, account)('writePrivately', node);
  if (obstacle !== null) return fail(obstacle);
  const { store } = account;
  if (store.people.byNode(node)?.relation === 'blocked') return fail('blockedByYou');
  const changes = new ChangeSet();
  const conversationId = store.transaction((write) => {
    const { conversationId: id } = write.conversations.ensure({ kind: 'user', node });
    if ((write.people.byNode(node)?.relation ?? 'none') === 'none')
      write.people.setRelation(node, 'stranger', '');
    write.conversations.setViaRoom(id, room);
    write.care.bringBack(id);
    changes.addConversation(id);
    return id;
  });
  account.tellChanges(changes);
  account.background.run('name of a member', () => account.directory.learnNames([node]));
  const [view] = viewConversations(store.views.conversationsByIds([conversationId]), account);
  return view === undefined ? fail('internal') : succeed(view);
}
