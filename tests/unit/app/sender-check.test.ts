import { describe, expect, it } from 'vitest';
import { refuseSender } from '../../../main/app/sender-check';

const page = { isKnownWindow: true, isMainFrame: true, url: 'app://bundle/index.html' };

describe('refuseSender', () => {
  it('accepts the page of the app in the top frame of a known window', () => {
    expect(refuseSender(page)).toBeNull();
  });

  it.each([
    [{ isKnownWindow: false }, 'unknownWindow'],
    [{ isMainFrame: false }, 'childFrame'],
    [{ url: null }, 'foreignPage'],
    [{ url: 'https://bundle/index.html' }, 'foreignPage'],
    [{ url: 'app://bundle.evil/' }, 'foreignPage'],
    [{ url: 'about:blank' }, 'foreignPage'],
  ])('refuses %j', (change, refusal) => {
    expect(refuseSender({ ...page, ...change })).toBe(refusal);
  });
});
