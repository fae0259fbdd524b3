import type { Step } from '../../support/simulation/schedule';

/** Schedules that once ended badly, each with what went wrong. They are tried before the random ones. */
export const regressions: readonly (readonly Step[])[] = [
  // A frame that reached the server twice stood at the place of its second copy on a device that came later.
  [
    { do: 'turnOff', on: 'a' },
    { do: 'send', on: 'a2', chat: 'pair' },
    { do: 'spoil', on: 'b', direction: 'out', fault: 'duplicate' },
    { do: 'send', on: 'b', chat: 'pair' },
    { do: 'send', on: 'a2', chat: 'pair' },
  ],
  // A member missed a revoke; the room had become empty, and silence about a room was never believed.
  [
    { do: 'turnOff', on: 'a2' },
    { do: 'pass', ms: 10 },
    { do: 'send', on: 'b', chat: 'room' },
    { do: 'spoil', on: 'a', direction: 'out', fault: 'duplicate' },
    { do: 'pass', ms: 35_000 },
    { do: 'stopServer' },
    { do: 'revoke', on: 'b', chat: 'room', pick: 2 },
    { do: 'cut', on: 'a', isHalfOpen: true },
  ],
  // A message stood on the server twice, and its revoke was content with one of the two.
  [
    { do: 'spoil', on: 'a', direction: 'out', fault: 'duplicate' },
    { do: 'send', on: 'a', chat: 'room' },
    { do: 'pass', ms: 10 },
    { do: 'cut', on: 'a2', isHalfOpen: false },
    { do: 'send', on: 'b', chat: 'room' },
    { do: 'revoke', on: 'a2', chat: 'room', pick: 7 },
    { do: 'crashServer' },
  ],
  // A repeated echo moved a revoke on to the next copy; the refusal for the first was then taken for the second.
  [
    { do: 'kill', on: 'a' },
    { do: 'revoke', on: 'a2', chat: 'pair', pick: 3 },
    { do: 'pass', ms: 35_000 },
    { do: 'spoil', on: 'a2', direction: 'out', fault: 'duplicate' },
    { do: 'revoke', on: 'a2', chat: 'room', pick: 1 },
    { do: 'pass', ms: 1 },
    { do: 'send', on: 'a2', chat: 'pair' },
    { do: 'burn', on: 'a2', pick: 4 },
    { do: 'turnOff', on: 'a' },
    { do: 'send', on: 'b', chat: 'pair' },
    { do: 'turnOn', on: 'a' },
    { do: 'cut', on: 'b', isHalfOpen: false },
    { do: 'send', on: 'b', chat: 'pair' },
    { do: 'pass', ms: 10 },
    { do: 'revoke', on: 'a', chat: 'pair', pick: 0 },
  ],
  // The acknowledgement of a room's revoke was taken for the copy that had come to light meanwhile.
  [
    { do: 'spoil', on: 'a2', direction: 'out', fault: 'duplicate' },
    { do: 'spoil', on: 'b', direction: 'out', fault: 'duplicate' },
    { do: 'sendBurn', on: 'a' },
    { do: 'sendBurn', on: 'a' },
    { do: 'send', on: 'a2', chat: 'room' },
    { do: 'sendBurn', on: 'a2' },
    { do: 'turnOn', on: 'a2' },
    { do: 'revoke', on: 'a2', chat: 'room', pick: 7 },
    { do: 'send', on: 'b', chat: 'pair' },
    { do: 'pass', ms: 12_000 },
    { do: 'spoil', on: 'a', direction: 'out', fault: 'duplicate' },
  ],
  // The answer to the sign-in was lost, the one to its repetition says less: the device did not know its own messages.
  [
    { do: 'turnOff', on: 'a' },
    { do: 'spoil', on: 'a', direction: 'out', fault: 'duplicate' },
    { do: 'spoil', on: 'a', direction: 'in', fault: 'drop' },
    { do: 'turnOn', on: 'a' },
    { do: 'pass', ms: 1 },
    { do: 'send', on: 'a', chat: 'pair' },
    { do: 'pass', ms: 1 },
  ],
  // A page that was older than a copy spoke for the copy as well, and the revoke ended with one of the two.
  [
    { do: 'sendBurn', on: 'a' },
    { do: 'turnOff', on: 'a' },
    { do: 'changeAccount', on: 'a2', to: 'own' },
    { do: 'revoke', on: 'a2', chat: 'pair', pick: 9 },
    { do: 'turnOff', on: 'a2' },
    { do: 'send', on: 'b', chat: 'room' },
  ],
  // What was being taken back was found missing, and counted as taken by nobody: its copy was left alone.
  [
    { do: 'spoil', on: 'a', direction: 'in', fault: 'drop' },
    { do: 'send', on: 'a', chat: 'pair' },
    { do: 'send', on: 'b', chat: 'room', bytes: 5000 },
    { do: 'send', on: 'b', chat: 'pair' },
    { do: 'send', on: 'b', chat: 'pair' },
    { do: 'spoil', on: 'a', direction: 'out', fault: 'drop' },
    { do: 'revoke', on: 'a2', chat: 'room', pick: 7 },
    { do: 'revoke', on: 'b', chat: 'pair', pick: 4 },
    { do: 'revoke', on: 'a2', chat: 'pair', pick: 3 },
    { do: 'swallow', on: 'a2' },
  ],
  // A second answer to the question for the newest message was taken for a page with nothing else in it: the rest vanished.
  [
    { do: 'send', on: 'a', chat: 'room' },
    { do: 'stall', on: 'a2', ms: 20_000 },
    { do: 'spoil', on: 'a2', direction: 'out', fault: 'duplicate' },
    { do: 'pass', ms: 12_000 },
    { do: 'send', on: 'a', chat: 'room' },
  ],
];
