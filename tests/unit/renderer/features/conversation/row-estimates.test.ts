import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../../../preload/contract/message-views';
import { RowEstimates } from '../../../../../renderer/features/conversation/row-estimates';
import type { TimelineRow } from '../../../../../renderer/features/conversation/timeline-rows';
import { aMessage } from '../../views';

const row = (id: string, text: string, patch: Partial<MessageView> = {}, isFirst = true): TimelineRow => ({
  kind: 'message',
  key: id,
  message: aMessage(id, { body: { kind: 'text', text }, ...patch }),
  isFirst,
  isLast: true,
  album: [],
  canReedit: false,
});
const words = (count: number): string => 'word '.repeat(count);

describe('the guessed height of a row', () => {
  it('is that of the last row that looked alike', () => {
    const estimates = new RowEstimates();
    const usual = estimates.of(row('0', words(30)));
    estimates.learn(row('1', words(30)), 80);
    estimates.learn(row('2', words(4)), 40);
    expect(
      [row('3', words(30)), row('4', words(4)), row('5', words(60))].map((one) => estimates.of(one)),
    ).toEqual([80, 40, usual]);
  });

  it.each([
    ['begins a group', row('2', '好', {}, false)],
    ['is of somebody else', row('2', '好', { isMine: true })],
    ['has a text as wide in fewer letters', row('2', '好'.repeat(20))],
    ['has another line', row('2', '好\n好')],
    ['is no text', row('2', '好', { body: { kind: 'burned' } })],
  ])('is another one when it differs in what %s', (_name, other) => {
    const estimates = new RowEstimates();
    estimates.learn(row('1', '好'), 99);
    expect(estimates.of(row('3', '吗'))).toBe(99);
    expect(estimates.of(other)).not.toBe(99);
  });

  it('stays what it was for a row that nobody has seen', () => {
    const estimates = new RowEstimates();
    const before = estimates.of(row('1', '好'));
    estimates.learn(row('2', '好'), 99);
    expect(estimates.of(row('1', '好'))).toBe(before);
    expect(estimates.of(row('3', '好'))).toBe(99);
  });

  it('reads a long text only as far as it matters', () => {
    const estimates = new RowEstimates();
    estimates.learn(row('1', 'x'.repeat(1_000)), 300);
    expect(estimates.of(row('2', 'x'.repeat(60_000)))).toBe(300);
  });
});
