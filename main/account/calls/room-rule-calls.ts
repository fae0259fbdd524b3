import { fail, succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import type { RoomEdit, RoomApplicationView, RoomView } from '../../../preload/contract/room-views';
import { ChangeSet } from '../../domain/change-set';
import { conversationIdOf } from '../../domain/conversation';
import { toNodeId, type NodeId } from '../../domain/ids';
import { maxSentPictureBytes, readProfilePicture } from '../../domain/profile';
import { roleOfMember } from '../../domain/room';
import { memberObstacle } from '../../domain/room-policy';
import type { TimRoomBean } from '../../protocol/packets';
import { pictureKey } from '../../protocol/user-card';
import { toRoomApplicationView } from '../../views/room-view';
import type { ActiveAccount } from '../active-account';
import type { Handlers } from './call-context';
import { factsOf, obstacleTo, roomFailure, roomOf, viewRoom } from './room-access';
import { readRoomLabel, readRoomName } from './room-text';

type RuleCallName = `rooms.${'applications' | 'approve' | 'reject' | 'edit' | 'setManager' | 'cancel'}`;

/** Who a decision about somebody is about. */
interface Applicant {
  readonly node: NodeId;
  readonly applicant: NodeId;
}

/** Calls of those who decide in a room: who is let in, what it is called, who helps, and its end. */
export function createRoomRuleCalls(): Pick<Handlers, RuleCallName> {
  const toApplicant = (request: { readonly node: string; readonly applicant: string }): Applicant => ({
    node: toNodeId(request.node),
    applicant: toNodeId(request.applicant),
  });
  return {
    'rooms.applications': ({ node }, account) => applications(toNodeId(node), account),
    'rooms.approve': (request, account) => approve(toApplicant(request), account),
    'rooms.reject': (request, account) => reject(toApplicant(request), account),
    'rooms.edit': ({ node, ...change }, account) => edit(toNodeId(node), change, account),
    'rooms.setManager': ({ node, member, isManager }, account) =>
      setManager(toNodeId(node), { member: toNodeId(member), isManager }, account),
    'rooms.cancel': ({ node }, account) => cancel(toNodeId(node), account),
  };
}

async function applications(
  node: NodeId,
  account: ActiveAccount,
): Promise<Result<readonly RoomApplicationView[]>> {
  const obstacle = obstacleTo('decideApplications', node, account);
  if (obstacle !== null) return fail(obstacle);
  const { store, directory } = account;
  // Another manager may have let them in: nobody tells.
  if (store.rooms.applications(node).length > 0) await account.members.refresh(node);
  const waiting = store.rooms.applications(node);
  const nameOf = account.namesOf(waiting.map((one) => one.node));
  account.background.run('names of applicants', () => directory.learnNames(waiting.map((one) => one.node)));
  return succeed(waiting.map((one) => toRoomApplicationView(one, nameOf)));
}

async function approve({ node, applicant }: Applicant, account: ActiveAccount): Promise<Result<null>> {
  const obstacle = obstacleTo('decideApplications', node, account);
  if (obstacle !== null) return fail(obstacle);
  // To let somebody in is to pull them, which the server does with everybody.
  const hasApplied = account.store.rooms.applications(node).some((one) => one.node === applicant);
  if (!hasApplied) return fail('applicationGone');
  const answer = await account.client.rooms.pull({ room: node, node: applicant });
  const failure = roomFailure(answer, { 4110: 'personBlocksRoom' });
  if (failure === null || failure === 'alreadyInRoom' || failure === 'personBlocksRoom')
    settle({ node, applicant }, account);
  else doubtRights(node, failure, account);
  const isIn = failure === null || failure === 'alreadyInRoom';
  if (failure === null) account.members.moved(node, [applicant], 'admitted');
  // There is one more in the room now, on which what its founder can do depends.
  if (isIn) await account.members.refresh(node);
  return isIn ? succeed() : fail(failure);
}

async function reject({ node, applicant }: Applicant, account: ActiveAccount): Promise<Result<null>> {
  const obstacle = obstacleTo('decideApplications', node, account);
  if (obstacle !== null) return fail(obstacle);
  const answer = await account.client.rooms.reject({ room: node, node: applicant }, '');
  // Withdrawn, or decided by somebody else.
  const failure = roomFailure(answer, { 4109: 'applicationGone' });
  if (failure === null || failure === 'applicationGone') settle({ node, applicant }, account);
  else doubtRights(node, failure, account);
  return failure === null ? succeed() : fail(failure);
}

/** Nobody waits for a decision about this application any more. */
function settle({ node, applicant }: Applicant, account: ActiveAccount): void {
  const changes = new ChangeSet();
  account.store.transaction((write) => write.rooms.removeApplication(node, applicant));
  changes.addRoom(node);
  account.tellChanges(changes);
}

/** The server says that this account does not decide: what is known of its rights is too old. */
function doubtRights(node: NodeId, failure: string, account: ActiveAccount): void {
  if (failure !== 'roomAdminsOnly' && failure !== 'roomGone') return;
  account.background.run('card of a room', () => account.directory.rooms.cards.learn([node]));
}

async function edit(node: NodeId, change: RoomEdit, account: ActiveAccount): Promise<Result<RoomView>> {
  const obstacle = obstacleTo('edit', node, account);
  if (obstacle !== null) return fail(obstacle);
  const name = change.name === undefined ? null : readRoomName(change.name);
  const label = change.label === undefined ? null : readRoomLabel(change.label);
  if (name?.ok === false) return fail(name.failure);
  if (label?.ok === false) return fail(label.failure);
  const refusal = refusePicture(change.picture);
  if (refusal !== null) return fail(refusal);
  const edited = await write(
    node,
    () => ({
      ...(name === null ? {} : { topic: name.text }),
      ...(label === null ? {} : { label: label.text }),
      // A map has no way to say “gone”; no bytes are no picture.
      ...(change.picture === undefined
        ? {}
        : { extra: { [pictureKey]: change.picture ?? new Uint8Array(0) } }),
    }),
    account,
  );
  if (!edited.ok || change.picture === undefined || change.picture === null) return edited;
  // A record that the database does not take stays as it was, and the server confirms it all the same.
  const [kept] = account.store.pictures.of([conversationIdOf({ kind: 'room', node })]);
  const isKept = kept !== undefined && Buffer.compare(kept.bytes, change.picture) === 0;
  return isKept ? edited : fail('roomPictureTooLarge');
}

function refusePicture(picture: Uint8Array | null | undefined): FailureCode | null {
  if (picture === undefined || picture === null) return null;
  if (picture.length > maxSentPictureBytes) return 'imageTooLarge';
  return readProfilePicture(picture) === null ? 'imageUnreadable' : null;
}

async function setManager(
  node: NodeId,
  { member, isManager }: { readonly member: NodeId; readonly isManager: boolean },
  account: ActiveAccount,
): Promise<Result<RoomView>> {
  const { directory, members, store } = account;
  // Another device, or a kick, may have changed the managers: the list is replaced as a whole.
  const card = await directory.rooms.cards.learn([node]);
  if (card.kind === 'disconnected') return fail('offline');
  const room = roomOf(node, account);
  const facts = factsOf(room, account);
  const target = { role: roleOfMember(room, member), isSelf: member === account.self() };
  const obstacle = memberObstacle(isManager ? 'appoint' : 'dismiss', facts, target);
  if (obstacle !== null) return fail(obstacle);
  if (isManager) {
    const answer = await members.refresh(node);
    if (answer === 'refused') return fail('notAMember');
    if (answer !== 'told') return fail(answer === 'unanswered' ? 'timedOut' : 'offline');
    const conversationId = conversationIdOf({ kind: 'room', node });
    if (!store.members.has({ conversationId, list: 'members' }, member)) return fail('memberGone');
  }
  return write(
    node,
    ({ managers = [] }) => {
      const others = managers.filter((one) => one !== member);
      return { managers: isManager ? [...others, member] : others };
    },
    account,
  );
}

/** Changes a room's card, and takes over what the server has then. */
async function write(
  node: NodeId,
  change: (current: TimRoomBean) => TimRoomBean,
  account: ActiveAccount,
): Promise<Result<RoomView>> {
  const answer = await account.directory.rooms.cards.change(node, change);
  const failure = roomFailure(answer);
  if (failure === null) return succeed(viewRoom(node, account));
  doubtRights(node, failure, account);
  return fail(failure);
}

async function cancel(node: NodeId, account: ActiveAccount): Promise<Result<null>> {
  const { directory, client } = account;
  if ((await account.members.refresh(node)) === 'disconnected') return fail('offline');
  const obstacle = obstacleTo('cancel', node, account);
  if (obstacle !== null) return fail(obstacle);
  const answer = await client.rooms.cancel(node);
  const failure = roomFailure(answer, { 4105: 'roomHasOthers' });
  if (failure !== null && failure !== 'roomGone') return fail(failure);
  directory.rooms.stand(node, 'gone');
  return succeed();
}
