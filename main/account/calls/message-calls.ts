import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { MessageView } from '../../../preload/contract/message-views';
import type { CallAnswer, CallArgument, Draft } from '../../../preload/contract/api';
import type { SavedCalls } from '../../../preload/contract/saved-calls';
import { maxMovingPixels, maxPixelsOfAllFrames } from '../../domain/animation';
import { toConversationId, toMessageId, toNodeId, type MessageId } from '../../domain/ids';
import type { Message } from '../../domain/message';
import { revocableUntilMs } from '../../domain/revoke-policy';
import { shownAs } from '../../domain/shown-file';
import { burnNow, revealMessage } from '../../messaging/burn-message';
import { editableText, editMessage } from '../../messaging/edit-message';
import { mostPinned, pinMessage } from '../../messaging/pin-message';
import { reactToMessage } from '../../messaging/react-to-message';
import { newestRevocable, reeditMessage, revokeMessage } from '../../messaging/revoke-message';
import {
  discardMessage,
  retryMessage,
  sendMessage,
  type RequestedContent,
} from '../../messaging/send-message';
import { pictureLimits, sendSmaller } from '../../messaging/send-smaller';
import { ownNamesOf } from '../../views/name-of';
import { toMentionViews } from '../../views/mention-view';
import { furtherPart, partOf, toTextPartView } from '../../views/text-part';
import { pictureFileName } from '../../domain/picture-name';
import type { ActiveAccount } from '../active-account';
import type { LeavingPicture, PictureOutlet } from '../picture-outlet';
import { viewMessages, viewQuote } from './batch-views';
import { toResult, type CallContext, type Handlers } from './call-context';
import { findOpen, readShownPicture } from './open-content';
import type { PagingCallName } from './paging-calls';
import type { SelectionCallName } from './selection-calls';

type MessageCallName = Exclude<
  Extract<keyof Handlers, `messages.${string}`>,
  'messages.search' | PagingCallName | SelectionCallName | keyof SavedCalls
>;

/** Calls about messages. */
export function createMessageCalls({ nowMs, pictures }: CallContext): Pick<Handlers, MessageCallName> {
  return {
    'messages.byIds': ({ messageIds }, account) => {
      const found = account.store.views.messagesByIds(messageIds.map(toMessageId));
      const shown = found.filter((message) => isShown(message, account));
      return succeed(viewMessages(shown, account, nowMs()));
    },
    'messages.send': ({ text, ...draft }, account) =>
      send({ draft, content: { kind: 'text', text } }, account, nowMs),
    'messages.sendImage': ({ bytes, caption, albumId, ...draft }, account) => {
      const content = {
        kind: 'image',
        bytes,
        caption,
        ...(albumId === undefined ? {} : { albumId }),
      } as const;
      return send({ draft, content }, account, nowMs);
    },
    'messages.savePicture': ({ messageId }, account) =>
      savePicture(toMessageId(messageId), account, pictures),
    'messages.copyPicture': ({ messageId, x, y }, account) => {
      const refusal = refuseCopying(toMessageId(messageId), account);
      if (refusal !== null) return fail(refusal);
      pictures.copyAt(x, y);
      return succeed();
    },
    'messages.image': ({ messageId }, account) => readShownPicture(toMessageId(messageId), account),
    'messages.more': ({ messageId, from }, account) => readMore(toMessageId(messageId), from, account),
    'messages.edit': ({ messageId, text, mentions }, account) =>
      edit({ messageId, text, mentions }, account, nowMs),
    'messages.editable': ({ messageId }, account) => {
      const outcome = toResult(editableText(toMessageId(messageId), account.messaging));
      if (!outcome.ok) return outcome;
      const { text, mentions, isCaption } = outcome.value;
      const nameOf = ownNamesOf(account.namesOf(mentions));
      return succeed({ text, isCaption, mentions: mentions.map((node) => ({ node, name: nameOf(node) })) });
    },
    'messages.retry': ({ messageId, isApart }, { messaging }) =>
      toResult(retryMessage(toMessageId(messageId), messaging, isApart)),
    'messages.sizeLimit': ({ messageId }, { messaging }) =>
      succeed({
        ...pictureLimits(messageId === null ? null : toMessageId(messageId), messaging),
        movingPixels: maxMovingPixels,
        pixelsOfAllFrames: maxPixelsOfAllFrames,
      }),
    'messages.sendSmaller': ({ messageId, bytes }, { messaging }) =>
      toResult(sendSmaller(toMessageId(messageId), bytes, messaging)),
    'messages.discard': ({ messageId }, { messaging }) =>
      toResult(discardMessage(toMessageId(messageId), messaging)),
    'messages.pin': ({ messageId, isPinned }, { messaging }) =>
      toResult(pinMessage(toMessageId(messageId), isPinned, messaging)),
    'messages.pinned': ({ conversationId }, account) => {
      const pinned = account.store.messages.pinned(toConversationId(conversationId), mostPinned);
      return succeed(pinned.map((message) => viewQuote(message, account)));
    },
    'messages.react': ({ messageId, emoji }, { messaging }) =>
      toResult(reactToMessage(toMessageId(messageId), emoji, messaging)),
    'messages.revoke': ({ messageId }, { messaging }) =>
      toResult(revokeMessage(toMessageId(messageId), messaging)),
    'messages.reedit': ({ messageId }, account) => {
      const outcome = toResult(reeditMessage(toMessageId(messageId), account.messaging));
      if (!outcome.ok) return outcome;
      const nameOf = ownNamesOf(account.namesOf(outcome.value.mentions));
      const mentions = outcome.value.mentions.map((node) => ({ node, name: nameOf(node) }));
      return succeed({ ...outcome.value, mentions });
    },
    'messages.quote': ({ messageId }, account) =>
      succeed(viewQuote(account.store.messages.byId(toMessageId(messageId)), account)),
    'messages.reveal': ({ messageId }, account) => {
      const outcome = toResult(revealMessage(toMessageId(messageId), account.messaging));
      account.burnScheduler.sweep();
      if (!outcome.ok) return outcome;
      const [view] = viewMessages([outcome.value], account, nowMs());
      return view === undefined ? fail('internal') : succeed(view);
    },
    'messages.burnNow': ({ messageId }, { messaging }) =>
      toResult(burnNow(toMessageId(messageId), messaging)),
    'messages.revocable': ({ conversationId }, { messaging }) => {
      const message = newestRevocable(toConversationId(conversationId), messaging);
      if (message === null) return succeed<null>(null);
      const untilMs = revocableUntilMs(message, messaging.revokeWindowSeconds());
      return succeed({ messageId: message.messageId, untilMs });
    },
  };
}

/** What is to be sent, in the contract's words. */
interface Sending {
  readonly draft: Omit<Draft, 'text'>;
  readonly content: RequestedContent;
}

function send({ draft, content }: Sending, account: ActiveAccount, nowMs: () => number): Result<MessageView> {
  const { conversationId, burnSeconds, replyToId, mentions, draftId } = draft;
  const request = {
    conversationId: toConversationId(conversationId),
    content,
    burnSeconds,
    replyToId: replyToId === null ? null : toMessageId(replyToId),
    mentions: mentions.map(toNodeId),
    ...(draftId === undefined ? {} : { draftId }),
  };
  const outcome = toResult(sendMessage(request, account.messaging));
  if (!outcome.ok) return outcome;
  account.presence.messageSent(request.conversationId);
  const stored = account.store.views.messagesByIds([outcome.value]);
  const [view] = viewMessages(stored, account, nowMs());
  return view === undefined ? fail('internal') : succeed(view);
}

function edit(
  { messageId, text, mentions }: CallArgument<'messages.edit'>,
  account: ActiveAccount,
  nowMs: () => number,
): CallAnswer<'messages.edit'> {
  const request = { messageId: toMessageId(messageId), text, mentions: mentions.map(toNodeId) };
  const outcome = toResult(editMessage(request, account.messaging));
  if (!outcome.ok) return outcome;
  const stored = account.store.views.messagesByIds([outcome.value]);
  const [view] = viewMessages(stored, account, nowMs());
  return view === undefined ? fail('internal') : succeed(view);
}

/** What was withdrawn is shown while its text can be written anew, and never again; what was deleted is shown nowhere. */
const isShown = ({ contentState, messageId }: Message, { messaging }: ActiveAccount): boolean =>
  contentState !== 'deleted' &&
  contentState !== 'folded' &&
  (contentState !== 'withdrawn' || messaging.reedits.untilMs(messageId) !== null);

/** Why a picture that the window shows may not be copied; null where it may. What burns may not. */
function refuseCopying(messageId: MessageId, account: ActiveAccount): 'alreadyGone' | 'burnStaysHere' | null {
  const message = account.store.messages.byId(messageId);
  const shown = findOpen(messageId, account);
  if (message === null || shown === null) return 'alreadyGone';
  if (message.burnTerms !== null) return 'burnStaysHere';
  const isPicture = shown.image !== null || (shown.file !== null && shownAs(shown.file) === 'picture');
  return isPicture ? null : 'alreadyGone';
}

/** A picture that may leave the app; what burns may not. */
function findLeaving(messageId: MessageId, account: ActiveAccount): Result<LeavingPicture> {
  const message = account.store.messages.byId(messageId);
  const shown = findOpen(messageId, account);
  if (message === null || shown === null) return fail('alreadyGone');
  if (message.burnTerms !== null) return fail('burnStaysHere');
  const bytes = shown.image === null ? null : shown.readBytes();
  if (shown.image === null || bytes === null) return fail('alreadyGone');
  const fileName = pictureFileName(Number(message.sortNs / 1_000_000n), shown.image.mediaType);
  return succeed({ fileName, bytes });
}

/** Saves the picture of a message where the user chooses; what has become of it meanwhile is their own. */
async function savePicture(
  messageId: MessageId,
  account: ActiveAccount,
  pictures: PictureOutlet,
): Promise<CallAnswer<'messages.savePicture'>> {
  const leaving = findLeaving(messageId, account);
  return leaving.ok ? succeed({ isSaved: await pictures.save(leaving.value) }) : leaving;
}

/** One step of a long text, unless it is concealed, over or gone. */
function readMore(messageId: MessageId, from: number, account: ActiveAccount): CallAnswer<'messages.more'> {
  const shown = findOpen(messageId, account);
  const whole = shown?.text ?? null;
  if (shown === null || whole === null || from >= whole.length) return fail('alreadyGone');
  const part = partOf(whole, from, furtherPart);
  const { text } = part;
  const mentions = toMentionViews(text, shown.mentions, {
    self: account.self(),
    nameOf: ownNamesOf(account.namesOf(shown.mentions)),
  });
  return succeed({
    ...toTextPartView(part, shown.isCut),
    mentions,
  });
}
