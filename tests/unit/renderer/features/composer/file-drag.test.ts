// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope, type ShallowRef } from 'vue';
import { silentDragMs, useFileDrag } from '../../../../../renderer/features/composer/use-file-drag';

/** A drag of one file as the window gets it; the DOM's own cannot be filled here. */
function dragEvent(name: string, relatedTarget: EventTarget | null = null): Event {
  const transfer = { files: [new File(['1'], 'one.png')], types: ['Files'], dropEffect: 'none' };
  const event = new Event(name, { bubbles: true, cancelable: true });
  return Object.assign(event, { dataTransfer: transfer, relatedTarget });
}

describe('files that are dragged over the window', () => {
  let scope: EffectScope;
  let isOver: Readonly<ShallowRef<boolean>>;
  let row: HTMLElement;
  beforeEach(() => {
    vi.useFakeTimers();
    row = document.createElement('p');
    document.body.replaceChildren(row, document.createElement('main'));
    scope = effectScope();
    isOver =
      scope.run(() =>
        useFileDrag({ isZone: (target) => target.closest('main') !== null, dropped: () => undefined }),
      ) ?? expect.fail();
  });
  afterEach(() => {
    scope.stop();
    vi.useRealTimers();
  });

  /** Over a row of the list, which goes away under the pointer: nothing that is left hears of the end. */
  function dragOverWhatGoes(): void {
    row.dispatchEvent(dragEvent('dragenter'));
    row.dispatchEvent(dragEvent('dragover'));
    row.remove();
    row.dispatchEvent(dragEvent('dragleave'));
    expect(isOver.value).toBe(true);
  }

  it.each([
    [
      'the pointer moves again',
      () => document.body.dispatchEvent(new Event('pointermove', { bubbles: true })),
    ],
    ['somebody clicks', () => document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))],
    ['Escape is pressed', () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))],
    ['another program has the focus', () => window.dispatchEvent(new Event('blur'))],
    ['nothing is heard of it for three seconds', () => vi.advanceTimersByTime(silentDragMs)],
  ] as const)('C2: are over when the row under them goes, nobody tells the end, and %s', (_what, happens) => {
    dragOverWhatGoes();
    happens();
    expect(isOver.value).toBe(false);
  });

  it('stay over the window from element to element, and are away with the last', () => {
    row.dispatchEvent(dragEvent('dragenter'));
    row.dispatchEvent(dragEvent('dragleave', document.querySelector('main')));
    expect(isOver.value).toBe(true);
    document.querySelector('main')?.dispatchEvent(dragEvent('dragleave'));
    expect(isOver.value).toBe(false);
  });

  it('come back with the next move after they have rested', () => {
    row.dispatchEvent(dragEvent('dragover'));
    vi.advanceTimersByTime(silentDragMs - 1);
    row.dispatchEvent(dragEvent('dragover'));
    vi.advanceTimersByTime(silentDragMs - 1);
    expect(isOver.value).toBe(true);
    vi.advanceTimersByTime(1);
    expect(isOver.value).toBe(false);
    row.dispatchEvent(dragEvent('dragover'));
    expect(isOver.value).toBe(true);
  });

  it('leave no timer behind', () => {
    row.dispatchEvent(dragEvent('dragover'));
    scope.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
