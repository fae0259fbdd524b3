import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../../../preload/contract/message-views';
import {
  announce,
  announcedSeconds,
  countdown,
  type Announcement,
} from '../../../../../renderer/features/conversation/burn-clock';
import { aMessage } from '../../views';

const content = { kind: 'text', text: 'SECRET' } as const;
const opened = (messageId: string, expiresAtMs: number, seconds: number): MessageView =>
  aMessage(messageId, { body: { kind: 'burnRevealed', content, seconds, expiresAtMs } });

describe('countdown', () => {
  it('counts whole seconds and the part that is left', () => {
    expect(countdown(10_000, 10, 4_500)).toMatchObject({ secondsLeft: 6, fraction: 0.55, isEnding: false });
    expect(countdown(10_000, 10, 7_500).isEnding).toBe(true);
    expect(countdown(10_000, 10, 99_000)).toMatchObject({ secondsLeft: 0, fraction: 0 });
  });

  it('is slow when a look later nothing is to be seen of it', () => {
    const isSlow = (seconds: number): boolean => countdown(1_000, seconds, 0).isSlow;
    expect([5, 10, 30, 60, 300].map(isSlow)).toEqual([false, false, true, true, true]);
  });

  it('stays full when the clock was set back', () => {
    expect(countdown(10_000, 10, -50_000).fraction).toBe(1);
  });
});

describe('announced seconds', () => {
  const saidOf = (seconds: number): readonly number[] => {
    const said = new Set<number>();
    for (let left = seconds; left >= 0; left -= 1) said.add(announcedSeconds(left, seconds));
    return [...said];
  };

  it('are each ten seconds of the last minute, as far as they are shorter than the reading time', () => {
    expect(saidOf(300)).toEqual([300, 60, 50, 40, 30, 20, 10]);
    expect(saidOf(60)).toEqual([60, 50, 40, 30, 20, 10]);
    expect(saidOf(30)).toEqual([30, 20, 10]);
    expect(saidOf(10)).toEqual([10]);
    expect(saidOf(5)).toEqual([5]);
  });

  it('change exactly when a mark is reached', () => {
    expect(announcedSeconds(61, 300)).toBe(300);
    expect(announcedSeconds(60, 300)).toBe(60);
    expect(announcedSeconds(51, 300)).toBe(60);
    expect(announcedSeconds(50, 300)).toBe(50);
    expect(announcedSeconds(1, 300)).toBe(10);
  });
});

describe('announcements', () => {
  /** Everything that is said while `messagesAt` is looked at every 200 ms. */
  function listen(untilMs: number, messagesAt: (nowMs: number) => readonly MessageView[]) {
    const heard: (readonly [number, Announcement])[] = [];
    let marks: ReadonlyMap<string, number> = new Map();
    for (let nowMs = 0; nowMs <= untilMs; nowMs += 200) {
      const step = announce(marks, messagesAt(nowMs), nowMs);
      marks = step.marks;
      if (step.said !== null) heard.push([nowMs, step.said]);
    }
    return heard;
  }
  const left = (seconds: number): Announcement => ({ kind: 'left', seconds });

  it('tell the time at the opening, each mark once, and the end', () => {
    const heard = listen(40_000, (nowMs) => [
      nowMs < 30_000 ? opened('1', 30_000, 30) : aMessage('1', { body: { kind: 'burned' } }),
    ]);
    expect(heard).toEqual([
      [0, left(30)],
      [10_000, left(20)],
      [20_000, left(10)],
      [30_000, { kind: 'burned' }],
    ]);
  });

  it('T21: say that it is burned when it is, and not while it could not be erased', () => {
    const waiting = aMessage('1', { body: { kind: 'erasing', reason: 'diskFull' } });
    const heard = listen(5_000, (nowMs) => {
      if (nowMs < 1_000) return [opened('1', 1_000, 1)];
      return [nowMs < 4_000 ? waiting : aMessage('1', { body: { kind: 'burned' } })];
    });
    expect(heard).toEqual([
      [0, left(1)],
      [4_000, { kind: 'burned' }],
    ]);
  });

  it('tell the exact seconds of a message that was covered and is opened again', () => {
    expect(listen(0, () => [opened('1', 25_000, 60)])).toEqual([[0, left(25)]]);
  });

  it('say nothing when a message is covered, and nothing about those that were never open', () => {
    const covered = aMessage('1', { body: { kind: 'burnConcealed', seconds: 60, expiresAtMs: 60_000 } });
    const gone = aMessage('2', { body: { kind: 'burned' } });
    const heard = listen(2_000, (nowMs) => [nowMs < 1_000 ? opened('1', 60_000, 60) : covered, gone]);
    expect(heard).toEqual([[0, left(60)]]);
  });
});
