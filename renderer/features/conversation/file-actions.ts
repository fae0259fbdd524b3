import type { ConcealedFileView, FileStateView } from '../../../preload/contract/file-views';

/** What can be done with a file, the most likely first. */
export type FileAction = 'open' | 'fetch' | 'resume' | 'retry' | 'pause' | 'cancel' | 'save' | 'show';

const actions: Readonly<Record<FileStateView['kind'], readonly FileAction[]>> = {
  offered: ['fetch'],
  waiting: ['pause', 'cancel'],
  fetching: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  failed: ['retry'],
  here: ['save'],
};

/** What can be done with a file; `isSaved`: it was saved in this run, `mayLeave`: it does not burn, `isShown`: the app can show it. */
export function fileActions(
  { kind }: FileStateView,
  {
    isSaved,
    mayLeave,
    isShown = false,
  }: { readonly isSaved: boolean; readonly mayLeave: boolean; readonly isShown?: boolean },
): readonly FileAction[] {
  if (kind !== 'here') return actions[kind];
  const open = isShown ? (['open'] as const) : [];
  if (!mayLeave) return open;
  return [...open, ...(isSaved ? (['show', 'save'] as const) : actions.here)];
}

/** What opening a covered burn message does; its file, null for none, has to be here as a whole before it is shown. */
export function concealedDeed(file: ConcealedFileView | null): 'reveal' | 'fetch' | 'pause' {
  if (file === null || file.state.kind === 'here') return 'reveal';
  return file.state.kind === 'waiting' || file.state.kind === 'fetching' ? 'pause' : 'fetch';
}
