import { fail, succeed, type FailureCode, type Result } from '../../preload/contract/result';
import { closeFiles, type AccountFiles } from './account-files';
import { AccountRegistry } from './account-registry';
import type { BurnKeeper } from './burn-keeper';
import type { OpenAccounts } from './open-accounts';

/** What setting aside needs. */
export interface SetAsideEnvironment {
  readonly open: OpenAccounts;
  readonly keeper: BurnKeeper;
  readonly filesOf: (accountId: string) => AccountFiles;
  /** Does something that writes; answers what the disk says when it did not work. */
  readonly attempt: (work: () => void) => FailureCode | null;
}

/** Keeps the files of an account that cannot be opened under another name; refused with `invalidArgument` for those that can. */
export async function setAside(
  { url, name }: { readonly url: string | undefined; readonly name: string },
  { open, keeper, filesOf, attempt }: SetAsideEnvironment,
): Promise<Result<null>> {
  if (url === undefined) return fail('serverAddressInvalid');
  const accountId = AccountRegistry.idOf(url, name);
  if (open.byId(accountId) !== null) return fail('invalidArgument');
  await keeper.release(accountId);
  const files = filesOf(accountId);
  const opened = files.open();
  if (opened.ok) {
    await closeFiles(opened);
    keeper.watch(accountId);
    return fail('invalidArgument');
  }
  const failure = attempt(() => {
    const folderName = files.keepAside();
    // Its key may come back, and then its burn clocks have to be kept like any other's.
    if (folderName !== null) keeper.watch(folderName);
  });
  return failure === null ? succeed() : fail(failure);
}
