import { describe, expect, it } from 'vitest';
import { MicrophoneGate, type MediaWish } from '../../../main/app/microphone-gate';
import { ManualClock } from '../../support/manual-clock';

const allowed = (): Promise<boolean> => Promise.resolve(true);
const wish = (change: Partial<MediaWish> = {}): MediaWish => ({
  permission: 'media',
  kinds: ['audio'],
  url: 'app://bundle/index.html',
  isMainFrame: true,
  ...change,
});

describe('the gate of the microphone', () => {
  it('is open from the beginning of a recording to its end, and at no other time', async () => {
    const gate = new MicrophoneGate(new ManualClock());
    expect(gate.admits(wish())).toBe(false);
    expect(await gate.open(allowed)).toBe(true);
    expect(gate.admits(wish())).toBe(true);
    gate.close();
    expect(gate.admits(wish())).toBe(false);
  });

  it.each([
    ['a camera', { kinds: ['video'] }],
    ['a camera with the microphone', { kinds: ['audio', 'video'] }],
    ['a screen', { permission: 'display-capture' }],
    ['where the user is', { permission: 'geolocation', kinds: [] }],
    ['something that it does not name', { kinds: [] }],
    ['a page of somebody else', { url: 'https://example.org/' }],
    ['a page without an address', { url: '' }],
    ['a frame in the page', { isMainFrame: false }],
  ])('lets nobody else through while it is open: %s', async (_name, change) => {
    const gate = new MicrophoneGate(new ManualClock());
    await gate.open(allowed);
    expect(gate.admits(wish(change))).toBe(false);
  });

  it('stays shut when the system refuses, and when the user has ended it before the system answered', async () => {
    const gate = new MicrophoneGate(new ManualClock());
    expect(await gate.open(() => Promise.resolve(false))).toBe(false);
    const asked = gate.open(allowed);
    gate.close();
    expect(await asked).toBe(false);
    expect(gate.admits(wish())).toBe(false);
  });

  it('shuts by itself when a page never says that it has ended', async () => {
    const clock = new ManualClock();
    const gate = new MicrophoneGate(clock);
    await gate.open(allowed);
    clock.advance(10 * 60_000);
    expect(gate.admits(wish())).toBe(false);
    expect(clock.waitingTimers).toBe(0);
  });
});
