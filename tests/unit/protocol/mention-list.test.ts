import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { maxMentions } from '../../../main/domain/message';
import { parseMentionList } from '../../../main/protocol/mention-list';

describe('the list of those whom a message calls', () => {
  it('is a JSON list of nodes, each of them once', () => {
    expect(parseMentionList('["a","b","a"]')).toEqual(['a', 'b']);
  });

  it.each([undefined, '', 'a', '{"a":1}', 'null', '[', '[[["a"]]]', `["${'x'.repeat(5_000)}"]`])(
    'is empty when a peer wrote %j',
    (text) => {
      expect(parseMentionList(text)).toEqual([]);
    },
  );

  it('leaves out what is no node, and ends after fifty', () => {
    expect(parseMentionList(`["a",1,null,"","${'x'.repeat(65)}"]`)).toEqual(['a']);
    const many = JSON.stringify(Array.from({ length: 80 }, (_, index) => `n${index}`));
    expect(parseMentionList(many)).toHaveLength(maxMentions);
  });

  it('is read of any text without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseMentionList(text).every((node) => node.length > 0 && node.length <= 64)).toBe(true);
      }),
    );
  });
});
