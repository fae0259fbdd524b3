import type { Logger } from '../../platform/logger';
import { unknownPatience, type KnownPatience, type PatienceBook } from '../../session/server-patience';
import type { AccountStore } from '../../storage/account-store';

/** Keeps in the account's database how long its server bears silence. What cannot be read or written is learnt anew. */
export function createPatienceBook(store: AccountStore, logger: Logger): PatienceBook {
  return {
    read: () => parse(store.profile.get('serverPatience')) ?? unknownPatience,
    write(known) {
      try {
        store.transaction((write) => write.profile.set('serverPatience', JSON.stringify(known)));
      } catch (error) {
        // A full disk must not end a connection.
        const name = error instanceof Error ? error.name : 'unknown';
        logger.warn('patience of the server not kept', { error: name });
      }
    },
  };
}

function parse(text: string | null): KnownPatience | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { borneMs, closedAfterMs, closings } = value as Partial<Record<keyof KnownPatience, unknown>>;
    if (!isAmount(borneMs) || !isAmount(closings)) return null;
    if (closedAfterMs !== null && !isAmount(closedAfterMs)) return null;
    return { borneMs, closedAfterMs, closings };
  } catch {
    // Whatever wrote it: not this program.
    return null;
  }
}

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
