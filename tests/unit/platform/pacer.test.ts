import { beforeEach, describe, expect, it } from 'vitest';
import { Pacer, PacerBook } from '../../../main/platform/pacer';
import { settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let turns: string[];
beforeEach(() => {
  clock = new ManualClock();
  turns = [];
});

/** Takes a turn, and notes whether there was one. */
const take = (pacer: Pacer, name: string): void => {
  void pacer.turn().then((isTurn) => turns.push(isTurn ? name : `${name} ended`));
};
const takePrompt = (pacer: Pacer, name: string): void => {
  void pacer.promptTurn().then((isTurn) => turns.push(isTurn ? name : `${name} ended`));
};
const wait = async (durationMs: number): Promise<void> => {
  clock.advance(durationMs);
  await settle();
};

describe('a pacer', () => {
  it('gives a turn at once after a pause, and one an interval to those who wait', async () => {
    const pacer = new Pacer(clock, 200);
    take(pacer, 'first');
    take(pacer, 'second');
    take(pacer, 'third');
    await wait(0);
    expect(turns).toEqual(['first']);
    await wait(200);
    expect(turns).toEqual(['first', 'second']);
    await wait(200);
    expect(turns).toEqual(['first', 'second', 'third']);
  });

  it('gives what somebody waits for a turn before those who wait already, and the next ones later', async () => {
    const pacer = new Pacer(clock, 200);
    for (const name of ['first', 'second', 'third']) take(pacer, name);
    takePrompt(pacer, 'prompt');
    take(pacer, 'after it');
    await wait(0);
    expect(turns).toEqual(['first', 'prompt']);
    await wait(600);
    expect(turns).toEqual(['first', 'prompt', 'second', 'third']);
    await wait(200);
    expect(turns.at(-1)).toBe('after it');
  });

  it('gives what somebody waits for one turn an interval, however often it is asked for', async () => {
    const pacer = new Pacer(clock, 200);
    for (const name of ['first', 'second', 'third']) takePrompt(pacer, name);
    take(pacer, 'other');
    await wait(0);
    expect(turns).toEqual(['first']);
    await wait(200);
    expect(turns).toEqual(['first', 'second']);
    await wait(200);
    expect(turns).toEqual(['first', 'second', 'third']);
    await wait(200);
    expect(turns.at(-1)).toBe('other');
  });

  it('gives nobody a turn when its owner has gone', async () => {
    const pacer = new Pacer(clock, 200);
    takePrompt(pacer, 'first');
    takePrompt(pacer, 'second');
    pacer.dispose();
    takePrompt(pacer, 'third');
    await wait(400);
    expect(turns).toEqual(['first', 'second ended', 'third ended']);
  });
});

describe('the pacers of a book', () => {
  it('share the turns of one server', async () => {
    const book = new PacerBook(clock, 200);
    take(book.open('one'), 'ann');
    take(book.open('one'), 'ben');
    take(book.open('other'), 'cleo');
    await wait(0);
    expect(turns).toEqual(['ann', 'cleo']);
    await wait(200);
    expect(turns).toEqual(['ann', 'cleo', 'ben']);
  });

  it('end the turns of their own account alone', async () => {
    const book = new PacerBook(clock, 200);
    const [ann, ben] = [book.open('one'), book.open('one')];
    take(ann, 'ann');
    take(ann, 'ann again');
    take(ben, 'ben');
    ann.dispose();
    take(ann, 'ann at last');
    await wait(400);
    expect(turns).toEqual(['ann', 'ann again ended', 'ann at last ended', 'ben']);
  });
});
