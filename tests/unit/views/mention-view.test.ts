import { describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import { toMentionViews } from '../../../main/views/mention-view';

const names: Readonly<Record<string, string>> = { a: '周一帆', b: '周一', self: '林小满', same: '周一帆' };
const find = (text: string, ...nodes: readonly string[]) =>
  toMentionViews(text, nodes.map(toNodeId), {
    self: toNodeId('self'),
    nameOf: (node) => names[node] ?? node,
  }).map(({ start, length, isMe }) => [text.slice(start, start + length), isMe]);

describe('where a text calls people', () => {
  it('is every “@” with the name of somebody who is called', () => {
    expect(find('@林小满 请看，@周一帆 也看，@林小满', 'self', 'a')).toEqual([
      ['@林小满', true],
      ['@周一帆', false],
      ['@林小满', true],
    ]);
  });

  it('is not where somebody stands who is not called', () => {
    expect(find('@周一帆 好', 'self')).toEqual([]);
    expect(find('周一帆 好', 'a')).toEqual([]);
  });

  it('takes the longer of two names', () => {
    expect(find('@周一帆 @周一', 'b', 'a')).toEqual([
      ['@周一帆', false],
      ['@周一', false],
    ]);
  });

  it('is marked a few hundred times, however often a text calls, in time that grows with the text', () => {
    const found = find('@周一'.repeat(200_000), 'a', 'b', 'same', 'self');
    expect(found.length).toBe(300);
  });

  it('marks a name once that two people have', () => {
    expect(find('@周一帆', 'a', 'same')).toEqual([['@周一帆', false]]);
  });
});
