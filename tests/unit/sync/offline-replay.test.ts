import { beforeEach, describe, expect, it } from 'vitest';
import { toDisposable, type Disposable } from '../../../main/platform/disposable';
import { OfflineReplay } from '../../../main/sync/offline-replay';
import { settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';
import { RecordingLogger } from '../../support/recording-logger';

let clock: ManualClock;
let logger: RecordingLogger;
let replay: OfflineReplay;
let asked: number;
let ended: number;
let counts: number[];
/** When the server counts as silent; a prompt line unless a test says otherwise. */
let watch: (timeoutMs: number, silent: () => void) => Disposable;
beforeEach(() => {
  clock = new ManualClock();
  logger = new RecordingLogger();
  asked = 0;
  ended = 0;
  counts = [];
  watch = (timeoutMs, silent) => clock.after(timeoutMs, silent);
  replay = new OfflineReplay({
    clock,
    watch: (timeoutMs, silent) => watch(timeoutMs, silent),
    logger,
    requestPage: () => (asked += 1),
    progressed: () => counts.push(replay.messageCount),
  });
});

const run = (): void => void replay.run().then(() => (ended += 1));
const state = async (): Promise<readonly number[]> => {
  await settle();
  return [asked, ended, clock.waitingTimers];
};

describe('T2: an offline queue on a slow line', () => {
  it('is waited for while a page is under way, however long it takes', async () => {
    watch = () => toDisposable(() => undefined);
    run();
    clock.advance(600_000);
    expect(await state()).toEqual([1, 0, 0]);
    replay.pageApplied(['late']);
    replay.pageAcknowledged();
    clock.advance(25);
    expect(asked).toBe(2);
  });

  it('that was silent is unanswered, not empty', async () => {
    run();
    clock.advance(10_000);
    expect([(await state())[1], replay.isUnanswered]).toEqual([1, true]);
    run();
    replay.end();
    expect([(await state())[1], replay.isUnanswered]).toEqual([2, false]);
  });
});

describe('the offline replay', () => {
  it('asks for page after page, each a moment after the acknowledgement, until END', async () => {
    run();
    for (let page = 1; page <= 3; page += 1) {
      expect(await state()).toEqual([page, 0, 1]);
      replay.pageApplied([`message ${page}`]);
      clock.advance(5);
      expect(asked).toBe(page);
      replay.pageAcknowledged();
      clock.advance(1);
    }
    replay.end();
    expect(await state()).toEqual([4, 1, 0]);
  });

  it('ends when the server is silent, and says so', async () => {
    run();
    clock.advance(9_999);
    expect(await state()).toEqual([1, 0, 1]);
    clock.advance(1);
    expect(await state()).toEqual([1, 1, 0]);
    expect(logger.lines).toEqual(['offline queue is silent']);
  });

  it('takes a page that nobody asked for, and asks for nothing', async () => {
    replay.pageApplied(['message']);
    replay.pageAcknowledged();
    replay.end();
    clock.advance(1_000);
    expect(await state()).toEqual([0, 0, 0]);
  });

  it('goes on without an acknowledgement, later', async () => {
    run();
    replay.pageApplied(['message']);
    clock.advance(24);
    expect(asked).toBe(1);
    clock.advance(1);
    expect(await state()).toEqual([2, 0, 1]);
  });

  it('becomes patient with a server that needs time to remove a page, and stays so', () => {
    const pauses = [1, 5, 25, 25];
    for (const pauseMs of [...pauses, 25]) {
      run();
      replay.pageApplied(['message']);
      replay.pageAcknowledged();
      clock.advance(pauseMs - 1);
      expect(asked).toBe(1);
      clock.advance(1);
      expect(asked).toBe(2);
      replay.pageApplied(['message']);
      asked = 0;
    }
    expect(logger.lines[0]).toBe('a page came again times=1');
  });

  it('counts what it has brought, each message once', () => {
    run();
    replay.pageApplied(['one', 'two']);
    replay.pageApplied(['two', 'three']);
    expect(counts).toEqual([2, 3]);
    run();
    replay.pageApplied(['four']);
    expect(counts).toEqual([2, 3, 1]);
  });

  it('ends when the server repeats the same page for ever, and counts what it has brought', async () => {
    run();
    replay.pageApplied(['one', 'two']);
    for (let page = 0; page < 39; page += 1) {
      replay.pageAcknowledged();
      clock.advance(25);
      replay.pageApplied(['two', 'one']);
    }
    expect((await state())[1]).toBe(0);
    replay.pageApplied(['one']);
    expect([(await state()).slice(1), replay.messageCount]).toEqual([[1, 0], 2]);
    expect(logger.lines.at(-1)).toBe('offline queue repeats itself pages=40');
  });

  it('T46: lets everything else begin when the queue has no end, and goes on with it', async () => {
    run();
    for (let page = 1; page <= 999; page += 1) replay.pageApplied([`message ${page}`]);
    expect((await state())[1]).toBe(0);
    replay.pageApplied(['message 1000']);
    expect((await state())[1]).toBe(1);
    const askedBefore = asked;
    replay.pageAcknowledged();
    clock.advance(25);
    expect([asked - askedBefore, replay.messageCount]).toEqual([1, 1_000]);
    replay.end();
    expect(await state()).toEqual([asked, 1, 0]);
  });

  it('ends when the server sends nothing but empty pages', async () => {
    run();
    for (let page = 0; page < 40; page += 1) replay.pageApplied([]);
    expect((await state()).slice(1)).toEqual([1, 0]);
  });

  it('goes on while among repetitions something new comes now and then, and in its next run', async () => {
    run();
    for (let page = 0; page < 200; page += 1) replay.pageApplied([`message ${page - (page % 40)}`]);
    expect((await state())[1]).toBe(0);
    run();
    for (let page = 0; page < 39; page += 1) replay.pageApplied([]);
    expect((await state()).slice(1)).toEqual([1, 1]);
  });

  it('takes two pages at once as one turn', async () => {
    run();
    replay.pageApplied(['one']);
    replay.pageApplied(['two']);
    clock.advance(25);
    expect(await state()).toEqual([2, 0, 1]);
  });

  it('that begins again ends the one before', async () => {
    run();
    run();
    expect(await state()).toEqual([2, 1, 1]);
    replay.end();
    expect(await state()).toEqual([2, 2, 0]);
  });
});
