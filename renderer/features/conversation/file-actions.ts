import type { FileStateView } from '../../../preload/contract/file-views';

/** What can be done with a file, the most likely first. */
export type FileAction = 'fetch' | 'resume' | 'retry' | 'pause' | 'cancel' | 'save' | 'show';

const actions: Readonly<Record<FileStateView['kind'], readonly FileAction[]>> = {
  offered: ['fetch'],
  waiting: ['pause', 'cancel'],
  fetching: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  failed: ['retry'],
  here: ['save'],
};

/** What can be done with a file; `isSaved`: it was saved in this run, and `mayLeave`: it does not burn. */
export function fileActions(
  { kind }: FileStateView,
  { isSaved, mayLeave }: { readonly isSaved: boolean; readonly mayLeave: boolean },
): readonly FileAction[] {
  if (kind !== 'here') return actions[kind];
  if (!mayLeave) return [];
  return isSaved ? ['show', 'save'] : actions.here;
}
