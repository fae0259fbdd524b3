import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { ContactView } from '../../../../../preload/contract/views';
import { contactRows, orderContacts } from '../../../../../renderer/features/contacts/view-model';
import { NameBook } from '../../../../../renderer/base/names/name-book';
import { Narrowing } from '../../../../../renderer/base/names/narrowing';
import { readName } from '../../../../../renderer/base/names/name-reading';
import { aContact } from '../../views';

const book = new NameBook((some) => Promise.resolve(some.map(readName)));

describe('contacts', () => {
  it('stand in groups by what can be done with them, each with its place', () => {
    const ordered = orderContacts(
      [
        aContact({ node: '1', state: 'incoming', name: 'b' }),
        aContact({ node: '2', state: 'friend' }),
        aContact({ node: '3', state: 'outgoing' }),
        aContact({ node: '4', state: 'declined' }),
        aContact({ node: '5', state: 'blocked' }),
        aContact({ node: '6', state: 'incoming', name: 'a' }),
      ],
      book,
    );
    // Nobody is left without a row: a list of them alone would be blank, and would not be called empty either.
    expect(contactRows(ordered).map(({ contact, position, size }) => [contact.node, position, size])).toEqual(
      [
        ['6', 1, 2],
        ['1', 2, 2],
        ['3', 1, 1],
        ['2', 1, 1],
        ['4', 1, 1],
        ['5', 1, 1],
      ],
    );
  });

  it('are sorted and found by how their names are read', async () => {
    const names = ['张三', '李四', 'Bob', '陈晨', '阿明'];
    const contacts = names.map((name, index) => aContact({ node: String(index), name }));
    book.learn(names);
    await flushPromises();
    const ordered = orderContacts(contacts, book);
    const narrowing = new Narrowing<ContactView>(book);
    const found = (typed: string) => narrowing.fitting(ordered, typed).map(({ name }) => name);
    expect(found('')).toEqual(['阿明', 'Bob', '陈晨', '李四', '张三']);
    expect([found('chen'), found('ls'), found('三')]).toEqual([['陈晨'], ['李四'], ['张三']]);
  });
});
