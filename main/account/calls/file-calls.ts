import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { FileCalls } from '../../../preload/contract/file-calls';
import type { MessageView } from '../../../preload/contract/message-views';
import { AttachmentError } from '../../attachments/attachment';
import { toConversationId, toMessageId, type MessageId } from '../../domain/ids';
import { onePart, writeFileOutside, type LeavingFile } from '../../files/file-export';
import { sendMessage } from '../../messaging/send-message';
import { diskFailureOf } from '../../platform/disk-failure';
import type { ActiveAccount } from '../active-account';
import type { FileOutlet } from '../file-outlet';
import { viewMessages } from './batch-views';
import { toResult, type CallContext, type Handlers } from './call-context';

/** Calls about files. */
export function createFileCalls({ nowMs, files, random }: CallContext): Pick<Handlers, keyof FileCalls> {
  /** Where the files of messages were saved in this run, by account and message; kept by the user's own doing alone. */
  const saved = new Map<string, string>();
  const keyOf = (account: ActiveAccount, messageId: string): string =>
    `${account.profile.accountId} ${messageId}`;
  return {
    'files.begin': async (file, account) => {
      const begun = await account.files.uploads.begin(file);
      return begun.ok ? succeed({ uploadId: begun.value }) : fail(begun.code);
    },
    'files.append': async ({ uploadId, bytes }, account) => {
      const appended = await account.files.uploads.append(uploadId, bytes);
      return appended.ok ? succeed() : fail(appended.code);
    },
    'files.send': (request, account) => send(request, account, nowMs),
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
    'files.save': async ({ messageId }, account) => {
      const leaving = findLeaving(toMessageId(messageId), account);
      if (!leaving.ok) return leaving;
      const path = await save(leaving.value, files, random);
      if (path.ok && path.value !== null) saved.set(keyOf(account, messageId), path.value);
      return path.ok ? succeed({ isSaved: path.value !== null }) : path;
    },
    'files.show': ({ messageId }, account) => {
      const path = saved.get(keyOf(account, messageId));
      if (path === undefined) return fail('alreadyGone');
      files.show(path);
      return succeed();
    },
  };
}

async function send(
  { uploadId, conversationId, replyToId }: Parameters<FileCalls['files.send']>[0],
  account: ActiveAccount,
  nowMs: () => number,
): Promise<Result<MessageView>> {
  const { uploads } = account.files;
  const ready = await uploads.finish(uploadId);
  if (!ready.ok) return fail(ready.code);
  const request = {
    conversationId: toConversationId(conversationId),
    content: { kind: 'file', ...ready.value },
    burnSeconds: null,
    replyToId: replyToId === null ? null : toMessageId(replyToId),
    mentions: [],
  } as const;
  const outcome = toResult(sendMessage(request, account.messaging));
  if (!outcome.ok) {
    await uploads.forget(ready.value);
    return outcome;
  }
  const [view] = viewMessages(account.store.views.messagesByIds([outcome.value]), account, nowMs());
  return view === undefined ? fail('internal') : succeed(view);
}

/** A file that is here and may leave the app; what burns may not. */
function findLeaving(messageId: MessageId, account: ActiveAccount): Result<LeavingFile> {
  const { store, attachments } = account;
  const message = store.messages.byId(messageId);
  if (message?.contentState !== 'present') return fail('alreadyGone');
  if (message.burnTerms !== null) return fail('burnStaysHere');
  const { file: info } = message;
  if (info === null) return fail('alreadyGone');
  if (info.isCarried) return succeed({ info, read: () => onePart(store.messages.attachmentOf(messageId)) });
  const [place] = store.attachments.ofMessage(messageId);
  if (place === undefined) return fail('alreadyGone');
  return succeed({
    info,
    read: async function* () {
      yield* (await attachments.open()).read(place);
    },
  });
}

/** Where it was saved; null when the user has changed their mind. */
async function save(
  leaving: LeavingFile,
  files: FileOutlet,
  random: CallContext['random'],
): Promise<Result<string | null>> {
  const path = await files.choose(leaving.info.name);
  if (path === null) return succeed<null>(null);
  try {
    return (await writeFileOutside(path, leaving, random)) ? succeed(path) : fail('fileDamaged');
  } catch (error) {
    return failed(error);
  }
}

/** What the disk says, and that it was erased meanwhile; anything else is a fault of the program. */
function failed(error: unknown): Result<never> {
  const failure = diskFailureOf(error);
  if (failure !== null) return fail(failure);
  if (error instanceof AttachmentError) return fail(error.code === 'gone' ? 'alreadyGone' : 'internal');
  throw error;
}
