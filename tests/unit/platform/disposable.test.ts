import { describe, expect, it } from 'vitest';
import { DisposableStore, toDisposable } from '../../../main/platform/disposable';
import { Emitter } from '../../../main/platform/emitter';
import { Pacer } from '../../../main/platform/pacer';
import { settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';

describe('a disposable', () => {
  it('releases once', () => {
    let count = 0;
    const item = toDisposable(() => (count += 1));
    item.dispose();
    item.dispose();
    expect(count).toBe(1);
  });
});

describe('a store of disposables', () => {
  it('releases everything once, the newest first', () => {
    const store = new DisposableStore();
    const order: number[] = [];
    for (const number of [1, 2, 3]) store.add(toDisposable(() => order.push(number)));
    store.dispose();
    store.dispose();
    expect(order).toEqual([3, 2, 1]);
  });

  it('releases at once what comes too late', () => {
    const store = new DisposableStore();
    store.dispose();
    let isReleased = false;
    const late = toDisposable(() => (isReleased = true));
    expect(store.add(late)).toBe(late);
    expect(isReleased).toBe(true);
  });

  it('may be given something while it is being released', () => {
    const store = new DisposableStore();
    const order: string[] = [];
    store.add(toDisposable(() => store.add(toDisposable(() => order.push('inner')))));
    store.dispose();
    expect(order).toEqual(['inner']);
  });
});

describe('an emitter', () => {
  it('tells everybody in order, until they leave', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = emitter.on((value) => heard.push(`first ${value}`));
    emitter.on((value) => heard.push(`second ${value}`));
    emitter.emit(1);
    first.dispose();
    first.dispose();
    emitter.emit(2);
    expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
  });

  it('bears listeners that come and go while it tells', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const once = emitter.on(() => {
      heard.push('once');
      once.dispose();
      emitter.on(() => heard.push('late'));
    });
    emitter.emit(1);
    expect(heard).toEqual(['once']);
    emitter.emit(2);
    expect(heard).toEqual(['once', 'late']);
  });
});

describe('a pacer', () => {
  it('gives turns in order, an interval apart, and at once after a pause', async () => {
    const clock = new ManualClock();
    const pacer = new Pacer(clock, 200);
    const turns: string[] = [];
    for (const name of ['a', 'b', 'c']) void pacer.turn().then(() => turns.push(name));
    await settle();
    expect(turns).toEqual(['a']);
    clock.advance(200);
    await settle();
    expect(turns).toEqual(['a', 'b']);
    clock.advance(1_000);
    await settle();
    void pacer.turn().then(() => turns.push('d'));
    await settle();
    expect(turns).toEqual(['a', 'b', 'c', 'd']);
    expect(clock.waitingTimers).toBe(0);
  });
});
