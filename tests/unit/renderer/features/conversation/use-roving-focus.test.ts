// @vitest-environment happy-dom
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { defineComponent, h, nextTick, shallowRef } from 'vue';
import type { TimelineRow } from '../../../../../renderer/features/conversation/timeline-rows';
import { rowKeyFor, useRovingFocus } from '../../../../../renderer/features/conversation/use-roving-focus';
import { aMessage } from '../../views';

enableAutoUnmount(afterEach);

const messageRow = (id: string): TimelineRow => ({
  kind: 'message',
  key: id,
  message: aMessage(id),
  isFirst: true,
  isLast: true,
  album: [],
  canReedit: false,
});
const foldRow = (messageIds: readonly string[], isOpen = false): TimelineRow => ({
  kind: 'fold',
  key: `fold:${messageIds[0] ?? ''}`,
  messageIds,
  lineCount: 0,
  revokedCount: messageIds.length,
  burnedCount: 0,
  sortKey: '1',
  isOpen,
});
const dayRow: TimelineRow = { kind: 'day', key: 'day:1', day: { kind: 'today' }, timeMs: 0 };

/** A list of rows as buttons; `lastInView` is the place of the lowest that is in view. */
function show(initial: readonly TimelineRow[], lastInView = -1) {
  const rows = shallowRef(initial);
  const list = defineComponent(() => {
    const scroller = shallowRef<HTMLElement | null>(null);
    const focus = useRovingFocus({
      scroller,
      rows,
      made: () => rows.value.map((row, index) => ({ row, index })),
      lastInView: () => lastInView,
      scrollToRow: () => undefined,
    });
    return () =>
      h(
        'div',
        {
          ref: (element) => (scroller.value = element instanceof HTMLElement ? element : null),
          onKeydown: focus.onKeydown,
          onFocusin: focus.onFocusIn,
        },
        rows.value.map((row) =>
          row.kind === 'day'
            ? h('hr', { key: row.key })
            : h('button', {
                key: row.key,
                'data-row-key': row.key,
                tabindex: row.key === focus.tabStopKey.value ? 0 : -1,
              }),
        ),
      );
  });
  const wrapper = mount(list, { attachTo: document.body });
  const at = (key: string) => wrapper.find<HTMLElement>(`[data-row-key="${key}"]`);
  const press = async (key: string): Promise<void> => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
    for (let turn = 0; turn < 4; turn += 1) await nextTick();
  };
  const focused = () =>
    document.activeElement instanceof HTMLElement ? (document.activeElement.dataset['rowKey'] ?? null) : null;
  const tabStops = () => wrapper.findAll('[tabindex="0"]').map((row) => row.attributes('data-row-key'));
  return { rows, at, press, focused, tabStops };
}

describe('roving focus', () => {
  it('has one row for the Tab key, the last one at first', () => {
    expect(show([dayRow, messageRow('1'), foldRow(['2', '3', '4'])]).tabStops()).toEqual(['fold:2']);
  });

  it('has the lowest row in view for the Tab key until another one had the focus', async () => {
    const list = show([messageRow('1'), messageRow('2'), dayRow, messageRow('3')], 2);
    expect(list.tabStops()).toEqual(['2']);
    list.at('3').element.focus();
    await nextTick();
    expect(list.tabStops()).toEqual(['3']);
  });

  it('moves over folds with the arrow keys, and passes over dividers', async () => {
    const list = show([messageRow('1'), dayRow, foldRow(['2', '3', '4']), messageRow('5')]);
    list.at('5').element.focus();
    await list.press('ArrowUp');
    expect(list.focused()).toBe('fold:2');
    await list.press('ArrowUp');
    expect(list.focused()).toBe('1');
    await list.press('End');
    expect(list.focused()).toBe('5');
    await list.press('Home');
    expect(list.focused()).toBe('1');
    expect(list.tabStops()).toEqual(['1']);
  });

  it('stays on a fold that is opened, and goes from there to its lines', async () => {
    const list = show([foldRow(['2', '3', '4'])]);
    list.at('fold:2').element.focus();
    list.rows.value = [foldRow(['2', '3', '4'], true), ...['2', '3', '4'].map(messageRow)];
    await nextTick();
    expect(list.focused()).toBe('fold:2');
    await list.press('ArrowDown');
    expect(list.focused()).toBe('2');
  });

  it('goes to the fold when the line that had it is folded', async () => {
    const list = show(['2', '3', '4'].map(messageRow));
    list.at('3').element.focus();
    list.rows.value = [foldRow(['2', '3', '4'])];
    for (let turn = 0; turn < 4; turn += 1) await nextTick();
    expect(list.focused()).toBe('fold:2');
    expect(list.tabStops()).toEqual(['fold:2']);
  });

  it('follows a fold that an earlier page makes longer', async () => {
    const list = show([foldRow(['2', '3', '4'])]);
    list.at('fold:2').element.focus();
    list.rows.value = [messageRow('0'), foldRow(['1', '2', '3', '4'])];
    for (let turn = 0; turn < 4; turn += 1) await nextTick();
    expect(list.focused()).toBe('fold:1');
  });

  it('is not taken from elsewhere when rows change', async () => {
    const list = show(['2', '3', '4'].map(messageRow));
    list.rows.value = [foldRow(['2', '3', '4'])];
    for (let turn = 0; turn < 4; turn += 1) await nextTick();
    expect(list.focused()).toBeNull();
  });
});

describe('row of a key', () => {
  it('is itself, or the fold that stands for it', () => {
    const rows = [dayRow, messageRow('1'), foldRow(['2', '3', '4'])];
    expect(rowKeyFor(rows, '1')).toBe('1');
    expect(rowKeyFor(rows, '3')).toBe('fold:2');
    expect(rowKeyFor(rows, 'fold:3')).toBe('fold:2');
    expect(rowKeyFor([messageRow('2')], 'fold:2')).toBe('2');
    expect(rowKeyFor(rows, 'gone')).toBeNull();
  });
});
