import type { TimUserBean } from '../../protocol/packets';
import type { DatabaseTraits } from '../database-traits';
import type { ServerDatabase } from './database';
import { decodeUserBean, encodeUserBean, fits } from './struct-blobs';

/** Accounts with their password hash and profile. */
export class AccountStore {
  private readonly insertAccount;
  private readonly selectHash;
  private readonly selectProfile;
  private readonly updateHash;
  private readonly updateProfile;

  constructor(
    database: ServerDatabase,
    private readonly traits: DatabaseTraits,
  ) {
    this.insertAccount = database.prepareWrite<[string, string, bigint]>(
      'INSERT OR IGNORE INTO account (node, password_hash, created_ns) VALUES (?, ?, ?)',
    );
    this.selectHash = database.prepare<[string], { password_hash: string }>(
      'SELECT password_hash FROM account WHERE node = ?',
    );
    this.selectProfile = database.prepare<[string], { profile: Buffer | null; created_ns: bigint }>(
      'SELECT profile, created_ns FROM account WHERE node = ?',
    );
    this.updateHash = database.prepareWrite<[string, string]>(
      'UPDATE account SET password_hash = ? WHERE node = ?',
    );
    this.updateProfile = database.prepareWrite<[Uint8Array, string]>(
      'UPDATE account SET profile = ? WHERE node = ?',
    );
  }

  /** Adds an account; `false` when the node is taken. */
  add(node: string, passwordHash: string, createdNs: bigint): boolean {
    return this.insertAccount.run(node, passwordHash, createdNs).changes === 1;
  }

  exists(node: string): boolean {
    return this.selectHash.get(node) !== undefined;
  }

  /** The hash that `Passwords` made, `null` for an unknown account. */
  passwordHash(node: string): string | null {
    return this.selectHash.get(node)?.password_hash ?? null;
  }

  setPasswordHash(node: string, passwordHash: string): void {
    this.updateHash.run(passwordHash, node);
  }

  /** The profile with the account's creation time; only that before the first change; `null` for an unknown account. */
  profile(node: string): TimUserBean | null {
    const row = this.selectProfile.get(node);
    if (row === undefined) return null;
    const bean = row.profile === null ? {} : decodeUserBean(row.profile);
    return { ...bean, createtime: row.created_ns };
  }

  /**
   * Overwrites the given fields of the profile and keeps the others. A profile that the database does not take stays as
   * it was.
   */
  changeProfile(node: string, changes: TimUserBean): void {
    const profile = encodeUserBean({ ...this.profile(node), ...changes });
    if (fits(profile, this.traits)) this.updateProfile.run(profile, node);
  }
}
