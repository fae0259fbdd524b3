import { createHash } from 'node:crypto';
import type { TestAccount } from './test-account';
import { toConversationId, type ConversationId, type MessageId } from '../../main/domain/ids';
import { readPreview, type FileState } from '../../main/domain/file';
import type { Message } from '../../main/domain/message';
import { sendMessage } from '../../main/messaging/send-message';
import { eventually } from './eventually';

/** A file that a test sends, with what goes with it. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly caption?: string;
  /** A small picture, of a file that does not go with its message. */
  readonly preview?: Uint8Array;
  /** Reading time; absent or null for one that stays. */
  readonly burnSeconds?: number | null;
}

/** Sends a file as the window does: in parts, and then as a message. */
export async function sendFile(
  from: TestAccount,
  conversationId: ConversationId,
  { name, bytes, caption = '', preview, burnSeconds = null }: SentFile,
): Promise<MessageId> {
  const { uploads } = from.account.files;
  const begun = await uploads.begin({ name, sizeBytes: bytes.length, mediaType: 'application/x-test' });
  if (!begun.ok) throw new Error(begun.code);
  for (let start = 0; start < bytes.length; start += 1_000_000) {
    const appended = await uploads.append(begun.value, bytes.subarray(start, start + 1_000_000));
    if (!appended.ok) throw new Error(appended.code);
  }
  const ready = await uploads.finish(begun.value);
  if (!ready.ok) throw new Error(ready.code);
  const shown = preview === undefined ? null : readPreview(preview);
  const beside =
    preview === undefined || shown === null || ready.value.place === null
      ? {}
      : { preview, info: { ...ready.value.info, preview: shown } };
  const content = { kind: 'file', ...ready.value, ...beside, caption } as const;
  const request = { conversationId, content, replyToId: null, mentions: [], burnSeconds };
  const sent = sendMessage(request, from.account.messaging);
  if (!sent.ok) throw new Error(sent.code);
  return sent.value;
}

/** The newest message of a chat, once it has this id of its author. */
export async function received(
  by: TestAccount,
  conversationId: ConversationId,
  cid: string,
): Promise<MessageId> {
  const newest = (): Message | null => {
    const found = by.files.store.messages.newest(conversationId);
    return found === null ? null : by.files.store.messages.byId(found.messageId);
  };
  await eventually(() => newest()?.cid === cid);
  const message = newest();
  if (message === null) throw new Error('not received');
  return message.messageId;
}

/** The chat with somebody. */
export const chatWith = (one: TestAccount): ConversationId => toConversationId(`u:${one.account.self()}`);

/** Where the bytes of a message's file are. */
export function stateOf({ account, files }: TestAccount, messageId: MessageId): FileState | null {
  const message = files.store.messages.byId(messageId);
  const file = message?.file ?? null;
  return message === null || file === null ? null : account.files.stateOf(message, file);
}

/** SHA-256 of the file of a message as it lies here; null when it is not here as a whole. */
export async function hashHere(
  { account, files }: TestAccount,
  messageId: MessageId,
): Promise<string | null> {
  const [place] = files.store.attachments.ofMessage(messageId);
  if (place === undefined) return null;
  const hash = createHash('sha256');
  for await (const bytes of (await account.attachments.open()).read(place)) hash.update(bytes);
  return hash.digest('hex');
}

/** SHA-256, 64 hexadecimal digits. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Makes both friends, and waits until both know it. */
export async function befriendDevices(one: TestAccount, other: TestAccount): Promise<void> {
  await one.account.client.people.add(other.account.self(), 'hello');
  await other.account.client.people.add(one.account.self(), 'hello');
  for (const { account } of [one, other]) await account.directory.refreshRoster();
}
