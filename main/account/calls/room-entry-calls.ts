import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { RoomView } from '../../../preload/contract/room-views';
import type { ConversationView } from '../../../preload/contract/views';
import { conversationIdOf } from '../../domain/conversation';
import { toNodeId, type ConversationId, type NodeId } from '../../domain/ids';
import type { ActiveAccount } from '../active-account';
import { viewConversations } from './batch-views';
import type { Handlers } from './call-context';
import { readNode, type NodeInput } from './node-input';
import { obstacleTo, roomFailure, viewRoom, viewRooms } from './room-access';
import { readRoomName } from './room-text';

type EntryCallName = `rooms.${
  | 'list'
  | 'byNodes'
  | 'look'
  | 'create'
  | 'join'
  | 'withdraw'
  | 'acceptInvitation'
  | 'declineInvitation'
  | 'block'
  | 'unblock'}`;

// tim refuses an application without a text (4104).
const defaultGreeting = '请让我加入 / Please let me in';
const mostGreetingLength = 500;

/** Calls about rooms: which there are, and coming into them and out of them. */
export function createRoomEntryCalls(): Pick<Handlers, EntryCallName> {
  return {
    'rooms.list': (_request, account) => succeed(viewRooms(account.store.rooms.known(), account)),
    'rooms.byNodes': ({ nodes }, account) =>
      succeed(viewRooms(account.store.rooms.byNodes(nodes.map(toNodeId)), account)),
    'rooms.look': ({ node }, account) => look(node, account),
    'rooms.create': ({ title, isOpen }, account) => create(title, isOpen, account),
    'rooms.join': ({ node, greeting }, account) => join(node, greeting, account),
    'rooms.withdraw': ({ node }, account) => withdraw(toNodeId(node), account),
    'rooms.acceptInvitation': ({ node }, account) => acceptInvitation(toNodeId(node), account),
    'rooms.declineInvitation': ({ node }, account) => declineInvitation(toNodeId(node), account),
    'rooms.block': ({ node }, account) => block(toNodeId(node), account),
    'rooms.unblock': ({ node }, account) => unblock(toNodeId(node), account),
  };
}

async function look(rawNode: string, account: ActiveAccount): Promise<Result<RoomView>> {
  const input = readRoomNode(rawNode);
  if (!input.ok) return fail(input.failure);
  const { node } = input;
  const { rooms } = account.directory;
  const finding = await rooms.look(node);
  if (finding === 'disconnected') return fail('offline');
  if (finding === 'told') return succeed(viewRoom(node, account));
  // Whether it is somebody can be asked, together with somebody who is there: that is answered in any case.
  const person = await account.client.cards.people([node, account.self()]);
  if (person.kind === 'disconnected') return fail('offline');
  if (person.kind !== 'ok') return fail('timedOut');
  if (Object.hasOwn(person.value, node)) return fail('idOfAPerson');
  if (finding === 'unknown' && account.store.rooms.standingOf(node) !== 'none') rooms.stand(node, 'gone');
  return fail('unknownRoom');
}

async function create(
  title: string,
  isOpen: boolean,
  account: ActiveAccount,
): Promise<Result<ConversationView>> {
  const name = readRoomName(title);
  if (!name.ok) return fail(name.failure);
  const answer = await account.client.rooms.create(name.text, isOpen ? 'open' : 'private');
  if (answer.kind !== 'ok') return fail(roomFailure(answer, { 4105: 'refusedByServer' }) ?? 'internal');
  const node = toNodeId(answer.value);
  const conversationId = account.directory.rooms.found(node, {
    name: name.text,
    label: '',
    access: isOpen ? 'open' : 'private',
    founder: account.self(),
    managers: [],
    createdAtMs: 0,
  });
  account.members.founded(node);
  return viewChat(conversationId, account);
}

async function join(
  rawNode: string,
  greeting: string,
  account: ActiveAccount,
): Promise<Result<{ readonly joined: boolean }>> {
  const input = readRoomNode(rawNode);
  if (!input.ok) return fail(input.failure);
  const { node } = input;
  const { rooms } = account.directory;
  const obstacle = obstacleTo('apply', node, account);
  if (obstacle === 'alreadyInRoom') return succeed({ joined: true });
  if (obstacle !== null) return fail(obstacle);
  const text = greeting.trim().slice(0, mostGreetingLength);
  const answer = await account.client.rooms.join(node, text === '' ? defaultGreeting : text);
  const failure = roomFailure(answer, { 4110: 'blockedByRoom' });
  if (failure === 'roomGone') rooms.stand(node, 'gone');
  // In it already: another device, or somebody else, was faster.
  if (failure !== null && failure !== 'alreadyInRoom') return fail(failure);
  const joined = (await rooms.refresh(node)).includes(node);
  if (joined) await enterChat(node, account);
  else apply(node, text, account);
  return succeed({ joined });
}

/** The founder and the managers decide, and only silence tells that they were asked. */
function apply(node: NodeId, text: string, account: ActiveAccount): void {
  const { rooms } = account.directory;
  rooms.applied(node, text);
  account.background.run('card of a room', () => rooms.cards.learn([node]));
}

async function withdraw(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const obstacle = obstacleTo('withdraw', node, account);
  if (obstacle !== null) return fail(obstacle);
  return leaveAs('none', node, account);
}

async function acceptInvitation(node: NodeId, account: ActiveAccount): Promise<Result<ConversationView>> {
  const obstacle = obstacleTo('answerInvitation', node, account);
  if (obstacle !== null) return fail(obstacle);
  if (account.connection().state !== 'online') return fail('offline');
  // Whoever put the account in may have removed it since.
  const { rooms } = account.directory;
  const isIn = (await rooms.refresh(node)).includes(node);
  if (!isIn) return fail(rooms.isUnanswered ? 'timedOut' : 'invitationGone');
  await enterChat(node, account);
  return viewChat(conversationIdOf({ kind: 'room', node }), account);
}

async function declineInvitation(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const obstacle = obstacleTo('answerInvitation', node, account);
  if (obstacle !== null) return fail(obstacle);
  return leaveAs('none', node, account);
}

async function block(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const obstacle = obstacleTo('block', node, account);
  if (obstacle !== null) return fail(obstacle);
  const failure = roomFailure(await account.client.rooms.block(node));
  if (failure !== null) return fail(failure);
  account.directory.rooms.stand(node, 'blocked');
  return succeed();
}

async function unblock(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const obstacle = obstacleTo('unblock', node, account);
  if (obstacle !== null) return fail(obstacle);
  return leaveAs('none', node, account);
}

/** Leaving ends whatever there is between the account and a room: a seat, an application, a block. */
async function leaveAs(standing: 'none', node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const answer = await account.client.rooms.leave(node);
  // There was nothing to end any more.
  const isOver = answer.kind === 'refused' && nothingToEnd.has(answer.code);
  const failure = isOver ? null : roomFailure(answer, { 4105: 'founderCannotLeave' });
  if (failure !== null) return fail(failure);
  account.directory.rooms.stand(node, standing);
  return succeed();
}

// No relation, no such room, cancelled.
const nothingToEnd: ReadonlySet<number> = new Set([4104, 4108, 4109]);

/** What was said in a room comes with its history. */
async function enterChat(node: NodeId, account: ActiveAccount): Promise<void> {
  await account.directory.rooms.cards.learn([node]);
  const conversationId = conversationIdOf({ kind: 'room', node });
  account.tellConversation(conversationId);
  account.pullInBackground(conversationId);
}

function viewChat(conversationId: ConversationId, account: ActiveAccount): Result<ConversationView> {
  const [view] = viewConversations(account.store.views.conversationsByIds([conversationId]), account);
  return view === undefined ? fail('internal') : succeed(view);
}

function readRoomNode(text: string): NodeInput {
  const input = readNode(text);
  return input.ok || input.failure === 'idEmpty' ? input : { ok: false, failure: 'unknownRoom' };
}
