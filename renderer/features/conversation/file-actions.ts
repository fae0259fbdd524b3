import type { ConcealedFileView, FileStateView } from '../../../preload/contract/file-views';

/** What can be done with a file, the most likely first. */
export type FileAction =
  'open' | 'fetch' | 'resume' | 'retry' | 'pause' | 'cancel' | 'save' | 'show' | 'holdBack' | 'giveAgain';

const actions: Readonly<Record<FileStateView['kind'], readonly FileAction[]>> = {
  offered: ['fetch'],
  waiting: ['pause', 'cancel'],
  fetching: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  failed: ['retry'],
  here: ['save'],
  removed: [],
};

/** What can be done depends on more than where the bytes are. */
export interface FileFacts {
  /** It was saved in this run. */
  readonly isSaved: boolean;
  /** It does not burn. */
  readonly mayLeave: boolean;
  /** The app can show it. */
  readonly isShown?: boolean;
  readonly sizeBytes: number;
}

/** What can be done with a file. */
export function fileActions(
  state: FileStateView,
  { isSaved, mayLeave, isShown = false, sizeBytes }: FileFacts,
): readonly FileAction[] {
  if (state.kind !== 'here') return actions[state.kind];
  const isOnItsWay = state.fetchers?.some(({ doneBytes }) => doneBytes < sizeBytes) === true;
  const giving: readonly FileAction[] =
    state.isHeldBack === true ? ['giveAgain'] : isOnItsWay ? ['holdBack'] : [];
  const open: readonly FileAction[] = isShown ? ['open'] : [];
  if (!mayLeave) return [...giving, ...open];
  return [...giving, ...open, ...(isSaved ? (['show'] as const) : []), ...actions.here];
}

/** What opening a covered burn message does; its file, null for none, has to be here as a whole before it is shown. */
export function concealedDeed(file: ConcealedFileView | null): 'reveal' | 'fetch' | 'pause' {
  if (file === null || file.state.kind === 'here') return 'reveal';
  return file.state.kind === 'waiting' || file.state.kind === 'fetching' ? 'pause' : 'fetch';
}
