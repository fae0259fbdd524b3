import { describe, expect, it } from 'vitest';
import { contactRows, groupContacts } from '../../../../../renderer/features/contacts/view-model';
import { aContact } from '../../views';

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
      'zh-CN',
    );
    expect([groups.incoming, groups.friends, groups.outgoing].map((group) => group[0]?.node)).toEqual([
      '1',
      '2',
      '3',
    ]);
    // Nobody is left without a row: a list of them alone would be blank, and would not be called empty either.
    expect(contactRows(groups).map(({ contact }) => contact.node)).toEqual(['1', '3', '2', '4', '5']);
  });

  it('are sorted by pinyin', () => {
    const names = ['张三', '李四', '陈晨', '阿明'];
    const { friends } = groupContacts(
      names.map((name, index) => aContact({ node: String(index), name })),
      'zh-CN',
    );
    expect(friends.map(({ name }) => name)).toEqual(['阿明', '陈晨', '李四', '张三']);
  });
});
