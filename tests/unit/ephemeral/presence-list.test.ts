import { describe, expect, it } from 'vitest';
import type { EphemeralOutcome } from '../../../main/domain/ephemeral';
import { toNodeId, type NodeId } from '../../../main/domain/ids';
import { PresenceList } from '../../../main/ephemeral/presence-list';
import { settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';

describe('people to whom our presence is to be said', () => {
  it.each(['superseded', 'tooMany', 'expired'] as const)(
    'wait again when their frame was %s, unless everybody was given up meanwhile',
    async (kind) => {
      const clock = new ManualClock();
      const told: (readonly NodeId[])[] = [];
      const failures: unknown[] = [];
      let answer: (outcome: EphemeralOutcome) => void = () => undefined;
      const list = new PresenceList({
        clock,
        failed: (error) => failures.push(error),
        tell: (nodes) => {
          told.push(nodes);
          return new Promise((resolve) => (answer = resolve));
        },
      });
      list.add(toNodeId('friend'));
      clock.advance(1_000);
      answer({ kind });
      await settle();
      clock.advance(1_000);
      expect(told).toEqual([['friend'], ['friend']]);
      // The account is closed, and with it everything that a frame would be made of.
      list.dispose();
      answer({ kind });
      await settle();
      expect([clock.waitingTimers, failures]).toEqual([0, []]);
    },
  );
});
