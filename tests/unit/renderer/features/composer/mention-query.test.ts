import { describe, expect, it } from 'vitest';
import {
  calledIn,
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
const names = (typed: string) => fittingMembers(members, typed).map(({ name }) => name);

describe('the members that fit', () => {
  it('are all for nothing, at most eight', () => {
    expect(names('')).toEqual(['Alice', 'Malika', 'Ben', '周一帆']);
    expect(fittingMembers([...members, ...members, ...members], '')).toHaveLength(8);
  });

  it('are those that begin so, then those that contain it', () => {
    expect(names('al')).toEqual(['Alice', 'Malika']);
    expect(names('一')).toEqual(['周一帆']);
    expect(names('x')).toEqual([]);
  });

  it('are called when their name stands in the text', () => {
    expect(calledIn('@Ben and Alice', members)).toEqual(['node of Ben']);
  });
});
