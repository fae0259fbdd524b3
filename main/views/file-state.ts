import type { FileStateView } from '../../preload/contract/file-views';
import type { FileState } from '../domain/file';
import { toFailureCode } from './failure-code';

/** Where the bytes of a file are, in the contract's words. */
export const toFileStateView = (state: FileState): FileStateView =>
  state.kind === 'failed' ? { kind: 'failed', reason: toFailureCode(state.reason) } : state;
