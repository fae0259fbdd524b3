import { describe, expect, it } from 'vitest';
import { NameBook } from '../../../../../renderer/base/names/name-book';
import { readName } from '../../../../../renderer/base/names/name-reading';
import { foundPlaces, mostPlaces, placesOf } from '../../../../../renderer/features/quick-switch/places';
import { aChat } from '../../views';

const chats = [
  aChat({ conversationId: 'u:zhang', node: 'zhang', title: '张明月', lastActivityMs: 50 }),
  aChat({ conversationId: 'u:li', node: 'li', title: '李雷', ownName: 'Ray Li', lastActivityMs: 40 }),
  aChat({ conversationId: 'r:team', node: 'team', kind: 'room', title: '产品张江组', lastActivityMs: 90 }),
  aChat({ conversationId: 'u:old', node: 'old', title: '张三', lastActivityMs: 60, isArchived: true }),
  aChat({ conversationId: 'u:silent', node: 'silent', title: '张丽', lastActivityMs: 0 }),
];
const contacts = [
  { node: 'zhang', name: '张明月', state: 'friend' },
  { node: 'wang', name: '王小明', state: 'friend' },
  { node: 'asks', name: '张陌生', state: 'incoming' },
] as unknown as Parameters<typeof placesOf>[0]['contacts'];
const rooms = [
  { node: 'team', name: '产品张江组', standing: 'member' },
  { node: 'gone', name: '张氏宗亲', standing: 'left' },
  { node: 'quiet', name: '读书会', standing: 'member' },
] as unknown as Parameters<typeof placesOf>[0]['rooms'];
const places = placesOf({ chats, contacts, rooms });
const book = new NameBook((names) => Promise.resolve(names.map(readName)));
book.learn(places.flatMap(({ name, ownName = name }) => [name, ownName]));

async function found(typed: string, openKey: string | null = null): Promise<readonly string[]> {
  await Promise.resolve();
  await Promise.resolve();
  return foundPlaces(places, { typed, book, openKey }).map(({ node }) => node);
}

describe('going to a chat', () => {
  it('offers where something was said last while nothing is typed, without the chat that is open', async () => {
    expect(await found('', 'r:team')).toEqual(['old', 'zhang', 'li']);
    expect(await found(' ')).toEqual(['team', 'old', 'zhang', 'li']);
  });

  it('finds by name, remark, own name, reading and initials, those that begin so first, and then the last ones', async () => {
    expect(await found('张')).toEqual(['old', 'zhang', 'silent', 'team']);
    expect(await found('zmy')).toEqual(['zhang']);
    expect(await found('zhangm')).toEqual(['zhang']);
    expect(await found('ray')).toEqual(['li']);
    expect(await found('leilei')).toEqual([]);
  });

  it('finds friends and rooms whose chat is not in the list, each once, and nobody who is no friend', async () => {
    expect(await found('wangxiaoming')).toEqual(['wang']);
    expect(await found('dushu')).toEqual(['quiet']);
    expect((await found('张')).filter((node) => node === 'asks' || node === 'gone')).toEqual([]);
    expect(new Set(places.map(({ key }) => key)).size).toBe(places.length);
  });

  it('offers no more than anybody looks through', () => {
    const many = placesOf({
      chats: Array.from({ length: 1_000 }, (_, index) =>
        aChat({
          conversationId: `u:${index}`,
          node: `${index}`,
          title: `Room ${index}`,
          lastActivityMs: index + 1,
        }),
      ),
      contacts: [],
      rooms: [],
    });
    const offered = foundPlaces(many, { typed: 'room', book, openKey: null });
    expect([offered.length, offered[0]?.node]).toEqual([mostPlaces, '999']);
  });
});
