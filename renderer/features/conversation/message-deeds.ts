import { shallowRef, type ShallowRef } from 'vue';
import type { Result } from '../../../preload/contract/result';
import type { MessageView } from '../../../preload/contract/message-views';
import type { AccountScope } from '../../base/account-scope';
import { useToastStore } from '../../base/toast-store';
import { useSavedStore } from '../saved';
import { shrinkImage, useDraftsStore, useEditsStore } from '../composer';
import { concealedDeed } from './file-actions';
import { foldOf, folded, shownText, withStep, type TextFold } from './long-text';
import { asErasing, withChanged, type LoadedMessages } from './message-list';
import type { MessageNotice } from './message-notice';
import { usePinnedStore } from './pinned-store';
import { isLine } from './timeline-rows';

/** The open chat, as what is done with its messages needs it. */
export interface DeedsOptions extends Pick<AccountScope, 'accountId' | 'request'> {
  /** Null while none is open. */
  readonly conversationId: Readonly<ShallowRef<string | null>>;
  readonly messages: Readonly<ShallowRef<readonly MessageView[]>>;
  readonly loaded: () => LoadedMessages;
  /** Shows other messages. */
  readonly take: (next: LoadedMessages) => void;
  /** Shows these messages as they are now, if the chat is still open. */
  readonly applyChanges: (conversationId: string, messageIds: readonly string[]) => Promise<void>;
}

/** What is done with single messages of the open chat, and what is said at them when it fails. */
export function createMessageDeeds(options: DeedsOptions) {
  const { accountId, request, conversationId, messages, loaded, take, applyChanges } = options;
  const notices = shallowRef<ReadonlyMap<string, MessageNotice>>(new Map());
  /** Texts of which more than the first step is shown, and where that ends. */
  const folds = shallowRef<ReadonlyMap<string, TextFold>>(new Map());
  /** The text that was folded again last; a new object every time. */
  const foldedText = shallowRef<{ readonly messageId: string } | null>(null);

  function note(messageId: string, notice: MessageNotice | null): void {
    const next = new Map(notices.value);
    if (notice === null) next.delete(messageId);
    else next.set(messageId, notice);
    notices.value = next;
  }

  /** Tells a failure at the message, and shows the message as it is now in any case. */
  async function act(
    messageId: string,
    key: MessageNotice['key'],
    ask: () => Promise<Result<unknown>>,
  ): Promise<boolean> {
    const id = conversationId.value;
    note(messageId, null);
    const result = await ask();
    if (id === null || id !== conversationId.value) return result.ok;
    if (!result.ok) note(messageId, { key, code: result.failure.code });
    await applyChanges(id, [messageId]);
    return result.ok;
  }

  /** Shows the next step of a long text. */
  async function showMore(messageId: string): Promise<void> {
    const id = conversationId.value;
    const message = messages.value.find((candidate) => candidate.messageId === messageId);
    const from = message === undefined ? undefined : shownText(message)?.nextFrom;
    if (message === undefined || from === undefined) return;
    const fold = folds.value.get(messageId) ?? foldOf(message);
    note(messageId, null);
    const result = await request('messages.more', { messageId, from });
    if (id !== conversationId.value) return;
    if (!result.ok) {
      note(messageId, { key: 'conversation.moreFailed', code: result.failure.code });
      return;
    }
    const step = result.value;
    if (fold !== null) folds.value = new Map(folds.value).set(messageId, fold);
    take({
      ...loaded(),
      messages: messages.value.map((candidate) =>
        candidate.messageId === messageId ? withStep(candidate, from, step) : candidate,
      ),
    });
  }

  /** Shows no more of a long text than at first. */
  function showLess(messageId: string): void {
    const fold = folds.value.get(messageId);
    if (fold === undefined) return;
    folds.value = new Map([...folds.value].filter(([id]) => id !== messageId));
    take({
      ...loaded(),
      messages: messages.value.map((candidate) =>
        candidate.messageId === messageId ? folded(candidate, fold) : candidate,
      ),
    });
    foldedText.value = { messageId };
  }

  /** All of a text of which the beginning is shown, for the clipboard; null when it is gone meanwhile. Nothing of it is kept. */
  async function wholeText(messageId: string, shown: string): Promise<string | null> {
    const message = messages.value.find((candidate) => candidate.messageId === messageId);
    let text = shown;
    let from = message === undefined ? undefined : shownText(message)?.nextFrom;
    while (from !== undefined) {
      const result = await request('messages.more', { messageId, from });
      if (!result.ok) return null;
      text += result.value.text;
      from = result.value.nextFrom;
    }
    return text;
  }

  /** Revokes an own message. */
  function revoke(messageId: string): Promise<boolean> {
    return act(messageId, 'revoke.failed', () => request('messages.revoke', { messageId }));
  }

  /** Revokes the newest own message that may still be revoked; false if there is none. */
  async function revokeLast(): Promise<boolean> {
    const id = conversationId.value;
    if (id === null) return false;
    const result = await request('messages.revocable', { conversationId: id });
    if (!result.ok || result.value === null) return false;
    await revoke(result.value.messageId);
    return true;
  }

  /** The next message of the open chat answers this one. */
  function reply(messageId: string): void {
    const id = conversationId.value;
    if (id === null) return;
    const drafts = useDraftsStore(accountId);
    drafts.change(id, { replyToId: messageId });
    drafts.requestFocus();
  }

  /**
   * Puts the text of a revoked message below what is written in the composer of its chat; a second time it is there already.
   * What it answered is answered again, unless the draft answers something.
   */
  async function reedit(messageId: string): Promise<boolean> {
    const id = conversationId.value;
    if (id === null) return false;
    note(messageId, null);
    const result = await request('messages.reedit', { messageId });
    if (result.ok) {
      const drafts = useDraftsStore(accountId);
      const { text, replyToId, mentions } = result.value;
      if (!`\n${drafts.draftOf(id).text}`.endsWith(`\n${text}`)) drafts.append(id, text);
      if (drafts.draftOf(id).replyToId === null) drafts.change(id, { replyToId });
      drafts.mention(id, mentions);
      if (id === conversationId.value) drafts.requestFocus();
    } else if (id === conversationId.value) {
      note(messageId, { key: 'revoke.reeditFailed', code: result.failure.code });
    }
    return result.ok;
  }

  /** Puts an own text into the composer, to be said otherwise; why that cannot be is told at the message. */
  async function edit(messageId: string): Promise<void> {
    const id = conversationId.value;
    if (id === null) return;
    note(messageId, null);
    const code = await useEditsStore(accountId).begin(id, messageId);
    if (code !== null && id === conversationId.value) note(messageId, { key: 'editing.failed', code });
  }

  /** The same with the last own message; nothing where none is shown. */
  async function editLast(): Promise<void> {
    const last = messages.value.filter((message) => message.isMine && !isLine(message)).at(-1);
    if (last !== undefined) await edit(last.messageId);
  }

  /** Keeps a message in view in its chat, or no longer. */
  async function pin(messageId: string, isPinned: boolean): Promise<boolean> {
    const isDone = await act(messageId, 'pin.failed', () => request('messages.pin', { messageId, isPinned }));
    if (isDone) usePinnedStore(accountId).applyDeed();
    return isDone;
  }

  /** Keeps a message among what is saved, or lets it go. */
  async function save(messageId: string, isSaved: boolean): Promise<boolean> {
    const ask = () => useSavedStore(accountId).save([messageId], isSaved);
    const isDone = await act(messageId, 'saved.failed', ask);
    if (isDone) useToastStore().show(isSaved ? 'saved.done' : 'saved.gone');
    return isDone;
  }

  /** Says something to a message in one sign, or with null nothing any more. */
  function react(messageId: string, emoji: string | null): Promise<boolean> {
    return act(messageId, 'reaction.failed', () => request('messages.react', { messageId, emoji }));
  }

  /** Sends a failed message again; `isApart`: as one of its own, beside what it was to replace. */
  function retry(messageId: string, isApart = false): Promise<boolean> {
    return act(messageId, 'delivery.failed', () => request('messages.retry', { messageId, isApart }));
  }

  /** Makes a picture that the server refused for its size smaller, and sends it again. */
  function sendSmaller(messageId: string): Promise<boolean> {
    return act(messageId, 'delivery.failed', async () => {
      const image = await request('messages.image', { messageId });
      if (!image.ok) return image;
      const { bytes, mediaType } = image.value;
      const smaller = await shrinkImage(new Blob([new Uint8Array(bytes)], { type: mediaType }), {
        request,
        refusedMessageId: messageId,
      });
      if (!smaller.ok) return smaller;
      const { bytes: smallerBytes, movement } = smaller.value;
      const sent = await request('messages.sendSmaller', { messageId, bytes: smallerBytes });
      if (sent.ok && movement === 'lost') useToastStore().show('delivery.movesNoMore');
      return sent;
    });
  }

  /** Removes a failed message. */
  function discard(messageId: string): Promise<boolean> {
    return act(messageId, 'delivery.failed', () => request('messages.discard', { messageId }));
  }

  /** Opens a concealed burn message; its clock runs from the answer on. A file that is not here is fetched before, or waits again. */
  async function reveal(messageId: string): Promise<void> {
    const id = conversationId.value;
    note(messageId, null);
    const body = messages.value.find((candidate) => candidate.messageId === messageId)?.body;
    const deed = concealedDeed(body?.kind === 'burnConcealed' ? (body.file ?? null) : null);
    if (deed !== 'reveal') {
      const ask = () => request(deed === 'fetch' ? 'files.fetch' : 'files.pause', { messageId });
      await act(messageId, 'burn.revealFailed', ask);
      return;
    }
    const result = await request('messages.reveal', { messageId });
    if (id === null || id !== conversationId.value) return;
    if (result.ok) take(withChanged(loaded(), [messageId], [result.value]));
    else note(messageId, { key: 'burn.revealFailed', code: result.failure.code });
  }

  /** Erases a burn message: from the screen first, then everywhere. */
  function burnNow(messageId: string): Promise<boolean> {
    const erase = (message: MessageView): MessageView =>
      message.messageId === messageId ? asErasing(message) : message;
    take({ ...loaded(), messages: messages.value.map(erase) });
    return act(messageId, 'burn.actionFailed', () => request('messages.burnNow', { messageId }));
  }

  /** Nothing is said at any message. */
  function clear(): void {
    notices.value = new Map();
    folds.value = new Map();
    foldedText.value = null;
  }

  return {
    clear,
    notices,
    folds,
    foldedText,
    showMore,
    showLess,
    wholeText,
    revoke,
    revokeLast,
    reply,
    reedit,
    edit,
    editLast,
    pin,
    save,
    react,
    retry,
    sendSmaller,
    discard,
    reveal,
    burnNow,
  };
}
