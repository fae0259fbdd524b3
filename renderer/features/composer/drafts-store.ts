import { onScopeDispose, shallowRef } from 'vue';
import { fail, type FailureCode } from '../../../preload/contract/result';
import type { MessageView } from '../../../preload/contract/message-views';
import type { MemberView } from '../../../preload/contract/views';
import { defineAccountStore } from '../../base/account-scope';
import { after, type Stop } from '../../base/clock';
import { modeAfterSending, modeWhenEdited } from './burn-mode';
import {
  asItWasSent,
  fromView,
  isEmptyDraft,
  isUntouched,
  joinMentions,
  joinTexts,
  newDraft,
  takeBack,
  toView,
  type ChatDraft,
  type RefusedFile,
  type SentDraft,
} from './chat-draft';
import { DraftKeeper } from './draft-keeper';
import { sendDraft, type SendResult } from './draft-sending';
import { createDraftPictures } from './draft-pictures';
import { PicturePreparation } from './picture-preparation';
import { useSendingFilesStore } from './sending-files-store';

/** Nothing was written for so long after a message that burned alone: the next one is another matter, ms. */
export const calmAfterMs = 8_000;
/** A draft on its way, and whom to tell how it went. */
interface Departure extends SentDraft {
  readonly tell: (result: SendResult | null) => void;
}

/** What came back to a chat, and why. */
interface Return {
  /** The oldest first. */
  readonly drafts: readonly ChatDraft[];
  readonly failure: FailureCode | null;
  readonly refused: readonly RefusedFile[];
}

/**
 * Drafts of all chats of an account, each with its own chat. What was sent is no longer in the draft, whether main has answered or not: it
 * comes back only when it was refused.
 */
export const useDraftsStore = defineAccountStore('drafts', ({ accountId, request }) => {
  const drafts = shallowRef<ReadonlyMap<string, ChatDraft>>(new Map());
  /** What was sent and not accepted yet, in order, of each chat: one after the other, so that they are stored in order. */
  const departures = shallowRef<ReadonlyMap<string, readonly Departure[]>>(new Map());
  /** Counts up with every wish to have the focus in the composer. */
  const focusRequests = shallowRef(0);
  /** Where everything of a draft was accepted last; a new object for every draft. */
  const lastSent = shallowRef<{ readonly conversationId: string } | null>(null);
  /** Who shows what was sent. Not kept here: nothing of a message is held longer than it is shown. */
  const acceptedListeners = new Set<(message: MessageView) => void>();
  const untouched = new Map<string, ChatDraft>();
  /** Chats whose field is in the middle of a composition, with what has to wait for its end. */
  const composing = new Map<string, Return[]>();
  /** Chats in which a message that burned alone was the last, since something was written after it. */
  const calming = new Map<string, Stop>();
  const preparation = new PicturePreparation(request);
  let isOver = false;
  const keeper = new DraftKeeper(request, ({ conversationId, draftId }, isKept) => {
    const draft = drafts.value.get(conversationId);
    if (draft?.draftId === draftId && draft.isUnkept === isKept)
      set(conversationId, { ...draft, isUnkept: !isKept });
  });

  /** The draft of a chat; an empty one, always the same until something happens to it, if nothing was written. */
  function draftOf(conversationId: string): ChatDraft {
    const draft = drafts.value.get(conversationId) ?? untouched.get(conversationId) ?? newDraft();
    if (!drafts.value.has(conversationId)) untouched.set(conversationId, draft);
    return draft;
  }

  function set(conversationId: string, draft: ChatDraft): void {
    drafts.value = new Map(drafts.value).set(conversationId, draft);
  }

  function put(conversationId: string, draft: ChatDraft): void {
    set(conversationId, draft);
    keeper.keep(toView(conversationId, draft));
  }

  /** Gets back what main has kept, after a start or when the window had ended. What is written already stands below it. */
  async function load(): Promise<void> {
    const result = await request('drafts.list', null);
    if (!result.ok || isOver) return;
    for (const view of result.value) {
      keeper.know(view);
      comeBack(view.conversationId, { drafts: [fromView(view)], failure: null, refused: [] });
    }
  }

  function change(conversationId: string, patch: Partial<Omit<ChatDraft, 'draftId'>>): void {
    put(conversationId, { ...draftOf(conversationId), ...patch });
  }

  /** What stands in the draft changes: a question about it is over, and the time of what is careful begins anew. */
  function edit(conversationId: string, patch: Partial<Omit<ChatDraft, 'draftId' | 'mode'>>): void {
    change(conversationId, { ...patch, mode: modeWhenEdited(draftOf(conversationId).mode) });
    calm(conversationId);
  }

  /** Nothing was written for a while after a message that burned alone: what is written then is no rest of it. */
  function calm(conversationId: string): void {
    calming.get(conversationId)?.();
    const { draftId, mode } = draftOf(conversationId);
    if (mode !== 'afterBurn') return;
    const stop = after(calmAfterMs, () => {
      const draft = draftOf(conversationId);
      const isOver = draft.draftId === draftId && draft.mode === 'afterBurn' && isUntouched(draft);
      if (isOver) change(conversationId, { mode: 'asChat', burnSeconds: null });
    });
    calming.set(conversationId, stop);
  }

  /** Replaces the text of a draft. */
  function write(conversationId: string, text: string): void {
    const isTakenBack = text !== '' && draftOf(conversationId).isTakenBack;
    edit(conversationId, { text, isTakenBack, lostPictureCount: 0, failure: null, refused: [] });
  }

  /** Puts a text that was taken back into a draft without overwriting what is there: on a line of its own below it. */
  function append(conversationId: string, text: string): void {
    const joined = joinTexts([draftOf(conversationId).text, text]);
    edit(conversationId, {
      text: joined,
      isTakenBack: true,
      lostPictureCount: 0,
      failure: null,
      refused: [],
    });
  }

  /** Remembers who stands in the text by name, so that they are called when it is sent. */
  function mention(conversationId: string, members: readonly MemberView[]): void {
    change(conversationId, { mentions: joinMentions(draftOf(conversationId).mentions, members) });
  }

  /** The chat is deleted, and main has forgotten what was being written in it. */
  function discard(conversationId: string): void {
    const draft = draftOf(conversationId);
    for (const { pictureId } of draft.pictures) preparation.release(pictureId);
    keeper.end(draft.draftId);
    calming.get(conversationId)?.();
    calming.delete(conversationId);
    composing.delete(conversationId);
    untouched.delete(conversationId);
    drafts.value = new Map([...drafts.value].filter(([id]) => id !== conversationId));
  }

  /** Asks the composer on the screen to take the focus, with the caret behind the last character. */
  function requestFocus(): void {
    focusRequests.value += 1;
  }

  const pictures = createDraftPictures({
    preparation,
    draftOf,
    change,
    edit,
    tooLarge: (conversationId, file) => useSendingFilesStore(accountId).chooseInstead(conversationId, file),
  });

  /** Of what was chosen these cannot be sent at all. */
  function refuse(conversationId: string, refused: readonly RefusedFile[]): void {
    change(conversationId, { refused: [...draftOf(conversationId).refused, ...refused] });
  }

  /** Makes all messages of a chat begin with this reading time; null: they stay. A refusal stands in the draft. */
  async function setBurnForChat(conversationId: string, burnSeconds: number | null): Promise<void> {
    const result = await request('conversations.setBurnDefault', { conversationId, burnSeconds });
    if (!result.ok) change(conversationId, { failure: result.failure.code });
  }

  /**
   * Sends what stands in the draft at this moment, pictures first, to its chat, whatever is open by the time main answers. A
   * new draft begins at once; what is refused comes back into it, with all that waited behind it, when no composition is
   * under way. Answers how the last message went; null when there was nothing to send, or when it came back without being
   * tried.
   */
  function send(conversationId: string, burnSeconds: number | null): Promise<SendResult | null> {
    const draft = draftOf(conversationId);
    const waiting = departures.value.get(conversationId) ?? [];
    if (isEmptyDraft(draft)) {
      // Enter pressed once more while the message is on its way.
      if (waiting.length > 0) return Promise.resolve(null);
      change(conversationId, { failure: 'textEmpty' });
      return Promise.resolve(fail('textEmpty'));
    }
    beginAfter(conversationId, { draft, burnSeconds });
    return new Promise((tell) => {
      setDepartures(conversationId, [...waiting, { draft, burnSeconds, tell }]);
      if (waiting.length === 0) void depart(conversationId);
    });
  }

  function beginAfter(conversationId: string, { draft, burnSeconds }: SentDraft): void {
    // What is written next may be the rest of it, and then burns in the same time.
    const mode = modeAfterSending(burnSeconds);
    const nextSeconds = mode === 'afterBurn' ? draft.burnSeconds : null;
    put(conversationId, { ...newDraft(), mode, burnSeconds: nextSeconds });
  }

  /** Takes what is written out of the field, to go with files; whoever takes it says how it ended. A new draft begins. */
  function takeOut(conversationId: string, burnSeconds: number | null): SentDraft {
    const sent = { draft: draftOf(conversationId), burnSeconds };
    beginAfter(conversationId, sent);
    return sent;
  }

  /** What was taken out was sent, or comes back. */
  function endTaken(conversationId: string, sent: SentDraft, isSent: boolean): void {
    if (isOver) return;
    if (!isSent && !isEmptyDraft(sent.draft))
      comeBack(conversationId, { drafts: [asItWasSent(sent)], failure: null, refused: [] });
    else keeper.end(sent.draft.draftId);
    if (isSent) lastSent.value = { conversationId };
  }

  function setDepartures(conversationId: string, list: readonly Departure[]): void {
    departures.value = new Map(departures.value).set(conversationId, list);
  }

  /** Sends one draft after the other until none waits or one is refused. */
  async function depart(conversationId: string): Promise<void> {
    for (;;) {
      const [departure] = departures.value.get(conversationId) ?? [];
      if (departure === undefined) return;
      const outcome = await sendDraft(conversationId, departure, {
        request,
        preparation,
        accepted: (message) => {
          if (!isOver) for (const listener of acceptedListeners) listener(message);
        },
      });
      if (isOver) {
        departure.tell(null);
        return;
      }
      const [, ...behind] = departures.value.get(conversationId) ?? [];
      if (outcome.kind === 'sent') {
        keeper.end(departure.draft.draftId);
        setDepartures(conversationId, behind);
        lastSent.value = { conversationId };
        departure.tell(outcome.result);
      } else {
        setDepartures(conversationId, []);
        comeBack(conversationId, {
          drafts: [outcome.rest, ...behind].map(asItWasSent),
          failure: outcome.kind === 'refused' ? outcome.result.failure.code : null,
          refused:
            outcome.kind === 'unreadable'
              ? outcome.refused.filter(
                  ({ pictureId, reason }) => !pictures.goesAsFile(conversationId, pictureId, reason),
                )
              : [],
        });
        departure.tell(outcome.kind === 'refused' ? outcome.result : null);
        for (const { tell } of behind) tell(null);
      }
    }
  }

  /** Puts into the draft what was not sent; in the middle of a composition that has to wait. */
  function comeBack(conversationId: string, returned: Return): void {
    const waiting = composing.get(conversationId);
    if (waiting !== undefined) {
      waiting.push(returned);
      return;
    }
    const { drafts: before, failure, refused } = returned;
    const current = draftOf(conversationId);
    const draft = { ...takeBack(before, current), failure, refused };
    put(conversationId, draft);
    // What was put together is kept as one draft: the others have ended.
    for (const { draftId } of [...before, current]) {
      if (draftId !== draft.draftId) keeper.keep(toView(conversationId, { ...newDraft(), draftId }));
    }
    for (const { pictureId, ready } of draftOf(conversationId).pictures) {
      if (ready === null) void pictures.follow(conversationId, pictureId);
    }
  }

  /** A composition has begun or ended in the field of a chat. */
  function setComposing(conversationId: string, isComposing: boolean): void {
    if (isComposing) {
      if (!composing.has(conversationId)) composing.set(conversationId, []);
      return;
    }
    const waiting = composing.get(conversationId) ?? [];
    composing.delete(conversationId);
    for (const returned of waiting) comeBack(conversationId, returned);
  }

  /** Something was said in a chat by another way than its draft. */
  function noteSent(conversationId: string): void {
    lastSent.value = { conversationId };
  }

  /** Has every message told as soon as main has stored it; for as long as the account is open. */
  function onAccepted(listener: (message: MessageView) => void): void {
    acceptedListeners.add(listener);
  }

  /** Whether pictures of a chat are sent and not accepted yet. */
  function hasLeavingPictures(conversationId: string): boolean {
    return (departures.value.get(conversationId) ?? []).some(({ draft }) => draft.pictures.length > 0);
  }

  onScopeDispose(() => {
    isOver = true;
    preparation.releaseAll();
    keeper.reset();
    for (const stop of calming.values()) stop();
    calming.clear();
    drafts.value = new Map();
    departures.value = new Map();
    untouched.clear();
    composing.clear();
  });

  return {
    drafts,
    focusRequests,
    lastSent,
    noteSent,
    onAccepted,
    hasLeavingPictures,
    draftOf,
    load,
    change,
    write,
    append,
    mention,
    discard,
    requestFocus,
    addPictures: pictures.add,
    removePicture: pictures.remove,
    movePicture: pictures.move,
    takePictures: pictures.takeAll,
    refuse,
    takeOut,
    endTaken,
    setBurnForChat,
    send,
    setComposing,
  };
});
