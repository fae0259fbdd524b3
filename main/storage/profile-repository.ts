import type { Database } from './database';

/** Facts about the account itself. The password is here and nowhere else, because this file is encrypted. */
export const profileKeys = [
  'name',
  'password',
  'node',
  'resource',
  'serverUrls',
  'encoding',
  'isLocalServer',
  // The latest time that the burn clocks have seen, ms.
  'latestMs',
  // What the server stores, as far as it was seen; see `ServerLimits`.
  'largestStoredBytes',
  'smallestRefusedBytes',
  'smallestRefusedAtMs',
  // How long the server bears silence, as `KnownPatience`.
  'serverPatience',
  // How many entries of too long lists were not kept, see `main/sync/left-out.ts`.
  'leftOutFriends',
  'leftOutRequests',
  'leftOutRooms',
] as const;
export type ProfileKey = (typeof profileKeys)[number];

/** Small named values of the account. */
export class ProfileRepository {
  private readonly statements;

  constructor(database: Database) {
    this.statements = {
      get: database.prepare<[string], { value: string }>('SELECT value FROM profile WHERE key = ?'),
      set: database.prepare<[string, string], never>(
        'INSERT INTO profile (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      ),
    };
  }

  get(key: ProfileKey): string | null {
    return this.statements.get.get(key)?.value ?? null;
  }

  set(key: ProfileKey, value: string): void {
    this.statements.set.run(key, value);
  }
}
