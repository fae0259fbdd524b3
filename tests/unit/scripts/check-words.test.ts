import { describe, expect, it } from 'vitest';
import { findForbidden } from '../../../scripts/check-words.mjs';

describe('the check of words', () => {
  it.each([
    '// TODO later',
    'FIXME',
    'it.only("x", () => {})',
    'describe.concurrent.skip("x")',
    'test.only(',
    '<p v-html="text" />',
    'element.innerHTML = text',
    'element.insertAdjacentHTML("x", text)',
  ])('refuses %s', (text) => {
    expect(findForbidden(`first line\n${text}`)).toMatchObject([{ line: 2 }]);
  });

  it.each(['const todos = [];', 'list.skip(3)', 'only(this)', 'v-text="text"'])('allows %s', (text) => {
    expect(findForbidden(text)).toEqual([]);
  });
});
