import type { BodyView } from '../../../preload/contract/message-views';
import { diskFailureOf } from '../../../main/platform/disk-failure';
import { valueOf } from '../test-messenger';
import { textIn } from '../text-in';
import type { Ledger } from './ledger';
import { longText, nameOf } from './long-text';
import { befall } from './misfortune';
import type { Step } from './schedule';
import type { World } from './world';

/** Longest wait for a change of account; on a bad line it goes on while the schedule does. */
const changeMs = 60_000;

/** Does one step; a step that makes no sense at this moment, or that a full disk refuses, does nothing. */
export async function takeStep(step: Step, world: World, ledger: Ledger): Promise<void> {
  ledger.activity.steps += 1;
  try {
    await takeAnyStep(step, world, ledger);
  } catch (error) {
    if (diskFailureOf(error) === null) throw error;
    ledger.activity.refused += 1;
  }
}

async function takeAnyStep(step: Step, world: World, ledger: Ledger): Promise<void> {
  switch (step.do) {
    case 'send':
    case 'sendBurn':
      return write(step, world, ledger);
    case 'revoke':
    case 'burn':
      return erase(step, world, ledger);
    case 'pass':
      return world.pass(step.ms);
    case 'changeAccount': {
      const device = world.devices[step.on];
      if (device.running() === null || device.isStandingStill) return;
      const isOver = new Promise<void>((resolve) => world.clock.after(changeMs, () => resolve()));
      return world.during(Promise.race([device.changeAccount(step.to), isOver]));
    }
    default:
      if (await befall(step, world.stage)) ledger.activity.crashes += 1;
  }
}

async function write(
  step: Extract<Step, { do: 'send' | 'sendBurn' }>,
  world: World,
  ledger: Ledger,
): Promise<void> {
  const messenger = world.devices[step.on].usable();
  if (messenger === null) return;
  const chatName = step.do === 'send' ? step.chat : 'pair';
  const text = ledger.nextText();
  const bytes = step.do === 'send' ? (step.bytes ?? 0) : 0;
  const result = await messenger.calls['messages.send']({
    conversationId: world.chatOn(step.on, chatName),
    text: longText(text, bytes),
    burnSeconds: step.do === 'send' ? null : 60,
    replyToId: null,
    mentions: [],
  });
  valueOf(result);
  ledger.noteWritten(step.on, chatName, text);
  ledger.activity.sends += 1;
}

async function erase(
  step: Extract<Step, { do: 'revoke' | 'burn' }>,
  world: World,
  ledger: Ledger,
): Promise<void> {
  const messenger = world.devices[step.on].usable();
  if (messenger === null) return;
  const chatName = step.do === 'revoke' ? step.chat : 'pair';
  const messages = await messenger.messages(world.chatOn(step.on, chatName), 200);
  const candidates = messages.filter(({ body, isMine }) =>
    step.do === 'revoke'
      ? isMine && (body.kind === 'text' || body.kind === 'burnOwn')
      : !isMine && body.kind === 'burnConcealed',
  );
  const chosen = candidates[candidates.length - 1 - (step.pick % Math.max(1, candidates.length))];
  if (chosen === undefined) return;
  const { messageId } = chosen;
  const note = (body: BodyView): void => {
    const text = textIn(body);
    if (text !== null) ledger.erased.add(nameOf(text));
  };
  if (step.do === 'burn') {
    note(valueOf(await messenger.calls['messages.reveal']({ messageId })).body);
    valueOf(await messenger.calls['messages.burnNow']({ messageId }));
    ledger.activity.burns += 1;
    return;
  }
  const result = await messenger.calls['messages.revoke']({ messageId });
  if (!result.ok) return;
  ledger.activity.revokes += 1;
  note(chosen.body);
}
