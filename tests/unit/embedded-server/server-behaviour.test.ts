import { describe, expect, it } from 'vitest';
import { isDatabaseBusy } from '../../../main/embedded-server/database-load';
import {
  behaviourNames,
  parseBehaviour,
  realBehaviour,
} from '../../../main/embedded-server/server-behaviour';
import { CountingRandom } from '../../support/counting-random';

describe('the switches of the server', () => {
  it('all behave like the real server at first', () => {
    expect(new Set(Object.values(realBehaviour))).toEqual(new Set([true]));
    expect(behaviourNames.length).toBeGreaterThan(20);
  });

  it.each(behaviourNames)('%s can be turned off and on', (name) => {
    expect(parseBehaviour(`${name}=off`)).toEqual({ [name]: false });
    expect(parseBehaviour(`${name}=on`)).toEqual({ [name]: true });
  });

  it.each([
    '',
    'reorderFrames',
    'reorderFrames=',
    'reorderFrames=false',
    'reorderFrames=on=on',
    'toString=on',
  ])('%j is no switch', (text) => {
    expect(parseBehaviour(text)).toBeNull();
  });
});

describe('a busy database', () => {
  const refusedShare = (messagesInFlight: number): number => {
    const random = new CountingRandom();
    let refused = 0;
    for (let step = 0; step < 1_000; step += 1) {
      random.nextFraction = step / 1_000;
      if (isDatabaseBusy(3 * messagesInFlight, random)) refused += 1;
    }
    return refused / 1_000;
  };

  it('refuses about as many messages as the real server did', () => {
    expect(refusedShare(16)).toBe(0);
    expect(refusedShare(128)).toBeLessThan(0.01);
    expect(refusedShare(2_000)).toBeGreaterThan(0.6);
    expect(refusedShare(20_000)).toBeLessThan(0.75);
  });
});
