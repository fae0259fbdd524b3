import { beforeEach, describe, expect, it } from 'vitest';
import { HintedQuestions } from '../../../main/catch-up/hinted-questions';
import { settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let asked: number;
let answer: () => void;
let questions: HintedQuestions;
beforeEach(() => {
  clock = new ManualClock();
  asked = 0;
  questions = new HintedQuestions(clock, (over) => {
    asked += 1;
    answer = over;
  });
});

const pass = async (durationMs: number): Promise<void> => {
  for (let passedMs = 0; passedMs < durationMs; passedMs += 100) {
    clock.advance(100);
    answer();
    answer = () => undefined;
    await settle();
  }
};

describe('what hints make the client ask', () => {
  it('T41: is asked at once when a hint comes alone, each time', async () => {
    for (const times of [1, 2, 3]) {
      questions.hint();
      expect(asked).toBe(times);
      await pass(60_000);
    }
  });

  it('T41: waits once, however many hints come while it is asked', async () => {
    for (let hint = 0; hint < 300; hint += 1) questions.hint();
    expect(asked).toBe(1);
    await pass(600_000);
    expect([asked, clock.waitingTimers]).toEqual([2, 0]);
  });

  it('T41: is asked the more seldom the longer hints go on, and once more after the last', async () => {
    for (let second = 0; second < 3_600; second += 1) {
      questions.hint();
      await pass(1_000);
    }
    expect(asked).toBeLessThan(70);
    const before = asked;
    questions.hint();
    await pass(60_000);
    expect(asked - before).toBeGreaterThanOrEqual(1);
  });

  it('is forgotten with the connection', async () => {
    questions.hint();
    questions.hint();
    answer();
    await settle();
    questions.clear();
    expect(clock.waitingTimers).toBe(0);
    await pass(60_000);
    expect(asked).toBe(1);
  });
});
