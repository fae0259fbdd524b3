import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { NameBook } from '../../../../../renderer/app/names/name-book';
import { readName } from '../../../../../renderer/app/names/name-reading';
import {
  calledIn,
  calledName,
  fittingMembers,
  mentionQuery,
} from '../../../../../renderer/features/composer/mention-query';

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

const members = ['Alice', 'Malika', 'Ben', '周一帆'].map((name) => ({ node: `node of ${name}`, name }));
const book = new NameBook((some) => Promise.resolve(some.map(readName)));
const names = (typed: string) => fittingMembers(members, book.finder(typed)).map(({ name }) => name);

describe('the members that fit', () => {
  it('are all for nothing, at most eight', () => {
    expect(names('')).toEqual(['Alice', 'Malika', 'Ben', '周一帆']);
    expect(fittingMembers([...members, ...members, ...members], book.finder(''))).toHaveLength(8);
  });

  it('are those that begin so, then those that contain it', () => {
    expect(names('al')).toEqual(['Alice', 'Malika']);
    expect(names('一')).toEqual(['周一帆']);
    expect(names('x')).toEqual([]);
  });

  it('are found by how their name is read and by a remark, and called by the name that everybody knows', async () => {
    const boss = { node: 'node of 周一帆', name: '老板', ownName: '周一帆' };
    book.learn(['老板', '周一帆']);
    await flushPromises();
    const found = (typed: string) => fittingMembers([boss], book.finder(typed));
    expect([found('lb'), found('zyf'), found('老'), found('x')]).toEqual([[boss], [boss], [boss], []]);
    expect([calledName(boss), calledIn('@老板', [boss]), calledIn('@周一帆', [boss])]).toEqual([
      '周一帆',
      [],
      [boss.node],
    ]);
  });

  it('are called when their name stands in the text', () => {
    expect(calledIn('@Ben and Alice', members)).toEqual(['node of Ben']);
  });
});
