import { fail, succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import type { ContactView } from '../../../preload/contract/views';
import { ChangeSet } from '../../domain/change-set';
import { toNodeId, type NodeId } from '../../domain/ids';
import type { Person, Relation } from '../../domain/person';
import type { Answer } from '../../session/client/answer';
import type { ActiveAccount } from '../active-account';
import type { Handlers } from './call-context';
import { readNode } from './node-input';

type ContactCallName = Extract<keyof Handlers, `contacts.${string}` | `people.${string}`>;

// tim refuses a friend request without a text (4104).
const defaultGreeting = '你好 / Hello';

/** Calls about people. */
export function createContactCalls(): Pick<Handlers, ContactCallName> {
  return {
    'contacts.list': (_request, { store }) => succeed(store.people.contacts().flatMap(toContactView)),
    'contacts.byNodes': ({ nodes }, { store }) =>
      succeed(store.views.people(nodes.map(toNodeId)).flatMap(toContactView)),
    'people.byNodes': ({ nodes }, account) => {
      const nameOf = account.namesOf(nodes.map(toNodeId));
      return succeed(nodes.map((node) => ({ node, name: nameOf(toNodeId(node)) })));
    },
    'contacts.add': ({ node, greeting }, account) => add(node, greeting, account),
    'contacts.accept': ({ node }, account) => accept(toNodeId(node), account),
    'contacts.decline': ({ node }, account) => decline(toNodeId(node), account),
  };
}

async function add(rawNode: string, greeting: string, account: ActiveAccount): Promise<Result<null>> {
  const input = readNode(rawNode);
  if (!input.ok) return fail(input.failure);
  const { node } = input;
  if (node === account.self()) return fail('cannotAddYourself');
  const relation = account.store.people.byNode(node)?.relation ?? 'none';
  if (relation === 'friend') return fail('alreadyFriends');
  // A second request would put the peer into our roster without being friends (section 9).
  if (relation === 'outgoing') return fail('alreadyRequested');
  if (relation === 'incoming') return accept(node, account);
  const text = greeting.trim();
  const answer = await account.client.people.add(node, text === '' ? defaultGreeting : text.slice(0, 500));
  const failure = failureOf(answer);
  if (failure === 'alreadyFriends') await account.directory.refreshRoster();
  if (failure !== null) return fail(failure);
  setRelation(node, 'outgoing', account);
  account.background.run('name of a contact', () => account.directory.learnNames([node]));
  return succeed();
}

/** The accepter hears nothing from the server and updates its own side. */
async function accept(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const answer = await account.client.people.add(node, defaultGreeting);
  const failure = failureOf(answer);
  if (failure !== null && failure !== 'alreadyFriends') return fail(failure);
  const changes = new ChangeSet();
  account.store.transaction((write) => account.directory.befriend(write, { node, isNew: true }, changes));
  account.tellChanges(changes);
  account.background.run('roster', () => account.directory.refreshRoster());
  return succeed();
}

async function decline(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const answer = await account.client.people.remove(node);
  // Refused means that there is nothing to decline any more.
  if (answer.kind === 'disconnected') return fail('offline');
  if (answer.kind === 'unanswered') return fail('timedOut');
  setRelation(node, 'none', account);
  return succeed();
}

function setRelation(node: NodeId, relation: Relation, account: ActiveAccount): void {
  const changes = new ChangeSet();
  account.store.transaction((write) => write.people.setRelation(node, relation, ''));
  changes.addContact(node);
  account.tellChanges(changes);
}

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
  if (person.relation === 'none') return [];
  const { node, name, relation: state, greeting } = person;
  return [{ node, name: name === '' ? node : name, state, greeting }];
}
