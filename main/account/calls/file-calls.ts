import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { FileCalls, FileDraft } from '../../../preload/contract/file-calls';
import type { MessageView } from '../../../preload/contract/message-views';
import type { ChangeSet } from '../../domain/change-set';
import { readPreview as readPreviewInfo } from '../../domain/file';
import { toConversationId, toMessageId, toNodeId } from '../../domain/ids';
import { contentBytes } from '../../domain/message';
import { mayBurn } from '../../domain/shown-file';
import { fromPeakLevels } from '../../domain/voice';
import { cleanFiles } from '../../files/clean-files';
import type { ReadyFile } from '../../files/file-uploads';
import { sendMessage } from '../../messaging/send-message';
import type { ActiveAccount } from '../active-account';
import { viewMessages } from './batch-views';
import { viewUsage } from './usage-views';
import { toResult, type CallContext, type Handlers } from './call-context';
import { failed, findLeaving, saveAll, saveOne } from './leaving-files';
import { readPreview, readShownText } from './open-content';

/** Calls about files. */
export function createFileCalls({ nowMs, files, random }: CallContext): Pick<Handlers, keyof FileCalls> {
  /** Where the files of messages were saved in this run, by account and message; kept by the user's own doing alone. */
  const saved = new Map<string, string>();
  const keyOf = (account: ActiveAccount, messageId: string): string =>
    `${account.profile.accountId} ${messageId}`;
  return {
    'files.begin': async ({ voice, ...file }, account) => {
      const recorded =
        voice === undefined
          ? {}
          : { voice: { durationMs: voice.durationMs, peaks: fromPeakLevels(voice.peaks) } };
      const begun = await account.files.uploads.begin({ ...file, ...recorded });
      return begun.ok ? succeed({ uploadId: begun.value }) : fail(begun.code);
    },
    'files.append': async ({ uploadId, bytes }, account) => {
      const appended = await account.files.uploads.append(uploadId, bytes);
      return appended.ok ? succeed() : fail(appended.code);
    },
    'files.send': (request, account) => send(request, account, nowMs),
    'files.canBurn': (file) => succeed({ canBurn: mayBurn(file) }),
    'files.discard': async ({ uploadId }, account) => {
      await account.files.uploads.discard(uploadId);
      return succeed();
    },
    'files.fetch': async ({ messageId }, account) => {
      try {
        const refusal = await account.files.fetches.fetch(toMessageId(messageId));
        return refusal === null ? succeed() : fail(refusal);
      } catch (error) {
        return failed(error);
      }
    },
    'files.pause': ({ messageId }, account) => {
      account.files.fetches.pause(toMessageId(messageId));
      return succeed();
    },
    'files.cancel': ({ messageId }, account) => {
      account.files.fetches.cancel(toMessageId(messageId));
      return succeed();
    },
    'files.holdBack': ({ messageId, isHeldBack }, account) =>
      account.files.holdBack(toMessageId(messageId), isHeldBack) ? succeed() : fail('alreadyGone'),
    'files.usage': ({ conversationId }, account) =>
      succeed(
        viewUsage(conversationId === null ? null : toConversationId(conversationId), {
          store: account.store,
          chatTitle: (id) => account.chatTitle(id),
        }),
      ),
    'files.clean': async ({ conversationId, kinds, withOwn }, account) => {
      const cleaning = { conversationId: toConversationId(conversationId), kinds, withOwn };
      const tell = (changes: ChangeSet): void => account.tellChanges(changes);
      try {
        return succeed({ freedBytes: await cleanFiles(cleaning, account.store, tell) });
      } catch (error) {
        return failed(error);
      }
    },
    'files.preview': ({ messageId }, account) => readPreview(toMessageId(messageId), account),
    'files.text': ({ messageId }, account) => readShownText(toMessageId(messageId), account),
    'files.save': async ({ messageId }, account) => {
      const leaving = findLeaving(toMessageId(messageId), account);
      if (!leaving.ok) return leaving;
      const path = await saveOne(leaving.value, account, { files, random });
      if (path.ok && path.value !== null) saved.set(keyOf(account, messageId), path.value);
      return path.ok ? succeed({ isSaved: path.value !== null }) : path;
    },
    'files.saveAll': ({ messageIds }, account) =>
      saveAll(messageIds.map(toMessageId), account, { files, random }),
    'files.show': ({ messageId }, account) => {
      const path = saved.get(keyOf(account, messageId));
      if (path === undefined) return fail('alreadyGone');
      files.show(path);
      return succeed();
    },
  };
}

async function send(
  draft: FileDraft,
  account: ActiveAccount,
  nowMs: () => number,
): Promise<Result<MessageView>> {
  const { uploads } = account.files;
  const ready = await uploads.finish(draft.uploadId);
  if (!ready.ok) return fail(ready.code);
  const { caption, albumId, burnSeconds, replyToId, mentions, draftId } = draft;
  const request = {
    conversationId: toConversationId(draft.conversationId),
    content: {
      kind: 'file',
      ...withPreview(ready.value, draft, account),
      caption,
      ...(albumId === undefined ? {} : { albumId }),
    },
    burnSeconds,
    replyToId: replyToId === null ? null : toMessageId(replyToId),
    mentions: mentions.map(toNodeId),
    ...(draftId === undefined ? {} : { draftId }),
  } as const;
  const outcome = toResult(sendMessage(request, account.messaging));
  if (!outcome.ok) {
    await uploads.forget(ready.value);
    return outcome;
  }
  account.presence.messageSent(request.conversationId);
  const [view] = viewMessages(account.store.views.messagesByIds([outcome.value]), account, nowMs());
  return view === undefined ? fail('internal') : succeed(view);
}

/** The file with its small picture, if that is one that others would show and the server has room for it; what is carried shows itself. */
function withPreview(
  ready: ReadyFile,
  { preview, caption }: Pick<FileDraft, 'preview' | 'caption'>,
  { messaging }: ActiveAccount,
): ReadyFile & { readonly preview?: Uint8Array } {
  const info = preview === null || ready.info.isCarried ? null : readPreviewInfo(preview);
  if (preview === null || info === null) return ready;
  const content = { kind: 'file', info: ready.info, bytes: ready.bytes, preview, caption } as const;
  if (messaging.limits.isTooLarge(contentBytes(content))) return ready;
  return { ...ready, info: { ...ready.info, preview: info }, preview };
}
