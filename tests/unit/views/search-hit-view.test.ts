import { describe, expect, it } from 'vitest';
import { parseSearchQuery } from '../../../main/domain/search-query';
import { toSearchHitView } from '../../../main/views/search-hit-view';
import { aMessage } from '../../support/a-message';

function hit(text: string, typed: string) {
  const query = parseSearchQuery(typed);
  if (query === null) throw new Error('nothing to look up');
  return toSearchHitView(aMessage({ text }), { query, title: '周一帆', authorName: 'Zhou' });
}

const marked = ({ excerpt, highlights }: ReturnType<typeof hit>): readonly string[] =>
  highlights.map(({ start, length }) => excerpt.slice(start, start + length));

describe('the view of a search hit', () => {
  it('shows a short text whole and marks what was found', () => {
    const view = hit('门禁密码是四七一一，别忘了密码', '码是 别忘');
    expect(view).toMatchObject({
      title: '周一帆',
      authorName: 'Zhou',
      excerpt: '门禁密码是四七一一，别忘了密码',
      sentAtMs: 1_790_000_000_000,
    });
    expect(marked(view)).toEqual(['码是', '别忘']);
  });

  it('shows a long text around the first thing found, with signs of what was left out', () => {
    const view = hit(`${'前'.repeat(500)}密码${'后'.repeat(500)}`, '密码');
    expect(view.excerpt).toBe(`…${'前'.repeat(24)}密码${'后'.repeat(94)}…`);
    expect(marked(view)).toEqual(['密码']);
  });

  it('begins and ends a long text where the text does', () => {
    expect(hit(`密码${'后'.repeat(500)}`, '密码').excerpt).toMatch(/^密码后+…$/u);
    expect(hit(`${'前'.repeat(500)}密码`, '密码').excerpt).toMatch(/^…前+密码$/u);
  });

  it('cuts no character in two', () => {
    for (let length = 40; length < 44; length += 1) {
      const { excerpt } = hit(`${'a'.repeat(length)} ${'😀'.repeat(60)}密${'😀'.repeat(99)}`, '密');
      expect(excerpt).not.toMatch(/\p{Cs}/u);
    }
  });

  it('marks parts that overlap once, and only what the excerpt shows', () => {
    expect(marked(hit('机房密码本', '房密码 密码本'))).toEqual(['房密码', '本']);
    expect(marked(hit(`密码${'中'.repeat(300)}尾`, '密码 尾'))).toEqual(['密码']);
  });
});
