import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationIdOf } from '../../../main/domain/conversation';
import { maxNodeLength, toNodeId } from '../../../main/domain/ids';
import { settle } from '../../support/fake-server';
import { TestDirectory } from '../../support/test-directory';
import { peer, self } from '../../support/test-core';

/** What a server may write where an id belongs. */
const anyId = fc.oneof(
  fc.constantFrom<string>(
    self,
    peer,
    '',
    ' ',
    '<img src=x onerror=alert(1)>',
    '__proto__',
    'constructor',
    '0',
    'null',
  ),
  fc.constantFrom('a\u202eb', '\u3164', 'a\nb', '\u0000', '\ud800'),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{11}$/u),
  fc.constant('x'.repeat(300)),
);
const anyList = fc.array(anyId, { minLength: 1, maxLength: 60 });
const anyCard = fc.record(
  {
    name: fc.string({ maxLength: 400, unit: 'grapheme' }),
    nickName: fc.oneof(
      fc.string({ maxLength: 400, unit: 'grapheme' }),
      fc.constantFrom('\u3164\u2800', '<b>x</b>', '\u202eabc'),
    ),
    brithday: fc.string(),
    area: fc.string({ maxLength: 300 }),
    gender: fc.integer({ min: -128, max: 127 }),
    createtime: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    extend: fc.dictionary(anyId, fc.string(), { maxKeys: 20 }),
  },
  { requiredKeys: [] },
);
const anyCards = fc.dictionary(anyId, anyCard, { maxKeys: 30 });

const isFitting = (node: string): boolean =>
  node.trim() !== '' &&
  node !== self &&
  node.length <= maxNodeLength &&
  !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(node);

describe('a server that lies about people', () => {
  it('in its roster makes friends of nobody but those who can be, each once, and never of the account itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyList, anyList, anyCards, async (first, second, cards) => {
        const test = new TestDirectory();
        try {
          for (const nodelist of [first, second]) {
            void test.directory.refreshRoster();
            await test.answer({ ntype: 1, nodelist });
            await test.answer({ ntype: 4, usermap: cards });
            await settle();
          }
          const { people, conversations } = test.core.store;
          const friends = people.friends().map(({ node }) => node);
          expect(new Set(friends)).toEqual(new Set(second.filter(isFitting)));
          expect(new Set(friends).size).toBe(friends.length);
          expect(conversations.byId(conversationIdOf({ kind: 'user', node: self }))).toBeNull();
          for (const { node, name } of people.contacts()) {
            expect([...name].length).toBeLessThanOrEqual(64);
            expect(isFitting(node)).toBe(true);
          }
        } finally {
          test.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('in its list of blocked ones blocks nobody but those who can be, and never the account itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyList, async (nodelist) => {
        const test = new TestDirectory();
        try {
          void test.directory.refreshBlocked();
          await test.answer({ ntype: 8, nodelist });
          await settle();
          const blocked = test.core.store.people.blocked();
          expect(new Set(blocked)).toEqual(new Set(nodelist.filter(isFitting).map(toNodeId)));
        } finally {
          test.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });
});
