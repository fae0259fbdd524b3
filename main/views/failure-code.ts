import { failureCodes, type FailureCode } from '../../preload/contract/result';

const known: ReadonlySet<string> = new Set(failureCodes);

/** A stored code as one of the contract's; a code from a newer version of the app is told as `internal`. */
export const toFailureCode = (code: string): FailureCode =>
  // The set holds exactly the members of the union.
  known.has(code) ? (code as FailureCode) : 'internal';
