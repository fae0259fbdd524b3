import type { CallAnswer } from '../../../preload/contract/api';
import type { BodyView, MessageView } from '../../../preload/contract/message-views';
import type { TimMessage } from '../../../main/protocol/packets';
import { textOf, type RawPeer } from '../raw-peer';
import { textIn } from '../text-in';
import type { AppLife } from './app-life';
import { pause } from './app-traffic';
import type { Diary, Side } from './diary';

/** What all lives together did wrong; all zero is right. */
export interface KillVerdict {
  lost: number;
  doubled: number;
  inverted: number;
  resurrected: number;
  disagreeing: number;
  readonly findings: string[];
}

// The server keeps what a dead connection did not acknowledge for up to 30 s, and the app asks again after 32 s.
const settleTimeoutMs = 180_000;
const firstLookMs = 1_000;
// Reading a page makes the app compare it with the server, five pages a second at most: looks must leave it time.
const longestPauseMs = 10_000;

/** Everything of a chat as the app has it, oldest first; null while it says that it has not learnt from the server what is above. */
async function messagesSoFar(life: AppLife, conversationId: string): Promise<readonly MessageView[] | null> {
  const messages: MessageView[] = [];
  let before: string | null = null;
  do {
    const page: CallAnswer<'messages.page'> | null = await life.call('messages.page', {
      conversationId,
      before,
      limit: 200,
    });
    if (page === null) throw new Error('the app has ended');
    if (!page.ok && ['offline', 'timedOut'].includes(page.failure.code)) return null;
    if (!page.ok) throw new Error(`a page could not be read: ${page.failure.code}`);
    messages.unshift(...page.value.messages);
    before = page.value.earlier;
  } while (before !== null);
  return messages;
}

/** Everything of a chat, oldest first. */
async function allMessages(life: AppLife, conversationId: string): Promise<readonly MessageView[]> {
  const messages = await messagesSoFar(life, conversationId);
  if (messages === null) throw new Error('what is above is not known');
  return messages;
}

interface Shown {
  readonly text: string;
  readonly message: MessageView;
}

/** What its reader would see; concealed messages are opened for it. */
async function shownBy(life: AppLife, messages: readonly MessageView[]): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  for (const message of messages) {
    const { body, messageId } = message;
    const revealed = body.kind === 'burnConcealed' ? await life.call('messages.reveal', { messageId }) : null;
    const visible: BodyView = revealed?.ok === true ? revealed.value.body : body;
    const text = textIn(visible);
    if (text !== null) shown.push({ text, message });
  }
  return shown;
}

/** A message as the server has it. */
interface Truth {
  readonly text: string;
  readonly sentAtMs: number;
}

/**
 * What the server has, each message once (after a lost echo it can have a message twice), by the server's numbers: the order
 * that every client can know.
 */
async function serverTruth(peer: RawPeer, app: string): Promise<{ truth: Truth[]; copies: number }> {
  const firstCopies = new Map<string, TimMessage>();
  const history = await peer.history(app);
  for (const message of history) {
    const key = `${message.fromTid?.node ?? ''} ${message.extend?.['cid'] ?? String(message.mid)}`;
    if (!firstCopies.has(key)) firstCopies.set(key, message);
  }
  const truth = [...firstCopies.values()].map((message) => ({
    text: textOf(message),
    sentAtMs: Number((message.timestamp ?? 0n) / 1_000_000n),
  }));
  return { truth, copies: history.length - truth.length };
}

/** Whether a window has what the server has; a concealed message is known by its time alone. */
function isSame(messages: readonly MessageView[], truth: readonly Truth[]): boolean {
  const readable = messages.filter(({ body }) => textIn(body) !== null || body.kind === 'burnConcealed');
  if (readable.length !== truth.length) return false;
  return readable.every(
    ({ body, sentAtMs }, index) =>
      sentAtMs === truth[index]?.sentAtMs && (textIn(body) ?? truth[index].text) === truth[index].text,
  );
}

/** What the app says about a message that should be gone. */
const stateOf = ({ delivery, operation }: MessageView): string => JSON.stringify({ delivery, operation });

const isOpen = ({ delivery, operation }: MessageView): boolean =>
  delivery.state === 'pending' || operation?.state === 'pending';

/** Waits until nothing is on its way any more and the app agrees with the server, as long as that may take. */
export async function settle(
  life: AppLife,
  peer: RawPeer,
  chat: { readonly conversationId: string; readonly app: string },
): Promise<number> {
  const startedMs = performance.now();
  for (let pauseMs = firstLookMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    await pause(pauseMs);
    const messages = await messagesSoFar(life, chat.conversationId);
    const waitedMs = performance.now() - startedMs;
    if (waitedMs > settleTimeoutMs) return waitedMs;
    if (messages?.some(isOpen) === false) {
      const { truth } = await serverTruth(peer, chat.app);
      if (isSame(messages, truth)) return waitedMs;
    }
  }
}

/** Holds what the app shows against the server's history and against everything that was asked for. */
export async function judge(
  life: AppLife,
  peer: RawPeer,
  chat: { readonly conversationId: string; readonly app: string; readonly diary: Diary },
): Promise<{ readonly verdict: KillVerdict; readonly serverCopies: number; readonly atTheEnd: number }> {
  const { diary } = chat;
  const messages = await allMessages(life, chat.conversationId);
  const visible = await shownBy(life, messages);
  const shown = visible.map(({ text }) => text);
  const { truth: onServer, copies } = await serverTruth(peer, chat.app);
  const truth = onServer.map(({ text }) => text);
  const verdict: KillVerdict = {
    lost: 0,
    doubled: 0,
    inverted: 0,
    resurrected: 0,
    disagreeing: 0,
    findings: [],
  };
  const note = (kind: Exclude<keyof KillVerdict, 'findings'>, detail: string): void => {
    verdict[kind] += 1;
    verdict.findings.push(`${kind}: ${detail}`);
  };
  for (const message of messages)
    if (isOpen(message)) note('lost', `${message.messageId} is still on its way`);
  for (const [index, { text, message }] of visible.entries()) {
    if (diary.erased.has(text)) note('resurrected', `${text}, the app: ${stateOf(message)}`);
    if (shown.indexOf(text) !== index) note('doubled', `the app shows ${text} again`);
  }
  for (const text of truth) if (diary.erased.has(text)) note('resurrected', `${text}, the server`);
  for (const [where, texts] of [['the app', shown] as const, ['the server', truth] as const]) {
    const present = new Set(texts);
    for (const side of ['app', 'peer'] as const) {
      for (const text of diary.written[side]) {
        if (diary.mustStay(text) && !present.has(text)) note('lost', `${text}, ${where}`);
      }
      if (!isInOrder(texts, side, diary)) note('inverted', `what ${side} wrote, ${where}`);
    }
  }
  if (shown.join(' ') !== truth.join(' ')) {
    const at = shown.findIndex((text, index) => truth[index] !== text);
    note(
      'disagreeing',
      `from place ${at}: ${shown.slice(at, at + 5).join(' ')} | ${truth.slice(at, at + 5).join(' ')}`,
    );
  }
  return { verdict, serverCopies: copies, atTheEnd: shown.length };
}

function isInOrder(texts: readonly string[], side: Side, diary: Diary): boolean {
  const place = new Map(diary.written[side].map((text, index) => [text, index]));
  const places = texts.flatMap((text) => place.get(text) ?? []);
  return places.every((value, index) => index === 0 || value >= (places[index - 1] ?? 0));
}
