import type { FileRefusalReason } from '../domain/file-transfer';
import type { DiskFailure } from '../platform/disk-failure';

/** Why a file could not be fetched; codes of the bridge contract. */
export type FetchFailure =
  'fileGone' | 'fileUnreadable' | 'fileDamaged' | 'fileHeldBack' | DiskFailure | 'internal';

/**
 * Where a fetching is. `waiting`: it is wanted, and its author gives nothing at the moment.
 *
 *   waiting --piece--> fetching --all of it, and it is what was offered--> here
 *   fetching --silence, busy, connection lost--> waiting
 *   waiting, fetching --pause--> paused --fetch--> waiting; paused --what had come was all of it--> here
 *   waiting, fetching --gone, damaged, disk--> failed --fetch--> waiting
 *   all --cancel, its message was erased--> over
 */
export type FetchPhase = 'waiting' | 'fetching' | 'paused' | 'failed' | 'here' | 'over';

/** What happens to a fetching. */
export type FetchEvent = 'fetch' | 'piece' | 'silence' | 'pause' | 'fail' | 'complete' | 'end';

const moves = {
  waiting: { piece: 'fetching', pause: 'paused', fail: 'failed', complete: 'here', end: 'over' },
  fetching: { silence: 'waiting', pause: 'paused', fail: 'failed', complete: 'here', end: 'over' },
  // What had come when it was paused was all of it.
  paused: { fetch: 'waiting', complete: 'here', end: 'over' },
  failed: { fetch: 'waiting', end: 'over' },
  here: { end: 'over' },
  over: {},
} as const satisfies Record<FetchPhase, Partial<Record<FetchEvent, FetchPhase>>>;

/** Where an event leads; null when it means nothing there. */
export function nextPhase(phase: FetchPhase, event: FetchEvent): FetchPhase | null {
  const row: Partial<Record<FetchEvent, FetchPhase>> = moves[phase];
  return row[event] ?? null;
}

/** What a refusal of the author makes of a fetching; null: it waits. */
export const failureOfRefusal: Readonly<Record<FileRefusalReason, FetchFailure | null>> = {
  gone: 'fileGone',
  unreadable: 'fileUnreadable',
  busy: null,
  heldBack: 'fileHeldBack',
};
