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
  // Passwords of which the server has not said whether they hold, see `AccountPasswords`.
  'unconfirmedPasswords',
  // How the user wants to be seen, see `OwnChoice`.
  'presenceChoice',
  'presenceNote',
  'presenceChosenAtMs',
  // '1' once the server has told the list, and for an account that was made here: who is in it later is new. Rooms of an account
  // that was made here are 'registered' until they were asked for once.
  'friendsKnown',
  'roomsKnown',
  // What was tried of the app on this computer's server: words of `main/account/active/trial.ts`.
  'trial',
  // Emoji that were chosen last, with spaces between them, and the colour of their skin; never chosen for what burns.
  'emojiRecent',
  'emojiTone',
  // How many entries of too long lists were not kept, see `main/sync/left-out.ts`.
  'leftOutFriends',
  'leftOutRequests',
  'leftOutBlocked',
  'leftOutRooms',
  'leftOutApplications',
  'leftOutMessages',
  // Files that are being saved outside, under their hidden names: see `main/files/unfinished-exports.ts`.
  'unfinishedExports',
] as const;
export type ProfileKey = (typeof profileKeys)[number];

/** Reading small named values of the account. No call needs a transaction. */
export class ProfileReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = {
      get: database.prepare<[string], { value: string }>('SELECT value FROM profile WHERE key = ?'),
    };
  }

  get(key: ProfileKey): string | null {
    return this.reading.get.get(key)?.value ?? null;
  }
}

/** Writing them; every call but the reading ones runs inside a transaction. */
export class ProfileWriter extends ProfileReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = {
      set: database.prepareWriting<[string, string], never>(
        'INSERT INTO profile (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      ),
    };
  }

  set(key: ProfileKey, value: string): void {
    this.writing.set.run(key, value);
  }
}
