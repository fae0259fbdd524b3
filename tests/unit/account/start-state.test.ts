import { describe, expect, it } from 'vitest';
import {
  gateRefusal,
  nextStartState,
  StartGate,
  startEvents,
  type StartEvent,
} from '../../../main/account/start-state';
import { startStates, type StartState } from '../../../preload/contract/views';

type Row = readonly (StartState | null)[];

// One column for each event: unlocked, nothingToOpen, opened, refused, left, locked.
const table: Readonly<Record<StartState, Row>> = {
  locked: ['opening', null, null, null, null, null],
  opening: [null, 'signedOut', 'signedIn', 'failed', null, 'locked'],
  signedIn: [null, null, null, null, 'signedOut', 'locked'],
  signedOut: [null, null, 'signedIn', null, null, 'locked'],
  failed: [null, null, 'signedIn', null, 'signedOut', 'locked'],
};
const cases = startStates.flatMap((state) =>
  startEvents.map((event, column) => [state, event, table[state][column] ?? null] as const),
);

describe('the start', () => {
  it.each(cases)('in %s, when %s, is %s', (state, event, next) => {
    expect(nextStartState(state, event)).toBe(next);
  });

  it('has a gate that is closed until it is known what there is', () => {
    const closed = startStates.map((state) => gateRefusal(state));
    expect(Object.fromEntries(startStates.map((state, index) => [state, closed[index]]))).toEqual({
      locked: 'appLocked',
      opening: 'stillOpening',
      signedIn: null,
      signedOut: null,
      failed: null,
    });
  });

  it('tells every move, and ignores what means nothing where it stands', () => {
    let told = 0;
    const gate = new StartGate(() => (told += 1));
    const seen = (['opened', 'unlocked', 'unlocked', 'opened', 'left', 'locked'] satisfies StartEvent[]).map(
      (event) => {
        gate.move(event);
        return gate.state;
      },
    );
    expect(seen).toEqual(['locked', 'opening', 'opening', 'signedIn', 'signedOut', 'locked']);
    expect(told).toBe(4);
  });
});
