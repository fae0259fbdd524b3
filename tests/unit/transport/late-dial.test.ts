import { describe, expect, it } from 'vitest';
import { createLateDial } from '../../../main/transport/late-dial';
import type { Dial, Transport, TransportListener } from '../../../main/transport/transport';

const listener = {} as TransportListener;
const connection = {} as Transport;
const dialing: Dial = () => Promise.resolve(connection);
const noAbort = new AbortController().signal;

describe('a dial that is made late', () => {
  it('is made once, when somebody dials, and dials for everybody who has waited', async () => {
    let madeCount = 0;
    let release: (dial: Dial) => void = () => undefined;
    const dial = createLateDial(() => {
      madeCount += 1;
      return new Promise((resolve) => {
        release = resolve;
      });
    });
    expect(madeCount).toBe(0);
    const waiting = [dial('ws://a', listener, noAbort), dial('ws://b', listener, noAbort)];
    release(dialing);
    expect(await Promise.all(waiting)).toEqual([connection, connection]);
    await dial('ws://c', listener, noAbort);
    expect(madeCount).toBe(1);
  });

  it('lets go at once whoever gives up while it is not there', async () => {
    const giver = new AbortController();
    const dial = createLateDial(() => new Promise(() => undefined));
    const waiting = dial('ws://a', listener, giver.signal);
    giver.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    await expect(dial('ws://a', listener, giver.signal)).rejects.toMatchObject({ code: 'aborted' });
  });

  it('is made anew by the next one when it could not be made', async () => {
    let tries = 0;
    const dial = createLateDial(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('no')) : Promise.resolve(dialing);
    });
    await expect(dial('ws://a', listener, noAbort)).rejects.toThrow('no');
    expect(await dial('ws://a', listener, noAbort)).toBe(connection);
  });
});
