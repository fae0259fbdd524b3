import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { KnownAccountView } from '../../preload/contract/views';
import { JsonFile } from '../platform/json-file';

// Names of folders: nothing else may come out of a file that somebody else may have written.
const accountIdPattern = /^[0-9a-f]{24}$/u;
// What was set aside may be opened again some day.
const folderPattern = /^[0-9a-f]{24}(\.unreadable-\d+)?$/u;
const accountId = z.string().regex(accountIdPattern);
/** Stands among the accounts that are being wiped for the data of this computer's server. */
export const localServerData = 'localServer';
/** Stands there for the lock of the app. */
export const lockData = 'lock';
const schema = z.object({
  /** Account to sign in and to show at the next start; null after a sign-out. */
  current: accountId.nullable(),
  /** Accounts to be opened beside it at the next start; the one that is shown may be among them. */
  open: z.array(accountId).max(1_000).optional(),
  /** What is to be destroyed: its end is owed from the moment in which this is written. */
  wiping: z
    .array(z.union([accountId, z.literal([localServerData, lockData])]))
    .max(1_000)
    .optional(),
  accounts: z
    .array(
      z.object({
        accountId,
        node: z.string().max(4_096),
        name: z.string().max(4_096),
        serverUrl: z.string().max(4_096),
        isLocalServer: z.boolean(),
      }),
    )
    .max(1_000),
});

/** Which accounts this computer knows, in `accounts.json`. Nothing secret: names and addresses. */
export class AccountRegistry {
  private readonly file: JsonFile<z.output<typeof schema>>;
  private content: z.output<typeof schema>;

  /** @throws UnreadableFileError */
  constructor(private readonly dataDirectory: string) {
    this.file = new JsonFile(join(dataDirectory, 'accounts.json'), schema);
    this.content = this.file.load() ?? { current: null, accounts: [] };
  }

  known(): readonly KnownAccountView[] {
    return this.content.accounts;
  }

  current(): string | null {
    return this.content.current;
  }

  /** Accounts that were open beside the current one. */
  alsoOpen(): readonly string[] {
    return (this.content.open ?? []).filter((id) => id !== this.content.current);
  }

  /** What is to be destroyed and is perhaps still there: ids of accounts, `localServerData`, and `lockData`. */
  wiping(): readonly string[] {
    return this.content.wiping ?? [];
  }

  /**
   * Folders of every account that has files here, whether the list knows it or not, and of what was set aside; without those that
   * are being wiped.
   */
  withFiles(): readonly string[] {
    return this.folders().filter((name) => !this.wiping().includes(accountOfFolder(name)));
  }

  /** Folders of one account: its files, and what was set aside of them. */
  foldersOf(accountId: string): readonly string[] {
    return this.folders().filter((name) => accountOfFolder(name) === accountId);
  }

  /** Remembers an account, most recently used first, as the one to be shown at the next start. */
  use(account: KnownAccountView): void {
    const others = this.content.accounts.filter(({ accountId }) => accountId !== account.accountId);
    const open = [...new Set([account.accountId, ...(this.content.open ?? [])])];
    this.save({ ...this.content, current: account.accountId, open, accounts: [account, ...others] });
  }

  /** The user signed out of an account; the next start shows another one, or asks. */
  leave(accountId: string, current: string | null): void {
    const open = (this.content.open ?? []).filter((id) => id !== accountId);
    this.save({ ...this.content, current, open });
  }

  /** Nothing of an account is known any more, and what it has here is to be destroyed; `also` with it. */
  beginWipe(accountId: string, current: string | null, also: readonly (typeof localServerData)[]): void {
    const { content } = this;
    const wiping = [...new Set([...(content.wiping ?? []), accountId, ...also])];
    const open = (content.open ?? []).filter((id) => id !== accountId);
    const accounts = content.accounts.filter((account) => account.accountId !== accountId);
    this.save({ current, open, accounts, wiping });
  }

  /**
   * Nothing is known any more, and everything is to be destroyed, the lock first: without it nothing that is left can be read.
   * Answers the accounts that were known.
   */
  beginWipeOfAll(): readonly string[] {
    const known = this.content.accounts.map(({ accountId }) => accountId);
    const ids = new Set([...known, ...this.folders().map(accountOfFolder)]);
    const wiping = [...new Set([lockData, ...this.wiping(), ...ids, localServerData])];
    this.save({ current: null, open: [], accounts: [], wiping });
    return known;
  }

  /** It is destroyed. */
  endWipe(name: string): void {
    this.save({ ...this.content, wiping: this.wiping().filter((other) => other !== name) });
  }

  /** Folder of an account's files. */
  folderOf(accountId: string): string {
    return join(this.dataDirectory, 'accounts', accountId);
  }

  /** Local key of an account: the same name on the same server is the same account. */
  static idOf(serverUrl: string, name: string): string {
    return createHash('sha256').update(`${serverUrl}\n${name}`).digest('hex').slice(0, 24);
  }

  private folders(): readonly string[] {
    try {
      const names = readdirSync(join(this.dataDirectory, 'accounts'));
      return names.filter((name) => folderPattern.test(name));
    } catch {
      // The folder is made with the first account; one that cannot be listed may still give out what is known in it.
      return this.content.accounts.map((account) => account.accountId);
    }
  }

  /** Throws, and changes nothing, when it could not be stored. */
  private save(content: z.output<typeof schema>): void {
    this.file.write(content);
    this.content = content;
  }
}

/** The account whose files lie, or lay, in a folder. */
const accountOfFolder = (name: string): string => name.split('.', 1)[0] ?? name;
