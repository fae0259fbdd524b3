import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { SavedFilesView } from '../../../preload/contract/file-calls';
import { fail, succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import { AttachmentError } from '../../attachments/attachment';
import { endingOf } from '../../domain/file-name';
import type { MessageId } from '../../domain/ids';
import { pictureFileName } from '../../domain/picture-name';
import { onePart, writeFileOutside, type ExportEnvironment, type LeavingFile } from '../../files/file-export';
import { diskFailureOf } from '../../platform/disk-failure';
import type { ActiveAccount } from '../active-account';
import type { CallContext } from './call-context';

/** How files leave: by the shell's dialogs, under names of which no two are alike. */
type Leaving = Pick<CallContext, 'files' | 'random'>;

/** A file that is here and may leave the app; what burns may not. */
export function findLeaving(messageId: MessageId, account: ActiveAccount): Result<LeavingFile> {
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
export async function saveOne(
  leaving: LeavingFile,
  account: ActiveAccount,
  { files, random }: Leaving,
): Promise<Result<string | null>> {
  const path = await files.choose(leaving.info.name);
  if (path === null) return succeed<null>(null);
  try {
    const environment = { ...account.files.exporting, random };
    return (await writeFileOutside(path, leaving, environment)) ? succeed(path) : fail('fileDamaged');
  } catch (error) {
    return failed(error);
  }
}

/** Pictures and files of messages in one folder; null when the user has changed their mind. */
export async function saveAll(
  messageIds: readonly MessageId[],
  account: ActiveAccount,
  { files, random }: Leaving,
): Promise<Result<SavedFilesView | null>> {
  const folder = await files.chooseFolder();
  if (folder === null) return succeed<null>(null);
  const environment = { ...account.files.exporting, random };
  let savedCount = 0;
  let reason: FailureCode | null = null;
  for (const messageId of messageIds) {
    const saved = await saveInto(folder, findAnyLeaving(messageId, account), environment);
    if (saved === null) savedCount += 1;
    else reason ??= saved;
  }
  return succeed({ savedCount, unsavedCount: messageIds.length - savedCount, reason });
}

/** A picture or a file that may leave; of a picture the name is ours. */
function findAnyLeaving(messageId: MessageId, account: ActiveAccount): Result<LeavingFile> {
  const message = account.store.messages.byId(messageId);
  if (message?.contentKind !== 'image') return findLeaving(messageId, account);
  if (message.burnTerms !== null) return fail('burnStaysHere');
  const bytes = account.store.messages.attachmentOf(messageId);
  if (message.image === null || bytes === null) return fail('alreadyGone');
  const name = pictureFileName(Number(message.sortNs / 1_000_000n), message.image.mediaType);
  const hash = createHash('sha256').update(bytes).digest('hex');
  return succeed({ info: { name, hash, sizeBytes: bytes.length }, read: () => onePart(bytes) });
}

/** Null when it was saved, else why not. */
async function saveInto(
  folder: string,
  leaving: Result<LeavingFile>,
  environment: ExportEnvironment,
): Promise<FailureCode | null> {
  if (!leaving.ok) return leaving.failure.code;
  try {
    const path = await freePath(folder, leaving.value.info.name);
    return (await writeFileOutside(path, leaving.value, environment)) ? null : 'fileDamaged';
  } catch (error) {
    const saved = failed(error);
    return saved.ok ? null : saved.failure.code;
  }
}

/** Most names that are tried: a folder with more of one name is somebody's mistake. */
const mostNames = 1_000;

/** A path that nobody has: `name (2).ending` beside `name.ending`. @throws what the disk says, and EEXIST where all are taken */
async function freePath(folder: string, name: string): Promise<string> {
  const ending = endingOf(name);
  const head = ending === '' ? name : name.slice(0, -ending.length - 1);
  for (let count = 1; count <= mostNames; count += 1) {
    const tried = count === 1 ? name : `${head} (${count})${ending === '' ? '' : name.slice(head.length)}`;
    const path = join(folder, tried);
    if (!(await isTaken(path))) return path;
  }
  throw new AttachmentError('diskFailing');
}

async function isTaken(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    // Whatever keeps it from being looked at keeps it from being written, too, and is told then.
    return false;
  }
}

/** What the disk says, and that it was erased meanwhile; anything else is a fault of the program. */
export function failed(error: unknown): Result<never> {
  const failure = diskFailureOf(error);
  if (failure !== null) return fail(failure);
  if (error instanceof AttachmentError) return fail(error.code === 'gone' ? 'alreadyGone' : 'internal');
  throw error;
}
