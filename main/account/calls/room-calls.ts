import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { MemberListView } from '../../../preload/contract/views';
import { addressOf } from '../../domain/conversation';
import { isNode, toConversationId, toNodeId, type NodeId } from '../../domain/ids';
import { mostMembers } from '../../domain/list-limits';
import type { ActiveAccount } from '../active-account';
import { viewMembers } from './batch-views';
import type { Handlers } from './call-context';
import { createRoomEntryCalls } from './room-entry-calls';
import { createRoomRuleCalls } from './room-rule-calls';

type RoomCallName = Extract<keyof Handlers, `rooms.${string}`>;

/** Calls about rooms. */
export function createRoomCalls(): Pick<Handlers, RoomCallName> {
  return {
    ...createRoomEntryCalls(),
    ...createRoomRuleCalls(),
    'rooms.members': ({ conversationId }, account) => members(conversationId, account),
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
  account.directory.rooms.noteMembers(address.node, answer.value);
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
