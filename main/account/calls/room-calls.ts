import { fail, succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import type { ConversationView, MemberListView } from '../../../preload/contract/views';
import { ChangeSet } from '../../domain/change-set';
import { addressOf, conversationIdOf } from '../../domain/conversation';
import { toDisplayName } from '../../domain/display-name';
import { isNode, toConversationId, toNodeId, type NodeId } from '../../domain/ids';
import { mostMembers } from '../../domain/list-limits';
import type { ActiveAccount } from '../active-account';
import { viewConversations, viewMembers } from './batch-views';
import type { Handlers } from './call-context';
import { readNode } from './node-input';

type RoomCallName = Extract<keyof Handlers, `rooms.${string}`>;

const defaultGreeting = '请让我加入 / Please let me in';

/** Calls about rooms. */
export function createRoomCalls(): Pick<Handlers, RoomCallName> {
  return {
    'rooms.create': ({ title, isOpen }, account) => create(title, isOpen, account),
    'rooms.members': ({ conversationId }, account) => members(conversationId, account),
    'rooms.join': ({ node }, account) => join(node, account),
  };
}

/** Who is in a room, as far as the list is bearable, with the names that are known; the others are asked for. */
async function members(conversationId: string, account: ActiveAccount): Promise<Result<MemberListView>> {
  const address = addressOf(toConversationId(conversationId));
  if (address?.kind !== 'room') return fail('unknownRoom');
  const answer = await account.client.rooms.members(address.node);
  if (answer.kind === 'disconnected') return fail('offline');
  if (answer.kind === 'unanswered') return fail('timedOut');
  if (answer.kind === 'refused') return fail('notAMember');
  const others: readonly NodeId[] = answer.value
    .filter(isNode)
    .map(toNodeId)
    .filter((node) => node !== account.self());
  const nodes = others.slice(0, mostMembers);
  const members = viewMembers(nodes, account);
  // Nobody waits for names: those that are missing come first, and each answer is a change.
  const nameless = members.filter(({ node, name }) => name === node);
  const asked = [...new Set([...nameless.map(({ node }) => toNodeId(node)), ...nodes])];
  account.background.run('names of members', () => account.directory.learnNames(asked));
  return succeed({ members, leftOutCount: others.length - nodes.length });
}

async function create(
  rawTitle: string,
  isOpen: boolean,
  account: ActiveAccount,
): Promise<Result<ConversationView>> {
  const title = toDisplayName(rawTitle);
  if (title === '') return fail('titleEmpty');
  const answer = await account.client.rooms.create(title, isOpen ? 'open' : 'private');
  if (answer.kind === 'disconnected') return fail('offline');
  if (answer.kind === 'unanswered') return fail('timedOut');
  if (answer.kind === 'refused') return fail('refusedByServer');
  const { store, directory } = account;
  const changes = new ChangeSet();
  const conversationId = store.transaction((write) => {
    const entered = directory.enterRoom(write, toNodeId(answer.value), changes);
    write.conversations.setTitle(entered, title);
    return entered;
  });
  account.tellChanges(changes);
  const [view] = viewConversations(store.views.conversationsByIds([conversationId]), account);
  return view === undefined ? fail('internal') : succeed(view);
}

async function join(rawNode: string, account: ActiveAccount): Promise<Result<{ readonly joined: boolean }>> {
  const input = readNode(rawNode);
  if (!input.ok) return fail(input.failure === 'idEmpty' ? 'idEmpty' : 'unknownRoom');
  const answer = await account.client.rooms.join(input.node, defaultGreeting);
  if (answer.kind === 'disconnected') return fail('offline');
  if (answer.kind === 'unanswered') return fail('timedOut');
  if (answer.kind === 'refused') return fail(joinFailures.get(answer.code) ?? 'unknownRoom');
  const rooms = await account.directory.refreshRooms(input.node);
  const conversationId = conversationIdOf({ kind: 'room', node: input.node });
  const joined = rooms.includes(conversationId);
  if (joined) account.tellConversation(conversationId);
  if (joined) account.pullInBackground(conversationId);
  return succeed({ joined });
}

const joinFailures: ReadonlyMap<number, FailureCode> = new Map([
  [4110, 'blockedByPeer'],
  [4117, 'alreadyRequested'],
]);
