import { describe, expect, it } from 'vitest';
import { laneEvents, lanePhases, nextLanePhase } from '../../../main/outbox/lane-state';
import { nextSendingPhase, sendingEvents, sendingPhases } from '../../../main/outbox/sending-state';
import { movesOf } from '../../support/moves-of';

describe('the state table of a lane of the outbox', () => {
  it('has exactly these moves', () => {
    expect(movesOf(lanePhases, laneEvents, nextLanePhase)).toEqual([
      'idle sent inFlight',
      'idle busy backingOff',
      'idle stumbled backingOff',
      'inFlight freed idle',
      'inFlight stumbled backingOff',
      'inFlight disconnected idle',
      'backingOff waited idle',
      'backingOff stumbled backingOff',
      'backingOff disconnected idle',
    ]);
  });
});

describe('the state table of a sending', () => {
  it('has exactly these moves', () => {
    expect(movesOf(sendingPhases, sendingEvents, nextSendingPhase)).toEqual([
      'chosen check checking',
      'chosen sent fresh',
      'chosen ended over',
      'checking ended over',
      'fresh silent waiting',
      'fresh doubted doubting',
      'fresh ended over',
      'waiting overdue looking',
      'waiting doubted doubting',
      'waiting ended over',
      'looking resumed waiting',
      'looking doubted doubting',
      'looking ended over',
      'doubting ended over',
    ]);
  });
});
