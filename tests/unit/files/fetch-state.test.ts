import { describe, expect, it } from 'vitest';
import { nextPhase, type FetchEvent, type FetchPhase } from '../../../main/files/fetch-state';

const phases: readonly FetchPhase[] = ['waiting', 'fetching', 'paused', 'failed', 'here', 'over'];
const events: readonly FetchEvent[] = ['fetch', 'piece', 'silence', 'pause', 'fail', 'complete', 'end'];

describe('where a fetching goes', () => {
  it('is nowhere once it is over', () => {
    expect(events.map((event) => nextPhase('over', event))).toEqual(events.map(() => null));
  });

  it('is to its end from everywhere else', () => {
    expect(phases.slice(0, -1).map((phase) => nextPhase(phase, 'end'))).toEqual(Array(5).fill('over'));
  });

  it('is never on by itself from where the user or a fault has put it', () => {
    for (const phase of ['paused', 'failed'] as const) {
      const others = events.filter((event) => !['fetch', 'end', 'complete'].includes(event));
      expect(others.map((event) => nextPhase(phase, event))).toEqual(others.map(() => null));
    }
    // What had come when it was paused was all of it: there is nothing left to wait with.
    expect([nextPhase('paused', 'complete'), nextPhase('failed', 'complete')]).toEqual(['here', null]);
  });
});
