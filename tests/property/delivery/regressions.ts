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
];
