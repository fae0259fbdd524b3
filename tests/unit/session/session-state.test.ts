import { describe, expect, it } from 'vitest';
import { nextState, sessionEvents, sessionStates } from '../../../main/session/session-state';
import { movesOf } from '../../support/moves-of';

describe('the state table of the session', () => {
  it('has exactly these moves', () => {
    expect(movesOf(sessionStates, sessionEvents, nextState)).toEqual([
      'signedOut start connecting',
      'connecting opened authenticating',
      'connecting lost waiting',
      'connecting stop signedOut',
      'authenticating accepted replaying',
      'authenticating lost waiting',
      'authenticating overLimit waiting',
      'authenticating rejected rejected',
      'authenticating stop signedOut',
      'replaying replayed online',
      'replaying lost waiting',
      'replaying kicked kicked',
      'replaying stop signedOut',
      'online lost waiting',
      'online kicked kicked',
      'online stop signedOut',
      'waiting retry connecting',
      'waiting stop signedOut',
      'kicked retry connecting',
      'kicked stop signedOut',
      'rejected retry connecting',
      'rejected stop signedOut',
    ]);
  });
});
