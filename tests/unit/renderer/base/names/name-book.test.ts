import { computed } from 'vue';
import { describe, expect, it } from 'vitest';
import { NameBook, type Named } from '../../../../../renderer/base/names/name-book';
import { readName } from '../../../../../renderer/base/names/name-reading';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

async function bookOf(...names: readonly string[]): Promise<NameBook> {
  const book = new NameBook((some) => Promise.resolve(some.map(readName)));
  book.learn(names);
  await settled();
  return book;
}

describe('a name', () => {
  it.each([
    ['林小满', '小满', 'contains'],
    ['林小满', 'lin', 'begins'],
    ['林小满', 'linxiaoman', 'begins'],
    ['林小满', 'lin xiao', 'begins'],
    ['林小满', 'lxm', 'begins'],
    ['林小满', 'lxiaom', 'begins'],
    ['林小满', 'LinXM', 'begins'],
    ['林小满', 'xm', 'contains'],
    ['林小满', 'man', 'contains'],
    ['林小满', 'lm', null],
    ['林小满', 'inx', null],
    ['曾国藩', 'zeng', 'begins'],
    ['曾国藩', 'ceng', 'begins'],
    ['单雄信', 'shan', 'begins'],
    ['重庆火锅群', 'cqhg', 'begins'],
    ['吕布', 'lvbu', 'begins'],
    ['产品 Beta 群', 'cpbeta', 'begins'],
    ['产品 Beta 群', 'beta', 'contains'],
    ['José', 'jose', null],
    ['José', 'josé', 'begins'],
    ['Zoë 林', 'zoel', 'begins'],
    ['𠮷野家', 'yj', 'contains'],
    ['😀林', 'lin', 'begins'],
  ] as const)('%s is found by %s: %s', async (name, typed, fit) => {
    const book = await bookOf(name);
    expect(book.finder(typed)({ name })).toBe(fit);
  });

  it('is found by what somebody calls themselves where a remark stands in its place, and by the id', async () => {
    const named: Named = { name: '老板', ownName: '王建国', node: 'QdH6CCms5FV' };
    const book = await bookOf('老板', '王建国');
    expect(
      ['laoban', 'lb', 'wjg', '建国', 'QdH6', 'dH6C', 'Qd'].map((typed) => book.finder(typed)(named)),
    ).toEqual(['begins', 'begins', 'begins', 'contains', 'contains', null, null]);
  });

  it('is found as it is written until it has been read, and then by whoever has asked', async () => {
    const book = new NameBook((some) => Promise.resolve(some.map(readName)));
    const fits = computed(() => book.finder('lin')({ name: '林小满' }));
    expect([fits.value, book.finder('林')({ name: '林小满' }), book.isSettled]).toEqual([
      null,
      'begins',
      false,
    ]);
    await settled();
    expect([fits.value, book.isSettled]).toEqual(['begins', true]);
  });

  it('is read once, however many have it and however often somebody types', async () => {
    const asked: string[] = [];
    const book = new NameBook((some) => {
      asked.push(...some);
      return Promise.resolve(some.map(readName));
    });
    for (const typed of ['l', 'li', 'lin']) {
      for (const name of ['林小满', 'Ann', '林小满', '王五']) book.finder(typed)({ name });
      await settled();
    }
    expect(asked).toEqual(['林小满', '王五']);
  });

  it('that cannot be read is found as it is written, and not asked for for ever', async () => {
    let times = 0;
    const book = new NameBook(() => {
      times += 1;
      return Promise.reject(new Error('no worker'));
    });
    for (let round = 0; round < 3; round += 1) {
      expect(book.finder('小满')({ name: '林小满' })).toBe('contains');
      await settled();
    }
    expect([times, book.finder('lin')({ name: '林小满' })]).toEqual([1, null]);
  });

  it('that was made to have as many readings as possible is refused as quickly as any other', async () => {
    const name = '行'.repeat(64);
    const book = await bookOf(name);
    expect(book.finder(`${'h'.repeat(31)}q`)({ name })).toBe(null);
    expect(book.finder('h'.repeat(64))({ name })).toBe(null);
  });
});

describe('names in order', () => {
  it('stand as they are read, Chinese among the others, and numbers by their size', async () => {
    const names = ['周会', 'Beta', '阿里', 'alice', '曾国藩', '群10', '群2', 'Émile', '7 楼', '茶水间'];
    const book = await bookOf(...names);
    const order = ['7 楼', '阿里', 'alice', 'Beta', '茶水间', 'Émile', '群2', '群10', '曾国藩', '周会'];
    expect(book.sorted(names, { nameOf: (name) => name, tieOf: (name) => name })).toEqual(order);
    expect([...names].sort((one, other) => book.compare(one, other))).toEqual(order);
  });

  it('of the same name stand by what tells them apart', async () => {
    const book = await bookOf('林');
    const twins = [{ node: 'b' }, { node: 'a' }];
    expect(book.sorted(twins, { nameOf: () => '林', tieOf: ({ node }) => node })).toEqual([
      { node: 'a' },
      { node: 'b' },
    ]);
  });
});
