import type { MessageView } from '../../../preload/contract/message-views';
import { valueOf, type TestMessenger } from '../test-messenger';
import { textIn } from '../text-in';
import { nameOf } from './long-text';
import { lookForQuestions, type Ledger } from './ledger';
import { serverTruth } from './truth';
import { chatNames, deviceNames, type ChatName, type World } from './world';

/** What a schedule did wrong, counted; all zero is right. */
export interface Verdict {
  lost: number;
  doubled: number;
  inverted: number;
  resurrected: number;
  disagreeing: number;
  /** Erased on a device although nobody asked for it. */
  wronglyErased: number;
  /** Questions about messages that the server is said to have lost: it loses none here. */
  falseQuestions: number;
  /** Counters of a chat, or of all, that differ from a recount. */
  miscounted: number;
  /** What was found, for the report of a failed run. */
  readonly findings: string[];
}

/** Ends all misfortune and gives everybody the time and the sign-in that they need to agree. */
export async function recover(world: World): Promise<void> {
  await world.stage.heal();
  for (const name of deviceNames) await world.during(world.devices[name].changeAccount('own'));
  await world.pass(180_000);
  // Life goes on: of an account without any message nothing can be known for certain.
  for (const chat of chatNames) {
    await world.devices.b.require().send(world.chatOn('b', chat), 'farewell');
  }
  await world.pass(60_000);
  await world.stage.restartDevices();
  // A server that speaks in vain to connections that have died holds up everybody else in a room for half a minute each time.
  await world.pass(180_000);
}

/** Holds what everybody sees against the server and against what was asked for. */
export async function judge(world: World, ledger: Ledger): Promise<Verdict> {
  const verdict: Verdict = {
    lost: 0,
    doubled: 0,
    inverted: 0,
    resurrected: 0,
    disagreeing: 0,
    wronglyErased: 0,
    falseQuestions: 0,
    miscounted: 0,
    findings: [],
  };
  lookForQuestions(world, ledger);
  for (const question of ledger.falseQuestions) {
    verdict.falseQuestions += 1;
    verdict.findings.push(`falseQuestions: ${question}`);
  }
  for (const chat of chatNames) await judgeChat(world, ledger, { chat, verdict });
  for (const name of deviceNames) {
    for (const miscount of world.devices[name].miscounts()) {
      verdict.miscounted += 1;
      verdict.findings.push(`miscounted on ${name}: ${miscount}`);
    }
  }
  return verdict;
}

async function judgeChat(
  world: World,
  ledger: Ledger,
  { chat, verdict }: { readonly chat: ChatName; readonly verdict: Verdict },
): Promise<void> {
  const truth = await serverTruth(world, chat);
  const note = (kind: Exclude<keyof Verdict, 'findings'>, detail: string): void => {
    verdict[kind] += 1;
    verdict.findings.push(`${kind} in ${chat}: ${detail}`);
  };
  for (const text of truth) if (ledger.erased.has(text)) note('resurrected', `${text} on the server`);
  for (const name of deviceNames) {
    const views = await world.devices[name].messages(world.chatOn(name, chat));
    const shown = await textsOf(world.devices[name].require(), views);
    const erasedHere = views.filter(({ body }) => ['revoked', 'burned', 'erasing'].includes(body.kind));
    // Who lacks a message that nobody erased and shows something erased has most likely erased it.
    const missing = truth.filter((text) => !shown.includes(text) && !ledger.erased.has(text));
    for (const text of missing.slice(0, erasedHere.length)) note('wronglyErased', `${text} on ${name}`);
    if (new Set(shown).size < shown.length) note('doubled', `${name} shows ${shown.join(' ')}`);
    for (const text of shown) if (ledger.erased.has(text)) note('resurrected', `${text} on ${name}`);
    if (shown.join(' ') !== truth.join(' ')) {
      note('disagreeing', `${name} shows [${shown.join(' ')}], the server has [${truth.join(' ')}]`);
    }
    for (const view of views) {
      if (view.delivery.state !== 'sent') note('lost', `a message is ${view.delivery.state} on ${name}`);
      if (view.operation !== null) note('lost', `an operation is ${view.operation.state} on ${name}`);
    }
    const written = (ledger.written.get(`${name} ${chat}`) ?? []).filter((text) => !ledger.erased.has(text));
    for (const text of written) if (!truth.includes(text)) note('lost', `${text} of ${name}`);
    const order = truth.filter((text) => written.includes(text));
    if (order.join(' ') !== written.filter((text) => truth.includes(text)).join(' ')) {
      note('inverted', `${name} wrote [${written.join(' ')}], the server has [${order.join(' ')}]`);
    }
  }
}

/** The texts of a chat as its reader would see them: concealed messages are opened for it. */
async function textsOf(messenger: TestMessenger, views: readonly MessageView[]): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { body, messageId } of views) {
    const shown =
      body.kind === 'burnConcealed'
        ? valueOf(await messenger.calls['messages.reveal']({ messageId })).body
        : body;
    const text = textIn(shown);
    if (text !== null) texts.push(nameOf(text));
  }
  return texts;
}
