import type { BodyView, MessageView } from '../../../../preload/contract/message-views';
import type { Result } from '../../../../preload/contract/result';
import { diskFailureOf } from '../../../../main/platform/disk-failure';
import { valueOf, type TestMessenger } from '../../test-messenger';
import { textIn } from '../../text-in';
import { nameOf } from '../long-text';
import { befall, type Misfortune } from '../misfortune';
import type { Crowd, CrowdDeviceName } from './crowd';
import type { CrowdLedger } from './crowd-ledger';
import type { CrowdStep, Deed, Place } from './crowd-schedule';

/** What a step happens in. */
export interface CrowdScene {
  readonly crowd: Crowd;
  readonly ledger: CrowdLedger;
}

/** Does one step; one that makes no sense at this moment, or that a full disk refuses, does nothing. */
export async function takeCrowdStep(step: CrowdStep, scene: CrowdScene): Promise<void> {
  const { crowd, ledger } = scene;
  ledger.activity.steps += 1;
  try {
    switch (step.do) {
      case 'pass':
        await crowd.stage.pass(step.ms);
        return;
      case 'send':
        await send(step, scene);
        return;
      case 'revoke':
      case 'burn':
        await erase(step, scene);
        return;
      default:
        await (isMisfortune(step) ? misfortune(step, scene) : beginDeed(step, scene));
    }
  } catch (error) {
    if (diskFailureOf(error) === null) throw error;
    ledger.activity.refused += 1;
  }
}

// Deeds are over at some time; what happens is not.
const isMisfortune = (step: Deed | Misfortune<CrowdDeviceName>): step is Misfortune<CrowdDeviceName> =>
  !('waitMs' in step);

async function misfortune(step: Misfortune<CrowdDeviceName>, { crowd, ledger }: CrowdScene): Promise<void> {
  if (await befall(step, crowd.stage)) ledger.activity.crashes += 1;
}

/** Begins a deed and lets some time go by: the next step may come before it is over. */
async function beginDeed(deed: Deed, scene: CrowdScene): Promise<void> {
  const { crowd, ledger } = scene;
  const device = crowd.stage.devices[deed.on];
  const messenger = device.usable();
  if (messenger === null) return;
  ledger.activity.deeds += 1;
  const what = `${deed.do} on ${deed.on} in step ${ledger.activity.steps}`;
  const end = ledger.begin(what, () => device.running() !== messenger);
  const watched = (async (): Promise<void> => {
    try {
      const { ok } = await doDeed(deed, messenger, scene);
      if (ok) ledger.activity.agreed += 1;
    } catch (error) {
      if (diskFailureOf(error) !== null) ledger.activity.refused += 1;
      else if (device.running() === messenger) ledger.wrongs.push(`${what} threw ${String(error)}`);
    } finally {
      end();
    }
  })();
  // Nothing of it is left to fail.
  void watched;
  await crowd.stage.pass(deed.waitMs);
}

async function doDeed(
  deed: Deed,
  { calls }: TestMessenger,
  { crowd, ledger }: CrowdScene,
): Promise<Pick<Result<unknown>, 'ok'>> {
  const number = ledger.nextNumber();
  switch (deed.do) {
    case 'add':
      return calls['contacts.add']({ node: crowd.nodeOf(deed.whom), greeting: '' });
    case 'accept':
      return calls['contacts.accept']({ node: crowd.nodeOf(deed.whom) });
    case 'decline':
      return calls['contacts.decline']({ node: crowd.nodeOf(deed.whom) });
    case 'reconsider':
      return calls['contacts.reconsider']({ node: crowd.nodeOf(deed.whom) });
    case 'remove':
      return calls['contacts.remove']({ node: crowd.nodeOf(deed.whom) });
    case 'block':
      return calls['contacts.block']({ node: crowd.nodeOf(deed.whom) });
    case 'lookAtPerson':
      return calls['people.look']({ node: crowd.nodeOf(deed.whom) });
    case 'remark': {
      const node = crowd.nodeOf(deed.whom);
      const result = await calls['people.setRemark']({ node, remark: `remark ${number}` });
      if (result.ok) ledger.remarks.set(`${deed.on} ${node}`, `remark ${number}`);
      return result;
    }
    case 'profile':
      return calls['profile.change']({ [deed.field]: `${deed.field} ${number}` });
    case 'presence':
      return calls['presence.choose']({ choice: deed.choice, note: `note ${number}` });
    case 'create': {
      const result = await calls['rooms.create']({ title: `room ${number}`, isOpen: deed.isOpen });
      if (result.ok) crowd.rooms.push(result.value.node);
      return result;
    }
    default:
      return doInRoom(deed, { calls, node: roomAt(crowd, deed.room) }, { crowd, number });
  }
}

const roomAt = ({ rooms }: Crowd, place: number): string => rooms[place % rooms.length] ?? '';

async function doInRoom(
  deed: Extract<Deed, { readonly room: number }>,
  { calls, node }: { readonly calls: TestMessenger['calls']; readonly node: string },
  { crowd, number }: { readonly crowd: Crowd; readonly number: number },
): Promise<Pick<Result<unknown>, 'ok'>> {
  const member = 'whom' in deed ? crowd.nodeOf(deed.whom) : '';
  switch (deed.do) {
    case 'join':
      return calls['rooms.join']({ node, greeting: '' });
    case 'withdraw':
      return calls['rooms.withdraw']({ node });
    case 'acceptInvitation':
      return calls['rooms.acceptInvitation']({ node });
    case 'declineInvitation':
      return calls['rooms.declineInvitation']({ node });
    case 'blockRoom':
      return calls['rooms.block']({ node });
    case 'unblockRoom':
      return calls['rooms.unblock']({ node });
    case 'leave':
      return calls['rooms.leave']({ node });
    case 'cancel':
      return calls['rooms.cancel']({ node });
    case 'rename':
      return calls['rooms.edit']({ node, name: `room ${number}` });
    case 'lookAtRoom':
      return calls['rooms.look']({ node });
    case 'pull':
      return calls['rooms.pull']({ node, people: [member] });
    case 'approve':
      return calls['rooms.approve']({ node, applicant: member });
    case 'reject':
      return calls['rooms.reject']({ node, applicant: member });
    case 'kick':
      return calls['rooms.kick']({ node, member });
    case 'shutOut':
      return calls['rooms.blockMember']({ node, member });
    case 'letIn':
      return calls['rooms.unblockMember']({ node, member });
    case 'appoint':
    case 'dismiss':
      return calls['rooms.setManager']({ node, member, isManager: deed.do === 'appoint' });
    case 'writePrivately':
      return calls['rooms.writePrivately']({ node, member });
  }
}

/** The id of a chat. */
export const chatIdOf = (crowd: Crowd, place: Place): string =>
  place.kind === 'room' ? `r:${roomAt(crowd, place.room)}` : `u:${crowd.nodeOf(place.whom)}`;

async function send(step: Extract<CrowdStep, { do: 'send' }>, { crowd, ledger }: CrowdScene): Promise<void> {
  const messenger = crowd.stage.devices[step.on].usable();
  if (messenger === null) return;
  const conversationId = chatIdOf(crowd, step.place);
  const text = `text-${ledger.nextNumber()}`;
  const result = await messenger.calls['messages.send']({
    conversationId,
    text,
    burnSeconds: step.burns && step.place.kind === 'person' ? 60 : null,
    replyToId: null,
    mentions: [],
  });
  // Nothing can be said there, and the app says so.
  if (!result.ok) return;
  ledger.noteWritten(step.on, conversationId, text);
  ledger.activity.sends += 1;
}

async function erase(
  step: Extract<CrowdStep, { do: 'revoke' | 'burn' }>,
  { crowd, ledger }: CrowdScene,
): Promise<void> {
  const messenger = crowd.stage.devices[step.on].usable();
  if (messenger === null) return;
  const { calls } = messenger;
  const candidates: MessageView[] = [];
  for (const { conversationId } of await messenger.conversations()) {
    for (const view of await messenger.messages(conversationId)) {
      const { body, isMine } = view;
      const isOne =
        step.do === 'revoke'
          ? isMine && (body.kind === 'text' || body.kind === 'burnOwn')
          : !isMine && body.kind === 'burnConcealed';
      if (isOne) candidates.push(view);
    }
  }
  const chosen = candidates[candidates.length - 1 - (step.pick % Math.max(1, candidates.length))];
  if (chosen === undefined) return;
  const { messageId } = chosen;
  const note = (body: BodyView): void => {
    const text = textIn(body);
    if (text !== null) ledger.erasures.set(nameOf(text), { device: step.on, messageId });
  };
  if (step.do === 'burn') {
    note(valueOf(await calls['messages.reveal']({ messageId })).body);
    if ((await calls['messages.burnNow']({ messageId })).ok) ledger.activity.burns += 1;
    return;
  }
  if (!(await calls['messages.revoke']({ messageId })).ok) return;
  ledger.activity.revokes += 1;
  note(chosen.body);
}

/** Notes every device that asks its user whether the server has lost messages: it never does. */
export function lookForWrongs({ crowd, ledger }: CrowdScene): void {
  for (const name of crowd.stage.deviceNames) {
    const { missingOnServer = 0 } = crowd.stage.devices[name].running()?.current() ?? {};
    if (missingOnServer > 0)
      ledger.wrongs.push(`${name} asks about lost messages after step ${ledger.activity.steps}`);
  }
}
