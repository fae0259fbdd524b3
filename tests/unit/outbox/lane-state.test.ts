import { describe, expect, it } from 'vitest';
import { laneEvents, lanePhases, nextLanePhase } from '../../../main/outbox/lane-state';
import { movesOf } from '../../support/moves-of';

describe('the state table of the outbox lane', () => {
  it('has exactly these moves', () => {
    expect(movesOf(lanePhases, laneEvents, nextLanePhase)).toEqual([
      'idle verify verifying',
      'idle sent inFlight',
      'verifying verified idle',
      'verifying unclear backingOff',
      'verifying settled idle',
      'verifying disconnected idle',
      'inFlight doubted verifying',
      'inFlight settled idle',
      'inFlight busy backingOff',
      'inFlight timedOut backingOff',
      'inFlight disconnected idle',
      'backingOff waited idle',
      'backingOff disconnected idle',
    ]);
  });
});
