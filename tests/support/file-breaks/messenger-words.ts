import type { AccountCallName, CallArgument } from '../../../preload/contract/api';

/** What the program of a messenger is told to do, one line of JSON each; it answers every one under its number. */
export type Order =
  | { readonly kind: 'signUp'; readonly serverUrl: string }
  | { readonly kind: 'online' }
  | {
      readonly kind: 'call';
      readonly name: AccountCallName;
      readonly argument: CallArgument<AccountCallName>;
    }
  /** Sends a file whose content belongs to a seed; answers the id of its message. */
  | {
      readonly kind: 'send';
      readonly conversationId: string;
      readonly name: string;
      readonly seed: number;
      readonly sizeBytes: number;
    }
  /** Saves the file of a message; answers the SHA-256 of what was saved, or null. */
  | { readonly kind: 'hash'; readonly messageId: string }
  /** From now on the disk takes nothing, or takes everything again. */
  | { readonly kind: 'disk'; readonly isFull: boolean }
  /** Answers the memory of the process, bytes. */
  | { readonly kind: 'memory' }
  /** As the system says it when another network is there. */
  | { readonly kind: 'wakeUp' }
  | { readonly kind: 'stop' };

/** What the program tells: answers, and every word about the bytes of files that it says or hears. */
export type News =
  | { readonly kind: 'answer'; readonly number: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly number: number; readonly reason: string }
  | { readonly kind: 'asked' | 'got'; readonly cid: string; readonly start: number; readonly end: number };
