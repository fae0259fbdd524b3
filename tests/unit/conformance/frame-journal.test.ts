import { describe, expect, it } from 'vitest';
import { FrameJournal } from '../../../conformance/frame-journal';
import type { Frame } from '../../../main/protocol/packets';
import { ManualClock } from '../../support/manual-clock';

const pong: Frame = { type: 13, packet: {} };
const end: Frame = { type: 18, packet: {} };
const isEnd = ({ type }: Frame): boolean => type === 18;

describe('the journal', () => {
  it('hands out each frame once, the oldest first', async () => {
    const journal = new FrameJournal(new ManualClock());
    journal.record(pong);
    journal.record(end);
    expect(await journal.take(() => true, 0)).toBe(pong);
    expect(await journal.take(() => true, 0)).toBe(end);
    expect(journal.count(() => true)).toBe(0);
  });

  it('hands a frame to who waits for it and keeps the others', async () => {
    const journal = new FrameJournal(new ManualClock());
    const waiting = journal.take(isEnd, 100);
    journal.record(pong);
    journal.record(end);
    expect(await waiting).toBe(end);
    expect(journal.count(() => true)).toBe(1);
  });

  it('gives up after the time it was given, and a later frame is kept', async () => {
    const clock = new ManualClock();
    const journal = new FrameJournal(clock);
    const waiting = journal.take(isEnd, 100);
    clock.advance(100);
    expect(await waiting).toBeNull();
    journal.record(end);
    expect(journal.count(isEnd)).toBe(1);
  });
});
