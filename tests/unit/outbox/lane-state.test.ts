import { describe, expect, it } from 'vitest';
import { laneEvents, lanePhases, nextLanePhase } from '../../../main/outbox/lane-state';
import { movesOf } from '../../support/moves-of';

describe('the state table of the outbox lane', () => {
  it('has exactly these moves', () => {
    expect(movesOf(lanePhases, laneEvents, nextLanePhase)).toEqual([
      'idle verify verifying',
      'idle sent inFlight',
      'idle stumbled backingOff',
      'verifying verified idle',
      'verifying unclear idle',
      'verifying resumed inFlight',
      'verifying settled idle',
      'verifying busy backingOff',
      'verifying stumbled backingOff',
      'verifying disconnected idle',
      'inFlight doubted verifying',
      'inFlight overdue verifying',
      'inFlight settled idle',
      'inFlight postponed idle',
      'inFlight busy backingOff',
      'inFlight stumbled backingOff',
      'inFlight disconnected idle',
      'backingOff waited idle',
      'backingOff stumbled backingOff',
      'backingOff disconnected idle',
    ]);
  });
});
