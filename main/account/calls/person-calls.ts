import type { PersonView, PictureView, ProfileChangeView } from '../../../preload/contract/profile-views';
import { fail, succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import type { CardFinding } from '../../catch-up/people-cards';
import { ChangeSet } from '../../domain/change-set';
import { conversationIdOf } from '../../domain/conversation';
import { toDisplayName } from '../../domain/display-name';
import { isNode, toConversationId, toNodeId, type NodeId } from '../../domain/ids';
import {
  isDay,
  maxProfileTextLength,
  maxSentPictureBytes,
  readProfilePicture,
  type Profile,
  type ProfileChange,
} from '../../domain/profile';
import { fromCardBytes, profileOf } from '../../protocol/user-card';
import { toPersonView } from '../../views/person-view';
import type { ActiveAccount } from '../active-account';
import { viewMembers } from './batch-views';
import type { Handlers } from './call-context';

type PersonCallName = Extract<
  keyof Handlers,
  `people.${string}` | `pictures.${string}` | `profile.${string}`
>;

/** Calls about who people are: what they tell, how they look, and what they are called here. */
export function createPersonCalls(): Pick<Handlers, PersonCallName> {
  return {
    'people.byNodes': ({ nodes }, account) => succeed(viewMembers(nodes.map(toNodeId), account)),
    'people.profile': ({ node }, account) => succeed(viewPerson(toNodeId(node), account)),
    'people.look': ({ node }, account) => look(node, account),
    'people.setRemark': ({ node, remark }, account) => setRemark(toNodeId(node), remark, account),
    'pictures.of': ({ owners }, account) => succeed(viewPictures(owners, account)),
    'profile.change': (change, account) => changeProfile(change, account),
  };
}

function viewPerson(node: NodeId, account: ActiveAccount): PersonView {
  const { people, pictures } = account.store;
  const card = people.cardOf(node);
  const bytes = card?.bytes ?? null;
  return toPersonView(node, people.byNode(node), {
    profile: profileOf(bytes === null ? null : fromCardBytes(bytes)),
    self: account.self(),
    shownName: account.nameOf(node),
    hasPicture: pictures.has(conversationIdOf({ kind: 'user', node })),
    toldAtMs: card?.toldAtMs ?? null,
  });
}

async function look(node: string, account: ActiveAccount): Promise<Result<PersonView>> {
  if (!isNode(node)) return fail('unknownAccount');
  const failure = findingFailures[await account.directory.cards.look(toNodeId(node))];
  return failure === null ? succeed(viewPerson(toNodeId(node), account)) : fail(failure);
}

const findingFailures: Readonly<Record<CardFinding, FailureCode | null>> = {
  told: null,
  unknown: 'unknownAccount',
  unanswered: 'timedOut',
  disconnected: 'offline',
};

function setRemark(node: NodeId, remark: string, account: ActiveAccount): Result<null> {
  if (!isNode(node) || node === account.self()) return fail('invalidArgument');
  if (isTooLong(remark)) return fail('profileTextTooLong');
  const changes = new ChangeSet();
  account.store.transaction((write) => {
    for (const other of write.people.setRemark(node, toDisplayName(remark))) changes.addName(other);
  });
  if (!changes.isEmpty) account.tellChanges(changes);
  return succeed();
}

function viewPictures(owners: readonly string[], { store }: ActiveAccount): readonly PictureView[] {
  return store.pictures.of(owners.map(toConversationId)).flatMap(({ owner, bytes }) => {
    const picture = readProfilePicture(bytes);
    return picture === null ? [] : [{ owner, mediaType: picture.info.mediaType, bytes }];
  });
}

async function changeProfile(view: ProfileChangeView, account: ActiveAccount): Promise<Result<PersonView>> {
  const change = readChange(view, viewPerson(account.self(), account).profile);
  if (!change.ok) return change;
  const answer = await account.directory.ownCard.changeProfile(change.value);
  switch (answer.kind) {
    case 'ok':
      return succeed(viewPerson(account.self(), account));
    case 'disconnected':
      return fail('offline');
    case 'unanswered':
      return fail('timedOut');
    case 'tooLarge':
      return fail('profileTooLarge');
    case 'refused':
      return fail(answer.code === busy || answer.code === overloaded ? 'serverBusy' : 'refusedByServer');
  }
}

// tim's “frequency” and “overload”.
const busy = 5105;
const overloaded = 5104;

/** What was typed and chosen, fit to be sent. */
function readChange({ picture, ...fields }: ProfileChangeView, current: Profile): Result<ProfileChange> {
  const texts = [fields.name, fields.nickname, fields.birthday, fields.area, fields.status];
  if (texts.some((text) => isTooLong(text ?? ''))) return fail('profileTextTooLong');
  const clean: Partial<Profile> = Object.fromEntries(
    Object.entries(fields).map(([field, text]) => [field, field === 'gender' ? text : toDisplayName(text)]),
  );
  const { name, nickname, birthday } = { ...current, ...clean };
  if (name === '' && nickname === '') return fail('nameEmpty');
  if (clean.birthday !== undefined && birthday !== '' && !isDay(birthday)) return fail('birthdayInvalid');
  if (picture === undefined) return succeed(clean);
  if (picture === null) return succeed({ ...clean, picture: null });
  if (picture.length > maxSentPictureBytes) return fail('imageTooLarge');
  const read = readProfilePicture(picture);
  return read === null ? fail('imageUnreadable') : succeed({ ...clean, picture: read });
}

const isTooLong = (text: string): boolean => [...text.trim()].length > maxProfileTextLength;
