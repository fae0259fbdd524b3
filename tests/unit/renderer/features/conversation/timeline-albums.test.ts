import { describe, expect, it } from 'vitest';
import type { BodyView, MessageView } from '../../../../../preload/contract/message-views';
import { albumTiles } from '../../../../../renderer/features/conversation/album-tiles';
import {
  holdsMessage,
  lastSortKeyAbove,
  timelineRows,
  type TimelineContext,
  type TimelineRow,
} from '../../../../../renderer/features/conversation/timeline-rows';
import { aMessage } from '../../views';

const startMs = 1_790_000_000_000;
const picture = (id: string, body: Partial<Extract<BodyView, { kind: 'image' }>> = {}): MessageView => ({
  ...aMessage(id, { body: { kind: 'image', width: 40, height: 30, albumId: 'album-1', ...body } }),
  sentAtMs: startMs,
  sortKey: id,
});
const revoked = (id: string): MessageView => ({
  ...aMessage(id, { body: { kind: 'revoked', byMe: false, reeditUntilMs: null } }),
  sentAtMs: startMs,
  sortKey: id,
});
const context: TimelineContext = {
  serverNowMs: startMs,
  nowMs: startMs,
  locale: 'en',
  hasNotice: () => false,
  unfoldedIds: new Set(),
  firstUnreadId: null,
  lines: [],
};

/** Rows below the day, as the ids that they show: an album in brackets. */
const shapeOf = (rows: readonly TimelineRow[]): readonly string[] =>
  rows.flatMap((row) => {
    if (row.kind === 'unread') return ['unread'];
    if (row.kind !== 'message') return [];
    if (row.album.length === 0) return [row.message.messageId];
    return [`[${row.album.map(({ messageId }) => messageId).join(' ')}]`];
  });
const shape = (messages: readonly MessageView[], change: Partial<TimelineContext> = {}): readonly string[] =>
  shapeOf(timelineRows(messages, { ...context, ...change }));

describe('pictures that were sent together', () => {
  const three = [picture('1'), picture('2'), picture('3')];

  it('are one row, known by the first of them, with the words of the last', () => {
    const rows = timelineRows([...three.slice(0, 2), picture('3', { caption: 'cats' })], context);
    expect(shapeOf(rows)).toEqual(['[1 2 3]']);
    expect(rows.at(-1)).toMatchObject({ key: '1', message: { messageId: '3' }, isFirst: true, isLast: true });
    expect(['1', '2', '3', '4'].map((id) => rows.some((row) => holdsMessage(row, id)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('are the same row when another one of them comes', () => {
    const keyOf = (messages: readonly MessageView[]) => timelineRows(messages, context).at(-1)?.key;
    expect(keyOf(three.slice(0, 2))).toBe(keyOf(three));
  });

  it('close the hole that one leaves that was taken back, and its line stands below them', () => {
    expect(shape([picture('1'), revoked('2'), picture('3')])).toEqual(['[1 3]', '2']);
    expect(shape([revoked('1'), picture('2'), picture('3')])).toEqual(['1', '[2 3]']);
    expect(shape([picture('1'), picture('2'), revoked('3')])).toEqual(['[1 2]', '3']);
    expect(shape([picture('1'), revoked('2')])).toEqual(['1', '2']);
  });

  it('are read to their last, also where such a line is the lowest in view', () => {
    const rows = timelineRows([picture('1'), revoked('2'), picture('3')], context);
    expect(lastSortKeyAbove(rows, rows.length - 1)).toBe('3');
  });

  it.each<[string, readonly MessageView[], readonly string[]]>([
    ['of two albums', [picture('1'), picture('2', { albumId: 'album-2' })], ['1', '2']],
    [
      'of nobody’s album',
      [aMessage('1', { body: { kind: 'image', width: 4, height: 3 } }), picture('2')],
      ['1', '2'],
    ],
    ['of somebody else', [picture('1'), { ...picture('2'), authorNode: 'other' }], ['1', '2']],
    [
      'with a text between',
      [picture('1'), { ...aMessage('2'), sentAtMs: startMs }, picture('3')],
      ['1', '2', '3'],
    ],
    ['with words of its own', [picture('1', { caption: 'one' }), picture('2'), picture('3')], ['1', '[2 3]']],
    [
      'that was not sent',
      [picture('1'), { ...picture('2'), delivery: { state: 'failed', reason: 'internal' } }, picture('3')],
      ['1', '2', '3'],
    ],
  ])('are no album with one %s', (_name, messages, rows) => {
    expect(shape(messages)).toEqual(rows);
  });

  it('begin anew below the line of the unread ones, and where something is said at one of them', () => {
    expect(shape(three, { firstUnreadId: '2' })).toEqual(['1', 'unread', '[2 3]']);
    expect(shape(three, { hasNotice: (id) => id === '1' })).toEqual(['1', '[2 3]']);
  });

  it('are no more than can be sent together, whatever somebody claims', () => {
    const many = Array.from({ length: 45 }, (_, index) => picture(String(100 + index)));
    const sizes = timelineRows(many, context).flatMap((row) =>
      row.kind === 'message' ? [row.album.length] : [],
    );
    expect(sizes).toEqual([20, 20, 5]);
  });

  it.each([
    [2, [159, 159]],
    [3, [105, 105, 105]],
    [4, [159, 159, 159, 159]],
    [5, [159, 159, 105, 105, 105]],
    [7, [321, 105, 105, 105, 105, 105, 105]],
  ])('stand in rows of up to three, all of one width: %i of them', (count, widths) => {
    expect(albumTiles(count).map(({ width }) => width)).toEqual(widths);
  });
});
