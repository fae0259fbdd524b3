import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { Outcome } from '../../messaging/outcome';
import type { AccountCallHandlers } from '../../ipc/messenger';
import type { Clock } from '../../platform/clock';
import type { ActiveAccount } from '../active-account';
import type { Random } from '../../platform/random';
import type { FileOutlet } from '../file-outlet';
import type { PictureOutlet } from '../picture-outlet';

/** The calls of an account, each with the account that it is for, which `account-dispatch.ts` has found. */
export type Handlers = AccountCallHandlers<ActiveAccount>;

/** What a group of calls needs beside the account. */
export interface CallContext {
  /** This computer's clock. */
  readonly nowMs: () => number;
  readonly clock: Clock;
  readonly pictures: PictureOutlet;
  readonly files: FileOutlet;
  readonly random: Random;
}

/** A use case's answer in the contract's words. */
export const toResult = <T>(outcome: Outcome<T>): Result<T> =>
  outcome.ok ? succeed(outcome.value) : fail(outcome.code);
