import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { KnownAccountView } from '../../preload/contract/views';
import { readJson, writeJson } from './file-store';

const schema = z.object({
  /** Account to sign in at the next start; null after a sign-out. */
  current: z.string().nullable(),
  accounts: z.array(z.object({ accountId: z.string(), name: z.string(), serverUrl: z.string() })),
});

/** Which accounts this computer knows, in `accounts.json`. Nothing secret: names and addresses. */
export class AccountRegistry {
  private readonly file: string;
  private content: z.output<typeof schema>;

  constructor(private readonly dataDirectory: string) {
    this.file = join(dataDirectory, 'accounts.json');
    this.content = readJson(this.file, schema) ?? { current: null, accounts: [] };
  }

  known(): readonly KnownAccountView[] {
    return this.content.accounts;
  }

  current(): string | null {
    return this.content.current;
  }

  /** Remembers an account, most recently used first, as the one to sign in at the next start. */
  use(account: KnownAccountView): void {
    const others = this.content.accounts.filter(({ accountId }) => accountId !== account.accountId);
    this.save({ current: account.accountId, accounts: [account, ...others] });
  }

  /** The user signed out: the next start asks. */
  clearCurrent(): void {
    this.save({ ...this.content, current: null });
  }

  /** Folder of an account's files. */
  folderOf(accountId: string): string {
    return join(this.dataDirectory, 'accounts', accountId);
  }

  /** Local key of an account: the same name on the same server is the same account. */
  static idOf(serverUrl: string, name: string): string {
    return createHash('sha256').update(`${serverUrl}\n${name}`).digest('hex').slice(0, 24);
  }

  private save(content: z.output<typeof schema>): void {
    this.content = content;
    writeJson(this.file, content);
  }
}
