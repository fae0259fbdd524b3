import { z } from 'zod';
import { isAccelerator } from './accelerator';
import {
  maxForwardTargets,
  maxPicturesPerQuestion,
  maxRowsPerQuestion,
  maxSelectedMessages,
  type AccountCallName,
  type AppCallName,
  type CallArgument,
} from './api';
import { chatFolders, muteLengths } from './chat-care-views';
import { maxEmojiLength, skinTones } from './emoji-views';
import { maxAppendedBytes, maxPreviewBytes } from './file-calls';
import { lockIdleChoices, whileLockedChoices } from './lock-views';
import { fileKinds, maxRecordedMs, mostVoicePeaks } from './file-views';
import { mediaKinds, mostMediaPerPage } from './media-calls';
import { genders } from './profile-views';
import { presenceChoices, typingNotices } from './presence-views';
import { memberLists, mostMembersPerPage, mostPulledAtOnce } from './member-views';
import { searchKinds } from './search-views';
import { encodings, locales, sendKeys, themes } from './views';

// By default a schema is compiled to code of its own when it is first used. The few small arguments of a start would wait for that.
z.config({ jitless: true });

/** Upper bound of any text that crosses the bridge, in UTF-16 units; longer input is refused before it is looked at. */
export const maxArgumentTextLength = 4_000_000;

/** Largest file that may come by itself, bytes. */
const maxAutoFetchBytes = 1024 ** 3;

const text = z.string().max(maxArgumentTextLength);
const shortText = z.string().max(4_096);
const id = z.string().min(1).max(256);
const sortKey = z.string().max(256);
const nothing = z.null();

const credentials = z.strictObject({
  serverAddress: shortText,
  name: shortText,
  password: shortText,
  encoding: z.enum(encodings),
  allowInsecure: z.boolean(),
});

const settings = z.strictObject({
  locale: z.exactOptional(z.enum(locales)),
  theme: z.exactOptional(z.enum(themes)),
  revokeWindowSeconds: z.exactOptional(z.number().int().min(30).max(31_536_000).nullable()),
  revokeShortcut: z.exactOptional(z.string().refine(isAccelerator).nullable()),
  burnOnLeave: z.exactOptional(z.boolean()),
  typingNotices: z.exactOptional(z.enum(typingNotices)),
  sharesReceipts: z.exactOptional(z.boolean()),
  mentionsBreakMute: z.exactOptional(z.boolean()),
  chatFolder: z.exactOptional(z.enum(chatFolders)),
  sendKey: z.exactOptional(z.enum(sendKeys)),
  formatsTexts: z.exactOptional(z.boolean()),
  autoFetch: z.exactOptional(
    z.strictObject({
      mostBytes: z.record(z.enum(fileKinds), z.number().int().min(0).max(maxAutoFetchBytes)),
      fromMembers: z.boolean(),
    }),
  ),
  isKeyNoticeRead: z.exactOptional(z.boolean()),
  lockIdleMinutes: z.exactOptional(z.literal([...lockIdleChoices]).nullable()),
  locksWithScreen: z.exactOptional(z.boolean()),
  whileLocked: z.exactOptional(z.enum(whileLockedChoices)),
});

/** Longer than any PIN: what is too long is refused in words. */
const pin = z.string().max(1_024);

const placeWish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), messageId: id }),
  z.strictObject({ kind: z.literal('answeredBy'), messageId: id }),
  z.strictObject({ kind: z.literal('time'), atMs: z.number().int().min(0).max(8_640_000_000_000_000) }),
  z.strictObject({ kind: z.literal('unread') }),
  z.strictObject({ kind: z.literal('sortKey'), sortKey }),
]);

const memberOfRoom = z.strictObject({ node: id, member: id });
const draftId = z.uuid();
const uploadId = z.uuid();
const oneMessage = z.strictObject({ messageId: id });
const burnSeconds = z.number().int().min(1).max(3_600).nullable();

/** Run-time validators of the arguments of calls about the app. Loaded by `main/ipc` and tests only. */
export const appCallSchemas = {
  'app.snapshot': nothing,
  'app.changeSettings': settings,
  'app.copyText': text,
  'app.openLink': shortText,
  'app.painted': nothing,
  'app.attend': z.strictObject({ isAttended: z.boolean() }),
  'app.pauseShortcut': z.strictObject({ isPaused: z.boolean() }),
  'app.takeLink': nothing,
  'app.microphone': z.strictObject({ isWanted: z.boolean() }),
  'account.signUp': credentials,
  'account.signIn': credentials,
  'account.resume': z.strictObject({ accountId: id }),
  'account.tryHere': z.strictObject({ name: shortText }),
  'account.keepAside': z.strictObject({ serverAddress: shortText, name: shortText }),
  'lock.turnOn': z.strictObject({ pin }),
  'lock.change': z.strictObject({ currentPin: pin, newPin: pin }),
  'lock.turnOff': z.strictObject({ pin }),
  'lock.now': nothing,
  'lock.unlock': z.strictObject({ pin }),
  'lock.forget': z.strictObject({ isMeant: z.literal(true) }),
} satisfies { readonly [N in AppCallName]: z.ZodType<CallArgument<N>> };

/** Run-time validators of the arguments of an account's calls, without the envelope. */
export const accountCallSchemas = {
  'account.signOut': z.strictObject({ data: z.enum(['keep', 'wipe']) }),
  'account.unsent': nothing,
  'account.changePassword': z.strictObject({ currentPassword: shortText, newPassword: shortText }),
  'account.resolveMissing': z.strictObject({ decision: z.enum(['erase', 'keep']) }),
  'emoji.shelf': nothing,
  'emoji.noteChosen': z.strictObject({ emoji: z.string().min(1).max(maxEmojiLength).regex(/^\S+$/u) }),
  'emoji.chooseTone': z.strictObject({ skinTone: z.literal([...skinTones]) }),
  'trial.note': z.strictObject({ deed: z.enum(['invited', 'closed']) }),
  'connection.retryNow': nothing,
  'conversations.list': z.strictObject({
    after: z
      .strictObject({ pinRank: z.exactOptional(z.number()), lastActivityMs: z.number(), conversationId: id })
      .nullable(),
    limit: z.number().int().min(1).max(maxRowsPerQuestion),
  }),
  'conversations.byIds': z.strictObject({ conversationIds: z.array(id).max(maxRowsPerQuestion) }),
  'conversations.markRead': z.strictObject({ conversationId: id, until: sortKey }),
  'conversations.setBurnDefault': z.strictObject({ conversationId: id, burnSeconds }),
  'conversations.leave': z.strictObject({ conversationId: id }),
  'conversations.pin': z.strictObject({ conversationId: id, isPinned: z.boolean() }),
  'conversations.mute': z.strictObject({ conversationId: id, length: z.enum(muteLengths).nullable() }),
  'conversations.archive': z.strictObject({ conversationId: id, isArchived: z.boolean() }),
  'conversations.markUnread': z.strictObject({ conversationId: id, isUnread: z.boolean() }),
  'conversations.delete': z.strictObject({ conversationId: id }),
  'conversations.begin': z.strictObject({ kind: z.enum(['user', 'room']), node: id }),
  'messages.page': z.strictObject({
    conversationId: id,
    before: sortKey.nullable(),
    limit: z.number().int().min(1).max(200),
  }),
  'messages.pageBelow': z.strictObject({
    conversationId: id,
    after: sortKey,
    limit: z.number().int().min(1).max(200),
  }),
  'messages.around': z.strictObject({
    conversationId: id,
    place: placeWish,
    limit: z.number().int().min(2).max(200),
  }),
  'messages.byIds': z.strictObject({ messageIds: z.array(id).max(maxRowsPerQuestion) }),
  'messages.search': z.strictObject({
    text: z.string().max(200),
    conversationId: id.nullable(),
    filter: z.exactOptional(
      z.strictObject({
        author: id.nullable(),
        kind: z.enum(searchKinds),
        fromMs: z.number().int().min(0).max(8_640_000_000_000_000).nullable(),
        untilMs: z.number().int().min(0).max(8_640_000_000_000_000).nullable(),
      }),
    ),
    before: z.string().max(32).nullable(),
    limit: z.number().int().min(1).max(100),
  }),
  'messages.send': z.strictObject({
    conversationId: id,
    text,
    burnSeconds,
    replyToId: id.nullable(),
    mentions: z.array(id).max(50),
    draftId: z.exactOptional(draftId),
  }),
  'messages.sendImage': z.strictObject({
    conversationId: id,
    bytes: z.instanceof(Uint8Array<ArrayBufferLike>),
    caption: z.string().max(1_024),
    mentions: z.array(id).max(50),
    albumId: z.exactOptional(draftId),
    burnSeconds,
    replyToId: id.nullable(),
    draftId: z.exactOptional(draftId),
  }),
  'messages.savePicture': z.strictObject({ messageId: id }),
  'messages.copyPicture': z.strictObject({
    messageId: id,
    x: z.number().min(0).max(100_000),
    y: z.number().min(0).max(100_000),
  }),
  'messages.image': z.strictObject({ messageId: id }),
  'messages.more': z.strictObject({ messageId: id, from: z.number().int().min(0).max(1_000_000) }),
  'messages.edit': z.strictObject({ messageId: id, text, mentions: z.array(id).max(50) }),
  'messages.editable': z.strictObject({ messageId: id }),
  'messages.retry': z.strictObject({ messageId: id, isApart: z.exactOptional(z.boolean()) }),
  'messages.sizeLimit': z.strictObject({ messageId: id.nullable() }),
  'messages.sendSmaller': z.strictObject({
    messageId: id,
    bytes: z.instanceof(Uint8Array<ArrayBufferLike>),
  }),
  'messages.discard': z.strictObject({ messageId: id }),
  'messages.deleteHere': z.strictObject({ messageIds: z.array(id).min(1).max(maxSelectedMessages) }),
  'messages.forward': z.strictObject({
    messageIds: z.array(id).min(1).max(maxSelectedMessages),
    conversationIds: z.array(id).min(1).max(maxForwardTargets),
  }),
  'messages.pin': z.strictObject({ messageId: id, isPinned: z.boolean() }),
  'messages.pinned': z.strictObject({ conversationId: id }),
  'messages.save': z.strictObject({
    messageIds: z.array(id).min(1).max(maxSelectedMessages),
    isSaved: z.boolean(),
  }),
  'messages.saved': z.strictObject({
    below: z.number().int().positive().nullable(),
    limit: z.number().int().min(1).max(maxRowsPerQuestion),
  }),
  'messages.savedCount': z.strictObject({ conversationId: id.nullable() }),
  'messages.react': z.strictObject({ messageId: id, emoji: z.string().min(1).max(64).nullable() }),
  'messages.revoke': z.strictObject({ messageId: id }),
  'messages.reedit': z.strictObject({ messageId: id }),
  'messages.quote': z.strictObject({ messageId: id }),
  'messages.reveal': z.strictObject({ messageId: id }),
  'messages.burnNow': z.strictObject({ messageId: id }),
  'messages.revocable': z.strictObject({ conversationId: id }),
  'media.page': z.strictObject({
    conversationId: id,
    kind: z.enum(mediaKinds),
    before: shortText.nullable(),
    limit: z.number().int().min(1).max(mostMediaPerPage),
  }),
  'files.begin': z.strictObject({
    name: z.string().max(1_024),
    sizeBytes: z.number().int().min(0),
    mediaType: z.string().max(100),
    voice: z.exactOptional(
      z.strictObject({
        durationMs: z
          .number()
          .int()
          .min(1)
          .max(maxRecordedMs + 5_000),
        peaks: z.array(z.number().min(0).max(1)).max(mostVoicePeaks),
      }),
    ),
  }),
  'files.append': z.strictObject({
    uploadId,
    bytes: z.instanceof(Uint8Array<ArrayBufferLike>).refine(({ length }) => length <= maxAppendedBytes),
  }),
  'files.send': z.strictObject({
    uploadId,
    conversationId: id,
    preview: z
      .instanceof(Uint8Array<ArrayBufferLike>)
      .refine(({ length }) => length <= maxPreviewBytes)
      .nullable(),
    caption: z.string().max(1_024),
    mentions: z.array(id).max(50),
    albumId: z.exactOptional(draftId),
    burnSeconds,
    replyToId: id.nullable(),
    draftId: z.exactOptional(draftId),
  }),
  'files.canBurn': z.strictObject({ name: z.string().max(1_024), sizeBytes: z.number().int().min(0) }),
  'files.discard': z.strictObject({ uploadId }),
  'files.fetch': oneMessage,
  'files.pause': oneMessage,
  'files.cancel': oneMessage,
  'files.preview': oneMessage,
  'files.text': oneMessage,
  'files.holdBack': z.strictObject({ messageId: id, isHeldBack: z.boolean() }),
  'files.usage': z.strictObject({ conversationId: id.nullable() }),
  'files.clean': z.strictObject({
    conversationId: id,
    kinds: z.array(z.enum(fileKinds)).min(1).max(fileKinds.length),
    withOwn: z.boolean(),
  }),
  'files.save': oneMessage,
  'files.saveAll': z.strictObject({ messageIds: z.array(id).min(1).max(maxSelectedMessages) }),
  'files.show': oneMessage,
  'playback.open': oneMessage,
  'playback.close': z.strictObject({ handle: z.string().max(64) }),
  'playback.notePlayed': oneMessage,
  'drafts.list': nothing,
  'drafts.keep': z.strictObject({
    draftId,
    conversationId: id,
    text,
    replyToId: id.nullable(),
    mentions: z.array(z.strictObject({ node: id, name: shortText })).max(500),
    mode: z.enum(['plain', 'asChat', 'afterBurn', 'burn']),
    burnSeconds,
    pictureCount: z.number().int().min(0).max(1_000),
    isTakenBack: z.boolean(),
  }),
  'contacts.list': z.strictObject({
    after: id.nullable(),
    limit: z.number().int().min(1).max(maxRowsPerQuestion),
  }),
  'contacts.byNodes': z.strictObject({ nodes: z.array(id).max(maxRowsPerQuestion) }),
  'people.byNodes': z.strictObject({ nodes: z.array(id).max(maxRowsPerQuestion) }),
  'people.profile': z.strictObject({ node: id }),
  'people.look': z.strictObject({ node: id }),
  'people.setRemark': z.strictObject({ node: id, remark: shortText }),
  'pictures.of': z.strictObject({ owners: z.array(id).max(maxPicturesPerQuestion) }),
  'profile.change': z.strictObject({
    name: z.exactOptional(shortText),
    nickname: z.exactOptional(shortText),
    gender: z.exactOptional(z.enum(genders)),
    birthday: z.exactOptional(shortText),
    area: z.exactOptional(shortText),
    status: z.exactOptional(shortText),
    picture: z.exactOptional(z.instanceof(Uint8Array<ArrayBufferLike>).nullable()),
  }),
  'presence.choose': z.strictObject({ choice: z.enum(presenceChoices), note: shortText }),
  'presence.list': nothing,
  'presence.byNodes': z.strictObject({ nodes: z.array(id).max(maxRowsPerQuestion) }),
  'typing.note': z.strictObject({ conversationId: id, isTyping: z.boolean() }),
  'typing.list': nothing,
  'contacts.add': z.strictObject({ node: shortText, greeting: shortText }),
  'contacts.accept': z.strictObject({ node: id }),
  'contacts.decline': z.strictObject({ node: id }),
  'contacts.reconsider': z.strictObject({ node: id }),
  'contacts.remove': z.strictObject({ node: id }),
  'contacts.block': z.strictObject({ node: id }),
  'rooms.create': z.strictObject({ title: shortText, isOpen: z.boolean() }),
  'rooms.list': nothing,
  'rooms.byNodes': z.strictObject({ nodes: z.array(id).max(maxRowsPerQuestion) }),
  'rooms.look': z.strictObject({ node: shortText }),
  'rooms.join': z.strictObject({ node: shortText, greeting: shortText }),
  'rooms.withdraw': z.strictObject({ node: id }),
  'rooms.acceptInvitation': z.strictObject({ node: id }),
  'rooms.declineInvitation': z.strictObject({ node: id }),
  'rooms.block': z.strictObject({ node: id }),
  'rooms.unblock': z.strictObject({ node: id }),
  'rooms.applications': z.strictObject({ node: id }),
  'rooms.approve': z.strictObject({ node: id, applicant: id }),
  'rooms.reject': z.strictObject({ node: id, applicant: id }),
  'rooms.edit': z.strictObject({
    node: id,
    name: z.exactOptional(shortText),
    label: z.exactOptional(shortText),
    picture: z.exactOptional(z.instanceof(Uint8Array<ArrayBufferLike>).nullable()),
  }),
  'rooms.setManager': z.strictObject({ node: id, member: id, isManager: z.boolean() }),
  'rooms.cancel': z.strictObject({ node: id }),
  'rooms.members': z.strictObject({
    node: id,
    list: z.enum(memberLists),
    text: z.string().max(64),
    from: z.number().int().min(0).max(1_000_000),
    limit: z.number().int().min(1).max(mostMembersPerPage),
  }),
  'rooms.membersAmong': z.strictObject({ node: id, people: z.array(id).max(maxRowsPerQuestion) }),
  'rooms.refreshMembers': z.strictObject({ node: id, list: z.enum(memberLists) }),
  'rooms.pull': z.strictObject({ node: id, people: z.array(id).min(1).max(mostPulledAtOnce) }),
  'rooms.kick': memberOfRoom,
  'rooms.blockMember': memberOfRoom,
  'rooms.unblockMember': memberOfRoom,
  'rooms.leave': z.strictObject({ node: id }),
  'rooms.lines': z.strictObject({ node: id }),
  'rooms.writePrivately': memberOfRoom,
} satisfies { readonly [N in AccountCallName]: z.ZodType<CallArgument<N>> };

/** The envelope of a call of an account. What is in it is checked by the call's own schema. */
export const accountEnvelopeSchema = z.strictObject({ accountId: id, argument: z.unknown() });
