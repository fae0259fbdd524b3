import { describe, expect, it } from 'vitest';
import { calledIn, calledName, mentionQuery } from '../../../../../renderer/features/composer/mention-query';

/** The caret is where the bar stands. */
const query = (marked: string) => mentionQuery(marked.replace('|', ''), marked.indexOf('|'));

describe('the name that is being typed', () => {
  it.each([
    ['@|', { start: 0, typed: '' }],
    ['@周|', { start: 0, typed: '周' }],
    ['你好@周|，请看', { start: 2, typed: '周' }],
    ['see @Al|ice', { start: 4, typed: 'Al' }],
    ['@a @b|', { start: 3, typed: 'b' }],
    ['@|周', { start: 0, typed: '' }],
  ])('of %j is what stands after the “@”', (marked, found) => {
    expect(query(marked)).toEqual(found);
  });

  it.each(['|@周', '周|', 'a@example|', '9@|', '@a b|', '@周\n|', `@${'x'.repeat(30)}|`, '|'])(
    'is none in %j',
    (marked) => {
      expect(query(marked)).toBeNull();
    },
  );
});

const members = ['Alice', 'Ben'].map((name) => ({ node: `node of ${name}`, name }));

describe('members', () => {
  it('are called when their name stands in the text', () => {
    expect(calledIn('@Ben and Alice', members)).toEqual(['node of Ben']);
  });

  it('are called by the name that everybody knows, never by a remark', () => {
    const boss = { node: 'node of 周一帆', name: '老板', ownName: '周一帆' };
    expect([calledName(boss), calledIn('@老板', [boss]), calledIn('@周一帆', [boss])]).toEqual([
      '周一帆',
      [],
      [boss.node],
    ]);
  });
});
