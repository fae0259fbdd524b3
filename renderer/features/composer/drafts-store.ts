import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Result } from '../../../preload/contract/result';
import type { MemberView } from '../../../preload/contract/views';
import { request } from '../../app/bridge';
import { calledIn } from './mention-query';
import { emptyDraft, isEmptyDraft, type ChatDraft, type DraftPicture, type RefusedFile } from './chat-draft';
import { pictureTypes, shrinkImage } from './shrink-image';

/** Most pictures that a draft holds. */
export const maxPictures = 20;

type SendResult = Result<{ readonly messageId: string }>;

/** What the user sent: the draft as it stood in the composer at that moment. */
interface Submission {
  readonly conversationId: string;
  readonly text: string;
  readonly pictureIds: readonly string[];
  /** Reading time, null for messages that stay. */
  readonly burnSeconds: number | null;
  readonly replyToId: string | null;
  readonly mentions: readonly MemberView[];
}

/** Drafts of all chats, each kept with its own chat while the app runs. */
export const useDraftsStore = defineStore('drafts', () => {
  const drafts = shallowRef<ReadonlyMap<string, ChatDraft>>(new Map());
  /** Counts up with every wish to have the focus in the composer. */
  const focusRequests = shallowRef(0);
  /** The last message on its way of each chat: the next one waits for it, so that they are stored in order. */
  const underWay = new Map<string, Promise<unknown>>();
  /** Pictures that are being made smaller, one after the other; the answer is false for one that was refused. */
  const preparations = new Map<string, Promise<boolean>>();
  let lastPreparation: Promise<unknown> = Promise.resolve();
  let lastPictureNumber = 0;

  /** The draft of a chat; an empty one if nothing was written. */
  function draftOf(conversationId: string): ChatDraft {
    return drafts.value.get(conversationId) ?? emptyDraft;
  }

  function change(conversationId: string, patch: Partial<ChatDraft>): void {
    drafts.value = new Map(drafts.value).set(conversationId, { ...draftOf(conversationId), ...patch });
  }

  /** Replaces the text of a draft. */
  function write(conversationId: string, text: string): void {
    change(conversationId, { text, failure: null, refused: [] });
  }

  /** Puts a text into a draft without overwriting what is there: on a line of its own below it. */
  function append(conversationId: string, text: string): void {
    const { text: current } = draftOf(conversationId);
    const separator = current.endsWith('\n') ? '' : '\n';
    write(conversationId, current.trim() === '' ? text : `${current}${separator}${text}`);
  }

  /** Remembers who stands in the text by name, so that they are called when it is sent. */
  function mention(conversationId: string, members: readonly MemberView[]): void {
    const { mentions } = draftOf(conversationId);
    const fresh = members.filter(({ node }) => !mentions.some((known) => known.node === node));
    change(conversationId, { mentions: [...mentions, ...fresh] });
  }

  /** Asks the composer on the screen to take the focus, with the caret behind the last character. */
  function requestFocus(): void {
    focusRequests.value += 1;
  }

  /** Adds the pictures among the files to a draft, in their order; of the others the draft tells why not. */
  function addPictures(conversationId: string, files: readonly File[]): void {
    const { pictures } = draftOf(conversationId);
    const isPicture = ({ type }: File): boolean => pictureTypes.includes(type);
    const room = maxPictures - pictures.length;
    const chosen = files.filter(isPicture);
    const refused: readonly RefusedFile[] = [
      ...files
        .filter((file) => !isPicture(file))
        .map(({ name }) => ({ name, reason: 'notAPicture' as const })),
      ...chosen.slice(room).map(({ name }) => ({ name, reason: 'tooMany' as const })),
    ];
    const added = chosen.slice(0, room).map((file) => {
      const pictureId = `picture-${++lastPictureNumber}`;
      startPreparation(conversationId, pictureId, file);
      return { pictureId, name: file.name, ready: null };
    });
    change(conversationId, { pictures: [...pictures, ...added], failure: null, refused });
  }

  /** One picture at a time: decoding takes memory. */
  function startPreparation(conversationId: string, pictureId: string, file: File): void {
    const turn = lastPreparation.then(() => prepare(conversationId, pictureId, file));
    lastPreparation = turn;
    preparations.set(pictureId, turn);
    void turn.finally(() => preparations.delete(pictureId));
  }

  async function prepare(conversationId: string, pictureId: string, file: File): Promise<boolean> {
    if (pictureOf(conversationId, pictureId) === undefined) return true;
    const result = await shrinkImage(file);
    // Removed meanwhile, or the account has changed.
    if (pictureOf(conversationId, pictureId) === undefined) return true;
    if (result.ok) {
      const { bytes, mediaType } = result.value;
      const previewUrl = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
      const ready = { image: result.value, previewUrl };
      const pictures = draftOf(conversationId).pictures.map((picture) =>
        picture.pictureId === pictureId ? { ...picture, ready } : picture,
      );
      change(conversationId, { pictures });
      return true;
    }
    dropPicture(conversationId, pictureId);
    const refusal = { name: file.name, reason: result.failure.code };
    change(conversationId, { refused: [...draftOf(conversationId).refused, refusal] });
    return false;
  }

  function pictureOf(conversationId: string, pictureId: string): DraftPicture | undefined {
    return draftOf(conversationId).pictures.find((picture) => picture.pictureId === pictureId);
  }

  function dropPicture(conversationId: string, pictureId: string): void {
    release(pictureOf(conversationId, pictureId));
    const pictures = draftOf(conversationId).pictures.filter((picture) => picture.pictureId !== pictureId);
    change(conversationId, { pictures });
  }

  /** Takes a picture out of a draft. */
  function removePicture(conversationId: string, pictureId: string): void {
    dropPicture(conversationId, pictureId);
    change(conversationId, { failure: null, refused: [] });
  }

  /** Makes all messages of a chat begin with this reading time; null: they stay. A refusal stands in the draft. */
  async function setBurnForChat(conversationId: string, burnSeconds: number | null): Promise<void> {
    const result = await request('conversations.setBurnDefault', { conversationId, burnSeconds });
    if (!result.ok) change(conversationId, { failure: result.failure.code });
  }

  /**
   * Sends what stands in the draft at this moment, pictures first, to the chat that was open when the user pressed send,
   * whatever is open by the time main answers. What was not sent is kept; what was typed meanwhile is kept in any case. Sent
   * again before main has answered, it waits for the answer and sends what is left then. Answers how the last message went;
   * null when nothing was left, or when a picture turned out not to be one, which stops everything.
   */
  async function send(conversationId: string, burnSeconds: number | null): Promise<SendResult | null> {
    const submission = submissionOf(conversationId, burnSeconds);
    const earlier = underWay.get(conversationId);
    const turn =
      earlier === undefined
        ? submit(submission)
        : earlier.then(() => submitRest(conversationId, burnSeconds));
    underWay.set(conversationId, turn);
    const result = await turn;
    if (underWay.get(conversationId) === turn) underWay.delete(conversationId);
    return result;
  }

  function submitRest(conversationId: string, burnSeconds: number | null): Promise<SendResult | null> {
    if (isEmptyDraft(draftOf(conversationId))) return Promise.resolve(null);
    return submit(submissionOf(conversationId, burnSeconds));
  }

  function submissionOf(conversationId: string, burnSeconds: number | null): Submission {
    const { text, pictures, replyToId, mentions } = draftOf(conversationId);
    const pictureIds = pictures.map(({ pictureId }) => pictureId);
    return { conversationId, text, pictureIds, burnSeconds, replyToId, mentions };
  }

  async function submit(submission: Submission): Promise<SendResult | null> {
    const { conversationId, pictureIds } = submission;
    const prepared = await Promise.all(pictureIds.flatMap((id) => preparations.get(id) ?? []));
    if (prepared.includes(false)) return null;
    let result: SendResult | null = null;
    // The first of several messages is the answer.
    let { replyToId } = submission;
    for (const pictureId of pictureIds) {
      const sent = await sendPicture({ ...submission, replyToId }, pictureId);
      result = sent ?? result;
      if (sent?.ok === false) break;
      if (sent !== null) replyToId = null;
    }
    // A draft without anything goes to main, too: it is main that refuses.
    const hasText = submission.text.trim() !== '' || pictureIds.length === 0;
    if (hasText && result?.ok !== false) result = await sendText({ ...submission, replyToId });
    if (result === null) return null;
    if (!result.ok) change(conversationId, { failure: result.failure.code });
    else if (isEmptyDraft(draftOf(conversationId))) {
      // A flame for one message goes out with it; while something is left, the user believes it to be on.
      change(conversationId, { isBurn: null, burnSeconds: null });
    }
    return result;
  }

  /** Null for a picture that was removed after the user pressed send. */
  async function sendPicture(submission: Submission, pictureId: string): Promise<SendResult | null> {
    const { conversationId, burnSeconds, replyToId } = submission;
    const bytes = pictureOf(conversationId, pictureId)?.ready?.image.bytes;
    if (bytes === undefined) return null;
    const result = await request('messages.sendImage', { conversationId, bytes, burnSeconds, replyToId });
    if (result.ok) {
      dropPicture(conversationId, pictureId);
      dropReply(submission);
    }
    return result;
  }

  async function sendText(submission: Submission): Promise<SendResult> {
    const { conversationId, text, burnSeconds, replyToId } = submission;
    const mentions = calledIn(text, submission.mentions);
    const result = await request('messages.send', { conversationId, text, burnSeconds, replyToId, mentions });
    if (result.ok) {
      dropReply(submission);
      const current = draftOf(conversationId).text;
      const rest = current.startsWith(text) ? current.slice(text.length) : current;
      write(conversationId, rest);
      if (rest.trim() === '') change(conversationId, { mentions: [] });
    }
    return result;
  }

  /** The answer is given; what the user began to answer meanwhile stays. */
  function dropReply({ conversationId, replyToId }: Submission): void {
    if (replyToId !== null && draftOf(conversationId).replyToId === replyToId)
      change(conversationId, { replyToId: null });
  }

  /** Forgets everything; for a change of account. */
  function reset(): void {
    for (const { pictures } of drafts.value.values()) pictures.forEach(release);
    drafts.value = new Map();
  }

  return {
    drafts,
    focusRequests,
    draftOf,
    change,
    write,
    append,
    mention,
    requestFocus,
    addPictures,
    removePicture,
    setBurnForChat,
    send,
    reset,
  };
});

function release(picture: DraftPicture | undefined): void {
  if (picture?.ready) URL.revokeObjectURL(picture.ready.previewUrl);
}
