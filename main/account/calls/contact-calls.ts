import { fail, succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import type { ContactView } from '../../../preload/contract/views';
import { ChangeSet } from '../../domain/change-set';
import { conversationIdOf } from '../../domain/conversation';
import { toNodeId, type NodeId } from '../../domain/ids';
import type { Person } from '../../domain/person';
import { toShownName } from '../../views/person-view';
import type { Answer } from '../../session/client/answer';
import type { ActiveAccount } from '../active-account';
import type { Handlers } from './call-context';
import { readNode } from './node-input';

type ContactCallName = Extract<keyof Handlers, `contacts.${string}`>;

// tim refuses a friend request without a text (4104).
const defaultGreeting = '你好 / Hello';

/** Calls about people. */
export function createContactCalls(): Pick<Handlers, ContactCallName> {
  return {
    'contacts.list': ({ after, limit }, { store }) =>
      succeed(store.people.contactsAfter(after ?? '', limit).flatMap(toContactView)),
    'contacts.byNodes': ({ nodes }, { store }) =>
      succeed(store.views.people(nodes.map(toNodeId)).flatMap(toContactView)),
    'contacts.add': ({ node, greeting }, account) => add(node, greeting, account),
    'contacts.accept': ({ node }, account) => acceptRequest(toNodeId(node), account),
    'contacts.decline': ({ node }, account) => putAside(toNodeId(node), account),
    'contacts.reconsider': ({ node }, account) => reconsider(toNodeId(node), account),
    'contacts.remove': ({ node }, account) => remove(toNodeId(node), account),
    'contacts.block': ({ node }, account) => block(toNodeId(node), account),
  };
}

/** Whom a request went to, or who is a friend now. */
interface Added {
  readonly node: string;
  readonly isFriend: boolean;
}

async function add(rawNode: string, greeting: string, account: ActiveAccount): Promise<Result<Added>> {
  const input = readNode(rawNode);
  if (!input.ok) return fail(input.failure);
  const { node } = input;
  if (node === account.self()) return fail('cannotAddYourself');
  const relation = account.store.people.byNode(node)?.relation ?? 'none';
  // A friend may have ended the friendship without our knowing: the server says whether it did.
  // A second request would put the peer into our roster without being friends (section 9).
  if (relation === 'outgoing') return fail('alreadyRequested');
  if (relation === 'blocked') return fail('blockedByYou');
  if (account.store.conversations.byId(conversationIdOf({ kind: 'room', node })) !== null)
    return fail('thatIsARoom');
  if (relation === 'incoming' || relation === 'declined') {
    const accepted = await accept(node, account);
    return accepted.ok ? succeed({ node, isFriend: true }) : accepted;
  }
  const text = greeting.trim();
  const answer = await account.client.people.add(node, text === '' ? defaultGreeting : text.slice(0, 500));
  const failure = failureOf(answer);
  if (failure === 'alreadyFriends') await account.directory.refreshRoster();
  if (failure !== null) return fail(failure);
  // The server confirms by a second of silence, in which the other side may have answered, or asked as well.
  const meanwhile = account.store.people.byNode(node)?.relation ?? 'none';
  if (meanwhile === 'friend' && relation !== 'friend') return succeed({ node, isFriend: true });
  setRelation({ node, relation: 'outgoing', greeting: '' }, account);
  // Two who ask each other are friends for the server, whose list alone tells.
  if (meanwhile === 'incoming') await account.directory.refreshRoster();
  // Whom another device has blocked since are friends again by this, if they never ended it: nobody is told, and the list tells.
  else if (relation !== 'none') account.background.run('roster', () => account.directory.refreshRoster());
  const isFriend = account.store.people.byNode(node)?.relation === 'friend';
  account.background.run('name of a contact', () => account.directory.learnNames([node]));
  return succeed({ node, isFriend });
}

/** To accept is to add, which the server does with everybody: only who has asked can be accepted. */
async function acceptRequest(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const relation = account.store.people.byNode(node)?.relation;
  // The answer to a second click, or another device was faster.
  if (relation === 'friend') return succeed();
  return relation === 'incoming' || relation === 'declined' ? accept(node, account) : fail('requestGone');
}

/** The accepter hears nothing from the server and updates its own side. */
async function accept(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const answer = await account.client.people.add(node, defaultGreeting);
  const failure = failureOf(answer);
  // Whoever has blocked this account since asks no more.
  if (failure === 'blockedByPeer') setRelation({ node, relation: 'stranger', greeting: '' }, account);
  if (failure !== null && failure !== 'alreadyFriends') return fail(failure);
  const changes = new ChangeSet();
  account.store.transaction((write) => account.directory.befriend(write, { node, isNew: true }, changes));
  account.tellChanges(changes);
  account.background.run('roster', () => account.directory.refreshRoster());
  return succeed();
}

/** A declined request stays what it is for the server, so that it can still be accepted. */
function putAside(node: NodeId, account: ActiveAccount): Result<null> {
  const person = account.store.people.byNode(node);
  if (person?.relation !== 'incoming') return fail('requestGone');
  setRelation({ ...person, relation: 'declined' }, account);
  return succeed();
}

function reconsider(node: NodeId, account: ActiveAccount): Result<null> {
  const person = account.store.people.byNode(node);
  if (person?.relation !== 'declined') return fail('requestGone');
  setRelation({ ...person, relation: 'incoming' }, account);
  return succeed();
}

async function remove(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const answer = await account.client.people.remove(node);
  const isOver = answer.kind === 'refused' && nothingToEnd.has(answer.code);
  const failure = isOver ? null : failureOf(answer);
  // It may have happened all the same: the server's list tells.
  if (answer.kind === 'unanswered') account.background.run('roster', () => account.directory.refreshRoster());
  if (failure !== null) return fail(failure);
  setRelation({ node, relation: 'stranger', greeting: '' }, account);
  return succeed();
}

async function block(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  if (node === account.self()) return fail('cannotBlockYourself');
  // The server takes the id of a room for that of a person, and of one that nobody will ever be.
  if (account.store.conversations.byId(conversationIdOf({ kind: 'room', node })) !== null)
    return fail('unknownAccount');
  const failure = failureOf(await account.client.people.block(node));
  if (failure !== null) return fail(failure);
  setRelation({ node, relation: 'blocked', greeting: '' }, account);
  return succeed();
}

/** Notes how somebody stands to this account now, and tells the window. */
function setRelation(
  { node, relation, greeting }: Pick<Person, 'node' | 'relation' | 'greeting'>,
  account: ActiveAccount,
): void {
  const changes = new ChangeSet();
  account.store.transaction((write) => {
    write.people.setRelation(node, relation, greeting);
    write.people.trust(node);
  });
  changes.addContact(node);
  account.tellChanges(changes);
}

// It was ended on another device, or by the other side, or there is no such account any more.
const nothingToEnd: ReadonlySet<number> = new Set([4104, 4106]);

const failureByCode: ReadonlyMap<number, FailureCode> = new Map([
  [4105, 'cannotAddYourself'],
  [4106, 'unknownAccount'],
  [4109, 'unknownAccount'],
  [4110, 'blockedByPeer'],
  [4117, 'alreadyFriends'],
]);

function failureOf(answer: Answer<null>): FailureCode | null {
  if (answer.kind === 'ok') return null;
  if (answer.kind === 'disconnected') return 'offline';
  if (answer.kind === 'unanswered') return 'timedOut';
  return failureByCode.get(answer.code) ?? 'refusedByServer';
}

function toContactView(person: Person): readonly ContactView[] {
  const { node, relation: state, greeting } = person;
  if (state === 'none' || state === 'stranger') return [];
  return [{ node, ...toShownName(person), state, greeting }];
}
