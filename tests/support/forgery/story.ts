import fc from 'fast-check';
import type { EventSource } from '../../../main/domain/domain-event';

/** Commands that a peer can send about a message. */
export const commandKinds = ['revoke', 'burn', 'opened'] as const;
export type CommandKind = (typeof commandKinds)[number];

/** Who takes part: this account, two friends, and somebody who is no friend. */
export type Role = 'me' | 'friend' | 'other' | 'stranger';

/** A message of the story, and what has become of it before the commands come. */
export interface Given {
  /** The friend's chat, the other's chat, or the room of all three. */
  readonly where: 'friend' | 'other' | 'room';
  readonly author: 'me' | 'friend' | 'other';
  readonly isBurn: boolean;
  /** The server has it twice. */
  readonly isCopied: boolean;
  /**
   * `late`: it arrives after the commands. `busy`: this device has asked for its revoke, or has opened it when it is a burn
   * message of somebody else. `gone`: its author has revoked it. `burning`: this device has burned it, if it may.
   */
  readonly before: 'here' | 'late' | 'busy' | 'gone' | 'burning';
}

/** How a command fills `mid`. */
const numbers = ['aim', 'copy', 'neighbour', 'unknown', 'zero', 'absent', 'negative', 'largest'] as const;
/** How a command fills `extend.mid`. */
const claims = [...numbers, 'padded', 'tooLarge', 'fraction', 'words', 'empty'] as const;

/** A command; most are wrong in one way or another. */
export interface Attempt {
  readonly kind: CommandKind;
  /** Which message it is about, in turn. */
  readonly aim: number;
  readonly by: 'author' | 'reader' | Role;
  /** The chat of the message, somebody’s chat, the room, or a room’s number with the type of a one-to-one chat. */
  readonly to: 'its chat' | Exclude<Role, 'me'> | 'room' | 'room as a person';
  readonly mid: (typeof numbers)[number];
  readonly claim: (typeof claims)[number];
  readonly source: EventSource;
}

export interface Story {
  readonly givens: readonly Given[];
  readonly attempts: readonly Attempt[];
}

const often = <T>(value: T, others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(value) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const given: fc.Arbitrary<Given> = fc.record({
  where: fc.constantFrom('friend', 'friend', 'other', 'room'),
  author: fc.constantFrom('me', 'me', 'friend', 'other'),
  isBurn: fc.boolean(),
  isCopied: fc.nat(3).map((number) => number === 0),
  before: fc.constantFrom('here', 'here', 'here', 'late', 'busy', 'gone', 'burning'),
});

const attempt: fc.Arbitrary<Attempt> = fc.record({
  kind: fc.constantFrom(...commandKinds, 'revoke', 'burn'),
  aim: fc.nat(),
  by: fc.constantFrom('author', 'author', 'reader', 'reader', 'me', 'friend', 'other', 'stranger'),
  to: often('its chat', ['friend', 'other', 'stranger', 'room', 'room as a person']),
  mid: often('aim', numbers),
  claim: often('aim', claims),
  source: fc.constantFrom('live', 'offline'),
});

/** Commands of one story. */
export const attemptsPerStory = 10;

export const anyStory: fc.Arbitrary<Story> = fc.record({
  givens: fc.array(given, { minLength: 3, maxLength: 8 }),
  attempts: fc.array(attempt, { minLength: attemptsPerStory, maxLength: attemptsPerStory }),
});
