import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import {
  contactRows,
  fittingContacts,
  groupContacts,
} from '../../../../../renderer/features/contacts/view-model';
import { NameBook } from '../../../../../renderer/base/names/name-book';
import { readName } from '../../../../../renderer/base/names/name-reading';
import { aContact } from '../../views';

const book = new NameBook((some) => Promise.resolve(some.map(readName)));

describe('contacts', () => {
  it('are grouped by what can be done with them', () => {
    const groups = groupContacts(
      [
        aContact({ node: '1', state: 'incoming' }),
        aContact({ node: '2', state: 'friend' }),
        aContact({ node: '3', state: 'outgoing' }),
        aContact({ node: '4', state: 'declined' }),
        aContact({ node: '5', state: 'blocked' }),
      ],
      book,
    );
    expect([groups.incoming, groups.friends, groups.outgoing].map((group) => group[0]?.node)).toEqual([
      '1',
      '2',
      '3',
    ]);
    // Nobody is left without a row: a list of them alone would be blank, and would not be called empty either.
    expect(contactRows(groups).map(({ contact }) => contact.node)).toEqual(['1', '3', '2', '4', '5']);
  });

  it('are sorted and found by how their names are read', async () => {
    const names = ['张三', '李四', 'Bob', '陈晨', '阿明'];
    const contacts = names.map((name, index) => aContact({ node: String(index), name }));
    book.learn(names);
    await flushPromises();
    const friendsFor = (typed: string) =>
      fittingContacts(groupContacts(contacts, book), book.finder(typed)).friends.map(({ name }) => name);
    expect(friendsFor('')).toEqual(['阿明', 'Bob', '陈晨', '李四', '张三']);
    expect([friendsFor('chen'), friendsFor('ls'), friendsFor('三')]).toEqual([['陈晨'], ['李四'], ['张三']]);
  });
});
