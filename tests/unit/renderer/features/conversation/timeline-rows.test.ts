import type { RoomLineView } from '../../../../../preload/contract/member-views';
import { describe, expect, it } from 'vitest';
import type { BodyView, MessageView } from '../../../../../preload/contract/message-views';
import {
  canReedit,
  lastReeditEndMs,
  lastSortKeyAbove,
  timelineRows,
  type TimelineContext,
  type TimelineRow,
} from '../../../../../renderer/features/conversation/timeline-rows';
import { linesWithin } from '../../../../../renderer/features/conversation/timeline-stretches';
import { aMessage, noonMs } from '../../views';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const context: TimelineContext = {
  serverNowMs: noonMs,
  nowMs: noonMs,
  locale: 'en',
  hasNotice: () => false,
  unfoldedIds: new Set(),
  firstUnreadId: null,
  lines: [],
};
const revokedBody = (reeditUntilMs: number | null = null): BodyView => ({
  kind: 'revoked',
  byMe: true,
  reeditUntilMs,
});
const revoked = (id: string, patch: Partial<MessageView> = {}) =>
  aMessage(id, { body: revokedBody(), ...patch });
const burned = (id: string, patch: Partial<MessageView> = {}) =>
  aMessage(id, { body: { kind: 'burned' }, ...patch });

/** `day`, `(1)` for a message with the ends of its group, `[3]` for a fold of three, `[3:` when it is open. */
function shapeOf(rows: readonly TimelineRow[]): string {
  const shape = (row: TimelineRow): string => {
    if (row.kind === 'day') return 'day';
    if (row.kind === 'unread') return '~';
    if (row.kind === 'beginning') return '*';
    if (row.kind === 'line') return `-${row.line.lineId}-`;
    if (row.kind === 'fold') return `[${row.messageIds.length}${row.isOpen ? ':' : ']'}`;
    return `${row.isFirst ? '(' : ''}${row.message.messageId}${row.isLast ? ')' : ''}`;
  };
  return rows.map(shape).join(' ');
}
const shapeFor = (messages: readonly MessageView[], patch: Partial<TimelineContext> = {}): string =>
  shapeOf(timelineRows(messages, { ...context, ...patch }));

const aLine = (lineId: string, sortKey: string, atMs = noonMs): RoomLineView => ({
  lineId,
  kind: 'joined',
  names: ['Ann'],
  count: 1,
  text: '',
  atMs,
  sortKey,
});

describe('lines about a room', () => {
  const messages = [aMessage('1'), aMessage('2'), aMessage('3')];

  it('stand between the messages, end their groups, and have days', () => {
    expect(shapeFor(messages, { lines: [aLine('a', '1x'), aLine('b', '1y')] })).toBe('day (1) -a- -b- (2 3)');
    expect(shapeFor(messages, { lines: [aLine('a', '3x', noonMs + dayMs)] })).toBe('day (1 2 3) day -a-');
    expect(shapeFor([], { lines: [aLine('a', '0')] })).toBe('day -a-');
  });

  it('fold when there are several in a row, and no message folds with them', () => {
    const lines = [aLine('a', '2w'), aLine('b', '2x'), aLine('c', '2y')];
    const gone = [aMessage('1'), revoked('2'), revoked('3')];
    expect(shapeFor(gone, { lines })).toBe('day (1) (2) [3] (3)');
    expect(shapeFor(gone, { lines, unfoldedIds: new Set(['a']) })).toBe('day (1) (2) [3: -a- -b- -c- (3)');
    const rows = timelineRows(messages, {
      ...context,
      lines: lines.map((line) => ({ ...line, sortKey: `4${line.sortKey}` })),
    });
    // Nobody reads lines: what was seen is the message above them.
    expect(lastSortKeyAbove(rows, rows.length - 1)).toBe('3');
  });

  it('come with the messages around them', () => {
    const lines = [aLine('a', '0x'), aLine('b', '2x')];
    expect(linesWithin(lines, { messages, hasEarlier: true }).map(({ lineId }) => lineId)).toEqual(['b']);
    expect(linesWithin(lines, { messages, hasEarlier: false })).toEqual(lines);
    expect(linesWithin(lines, { messages: [], hasEarlier: true })).toEqual(lines);
  });
});

describe('timeline rows', () => {
  it('group by author, within some minutes and a day', () => {
    const messages = [
      aMessage('1'),
      aMessage('2', { sentAtMs: noonMs + 4 * minuteMs }),
      aMessage('3', { sentAtMs: noonMs + 9 * minuteMs }),
      aMessage('4', { sentAtMs: noonMs + 9 * minuteMs, isMine: true, authorNode: 'node-me' }),
    ];
    expect(shapeFor(messages)).toBe('day (1 2) (3) (4)');
    const midnightMs = new Date(noonMs).setHours(24, 0, 0, 0);
    const night = [
      aMessage('1', { sentAtMs: midnightMs - minuteMs }),
      aMessage('2', { sentAtMs: midnightMs + minuteMs }),
    ];
    expect(shapeFor(night)).toBe('day (1) day (2)');
  });

  it('T31: have a line above the first unread message, which begins a group', () => {
    const messages = [aMessage('1'), aMessage('2'), aMessage('3')];
    expect(shapeFor(messages, { firstUnreadId: '2' })).toBe('day (1) ~ (2 3)');
    expect(shapeFor(messages, { firstUnreadId: 'gone' })).toBe('day (1 2 3)');
  });

  it('T30: tell the last message at or above a row', () => {
    const rows = timelineRows([aMessage('1'), aMessage('2')], { ...context, firstUnreadId: '2' });
    expect(rows.map((_row, index) => lastSortKeyAbove(rows, index))).toEqual([null, '1', '1', '2']);
    expect(lastSortKeyAbove(rows, 99)).toBe('2');
  });

  it('end a group at a line', () => {
    expect(shapeFor([aMessage('1'), revoked('2'), aMessage('3')])).toBe('day (1) (2) (3)');
  });

  it('divide days, and never use a key twice', () => {
    const messages = [aMessage('1', { sentAtMs: noonMs - dayMs }), aMessage('2'), aMessage('3')];
    expect(shapeFor(messages)).toBe('day (1) day (2 3)');
    const keys = timelineRows(messages, context).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('of nothing are none', () => {
    expect(timelineRows([], context)).toEqual([]);
  });
});

describe('rows of messages that have not changed', () => {
  const picture = (id: string): MessageView =>
    aMessage(id, { body: { kind: 'image', width: 40, height: 30, albumId: 'album-1' } });

  it('are told the same albums as before, so that a message that comes renders none of them anew', () => {
    const before = [picture('1'), picture('2'), aMessage('3', { body: { kind: 'text', text: '好的' } })];
    const albumsOf = (messages: readonly MessageView[]) =>
      new Map(
        timelineRows(messages, context).flatMap((row) =>
          row.kind === 'message' ? [[row.key, row.album] as const] : [],
        ),
      );
    const [old, fresh] = [albumsOf(before), albumsOf([...before, aMessage('4')])];
    expect(old.get('1')).toHaveLength(2);
    for (const [key, album] of old) expect(fresh.get(key)).toBe(album);
    const changed = albumsOf([picture('1'), ...before.slice(1)]);
    expect(changed.get('1')).not.toBe(old.get('1'));
  });
});

describe('folding of erased messages', () => {
  it('begins with three in a row, revoked and burned together', () => {
    expect(shapeFor([revoked('1'), burned('2')])).toBe('day (1) (2)');
    expect(shapeFor([revoked('1'), burned('2'), revoked('3')])).toBe('day [3]');
    const [, fold] = timelineRows([revoked('1'), burned('2'), revoked('3'), burned('4')], context);
    expect(fold).toMatchObject({ revokedCount: 2, burnedCount: 2, messageIds: ['1', '2', '3', '4'] });
  });

  it('ends at every message that is still there', () => {
    const messages = [
      revoked('1'),
      revoked('2'),
      aMessage('3'),
      revoked('4'),
      burned('5'),
      burned('6'),
      aMessage('7'),
    ];
    expect(shapeFor(messages)).toBe('day (1) (2) (3) [3] (7)');
  });

  it('ends with the day', () => {
    const yesterday = { sentAtMs: noonMs - dayMs };
    const messages = [revoked('1', yesterday), burned('2', yesterday), revoked('3'), burned('4')];
    expect(shapeFor(messages)).toBe('day (1) (2) day (3) (4)');
    expect(shapeFor([burned('0', yesterday), ...messages, burned('5')])).toBe('day [3] day [3]');
  });

  it.each([
    ['can still be written anew', { body: revokedBody(noonMs + 1) }],
    ['waits for the server', { operation: { kind: 'burn', state: 'pending', reason: null } }],
    ['was refused by the server', { operation: { kind: 'burn', state: 'failed', reason: 'notFriends' } }],
  ] as const)('leaves out a message that %s', (_name, patch) => {
    const messages = [burned('1'), burned('2'), revoked('3', patch), burned('4'), burned('5'), burned('6')];
    expect(shapeFor(messages)).toBe('day (1) (2) (3) [3]');
  });

  it('leaves out a message that something is said at', () => {
    const messages = ['1', '2', '3'].map((id) => revoked(id));
    expect(shapeFor(messages, { hasNotice: (id) => id === '2' })).toBe('day (1) (2) (3)');
  });

  it('takes in own lines whose text can still be had back, but for the last of them', () => {
    const own = (id: string) => revoked(id, { body: revokedBody(noonMs + 1_000) });
    expect(shapeFor(['1', '2', '3', '4'].map(own))).toBe('day [3] (4)');
    expect(shapeFor([own('1'), own('2'), own('3'), own('4'), burned('5')])).toBe('day [3] (4) (5)');
    const [, fold] = timelineRows(['1', '2', '3', '4'].map(own), { ...context, unfoldedIds: new Set(['1']) });
    expect(fold).toMatchObject({ kind: 'fold', isOpen: true });
  });

  it('takes a message in once it cannot be written anew any more', () => {
    const messages = [revoked('1'), revoked('2'), revoked('3', { body: revokedBody(noonMs + 1_000) })];
    expect(shapeFor(messages)).toBe('day (1) (2) (3)');
    expect(shapeFor(messages, { nowMs: noonMs + 1_000 })).toBe('day [3]');
  });

  it('opens for any of its messages and shows their lines below', () => {
    const messages = [aMessage('0'), revoked('1'), burned('2'), revoked('3'), aMessage('4')];
    expect(shapeFor(messages, { unfoldedIds: new Set(['2']) })).toBe('day (0) [3: (1) (2) (3) (4)');
  });

  it('keeps its key while messages join it below', () => {
    const keyOf = (messages: readonly MessageView[]) =>
      timelineRows(messages, context).find(({ kind }) => kind === 'fold')?.key;
    const messages = [revoked('1'), burned('2'), revoked('3')];
    expect(keyOf([...messages, burned('4')])).toBe(keyOf(messages));
  });
});

describe('writing anew', () => {
  it('is possible for an own revoked message until its end', () => {
    const message = revoked('1', { body: revokedBody(noonMs) });
    expect(canReedit(message, noonMs - 1)).toBe(true);
    expect(canReedit(message, noonMs)).toBe(false);
    expect(canReedit(revoked('1'), 0)).toBe(false);
    expect(
      canReedit(revoked('1', { body: { kind: 'revoked', byMe: false, reeditUntilMs: noonMs } }), 0),
    ).toBe(false);
    expect(canReedit(burned('1'), 0)).toBe(false);
  });

  it('is judged alike by the clock and by the last end that has passed', () => {
    const ends = [null, noonMs, noonMs + 10, noonMs + 20];
    const messages = [
      aMessage('0'),
      ...ends.map((end, index) => revoked(`r${index}`, { body: revokedBody(end) })),
    ];
    for (let nowMs = noonMs - 5; nowMs < noonMs + 25; nowMs += 1) {
      const lastMs = lastReeditEndMs(messages, nowMs);
      for (const message of messages) expect(canReedit(message, lastMs)).toBe(canReedit(message, nowMs));
    }
    expect(lastReeditEndMs(messages, noonMs + 15)).toBe(noonMs + 10);
    expect(lastReeditEndMs(messages, noonMs - 1)).toBe(0);
  });
});

describe('the line of a message that was edited', () => {
  const replacedBy = (id: string): BodyView => ({
    kind: 'revoked',
    byMe: true,
    reeditUntilMs: null,
    replacedById: id,
  });

  it('is left out directly above what stands instead, over several edits, and stays further up', () => {
    const once = [aMessage('1', { body: replacedBy('2') }), aMessage('2')];
    expect(timelineRows(once, context).map(({ key }) => key)).not.toContain('1');
    const twice = [
      aMessage('1', { body: replacedBy('3') }),
      aMessage('2', { body: replacedBy('3') }),
      aMessage('3'),
    ];
    const keys = timelineRows(twice, context).map(({ key }) => key);
    expect([keys.includes('2'), keys.includes('1'), keys.includes('3')]).toEqual([false, false, true]);
    const above = [...twice.slice(0, 2), aMessage('x'), aMessage('3')];
    const aboveKeys = timelineRows(above, context).map(({ key }) => key);
    expect([aboveKeys.includes('1'), aboveKeys.includes('2')]).toEqual([false, true]);
    const apart = [aMessage('1', { body: replacedBy('3') }), aMessage('2'), aMessage('3')];
    expect(timelineRows(apart, context).map(({ key }) => key)).toContain('1');
  });
  it('is left out for every picture of an album that was said anew as a whole, and is one line further up', () => {
    const picture = (id: string) =>
      aMessage(id, { body: { kind: 'image', width: 4, height: 4, albumId: 'album' } });
    const lines = [aMessage('1', { body: replacedBy('3') }), aMessage('2', { body: replacedBy('4') })];
    const keysOf = (messages: readonly MessageView[]) =>
      timelineRows(messages, context).map(({ key }) => key);
    const directly = keysOf([...lines, picture('3'), picture('4')]);
    expect(directly.filter((key) => ['1', '2'].includes(key))).toEqual([]);
    const above = keysOf([...lines, aMessage('x'), picture('3'), picture('4')]);
    expect(above.filter((key) => ['1', '2'].includes(key))).toEqual(['2']);
  });
});
