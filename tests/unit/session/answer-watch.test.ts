import { beforeEach, expect, it } from 'vitest';
import { watchForSilence } from '../../../main/session/answer-watch';
import { LineMeter } from '../../../main/session/line-meter';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let line: LineMeter;
let pongAfterMs: number | null;
let silences: number;
beforeEach(() => {
  clock = new ManualClock();
  silences = 0;
  pongAfterMs = 0;
  line = new LineMeter(clock, () => {
    line.sent(1, 'ping');
    if (pongAfterMs !== null) clock.after(pongAfterMs, () => line.ponged());
  });
  line.reset();
});
const watch = () => {
  line.sent(50);
  return watchForSilence({ clock, line }, 2_000, () => (silences += 1));
};

it('is silent when the question was there and its time has passed', () => {
  watch();
  clock.advance(2_249);
  expect(silences).toBe(0);
  clock.advance(1);
  expect([silences, clock.waitingTimers]).toEqual([1, 0]);
});

it('T3: a question behind a picture has not been asked yet', () => {
  line.sent(240_000);
  pongAfterMs = null;
  watch();
  clock.advance(50_000);
  expect(silences).toBe(0);
  pongAfterMs = 0;
  line.ponged();
  clock.advance(1_999);
  expect(silences).toBe(0);
  clock.advance(1);
  expect(silences).toBe(1);
});

it('T1: an answer that is still coming has not been left out', () => {
  watch();
  clock.advance(1_000);
  // The page keeps the pong behind it waiting for a minute.
  pongAfterMs = 60_000;
  clock.advance(61_000);
  expect(silences).toBe(0);
});

it('T2: a server that was stopped for six seconds has its time all the same', () => {
  watch();
  clock.advance(1_000);
  pongAfterMs = 6_000;
  clock.advance(7_250);
  pongAfterMs = 0;
  clock.advance(1_999);
  expect(silences).toBe(0);
  clock.advance(1);
  expect(silences).toBe(1);
});

it('ends on a line that is always full', () => {
  pongAfterMs = 5_000;
  watch();
  clock.advance(60_000);
  expect(silences).toBe(1);
});

it('ends with the question', () => {
  const watched = watch();
  clock.advance(500);
  watched.dispose();
  clock.advance(10_000);
  expect([silences, clock.waitingTimers]).toEqual([0, 0]);
});
