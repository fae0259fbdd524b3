import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId, type MessageId } from '../../../main/domain/ids';
import { parseSearchQuery } from '../../../main/domain/search-query';
import type { StoreWriter } from '../../../main/storage/account-store';
import type { NewMessage } from '../../../main/storage/message-writer';
import type { SearchFilter, SearchPage, SearchRequest } from '../../../main/storage/search-repository';
import {
  burnContent,
  chat,
  midOf,
  peer,
  received,
  revoked,
  room,
  self,
  sentAtNs,
  TestCore,
} from '../../support/test-core';

const dayNs = 86_400_000_000_000n;

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const insert = (id: string, text: string, change: Partial<NewMessage> = {}): MessageId =>
  core.store.transaction((write) => insertIn(write, id, { content: { kind: 'text', text }, ...change }));

const insertIn = (write: StoreWriter, id: string, change: Partial<NewMessage>): MessageId => {
  const messageId = toMessageId(id);
  write.messages.insert({
    messageId,
    conversationId: chat,
    author: peer,
    isMine: false,
    viaRoom: null,
    cid: null,
    mid: null,
    clientId: null,
    sortNs: sentAtNs,
    place: change.sortNs ?? sentAtNs,
    isUnread: false,
    arrivedAtMs: core.clock.nowMs(),
    content: { kind: 'text', text: '' },
    replyTo: null,
    mentions: [],
    burnTerms: null,
    delivery: 'sent',
    ...change,
  });
  return messageId;
};

function page(typed: string, change: Partial<SearchRequest> = {}): SearchPage {
  const query = parseSearchQuery(typed);
  if (query === null) throw new Error('nothing to look up');
  return core.files.store.search.search({ query, conversationId: null, before: null, limit: 50, ...change });
}

const find = (typed: string, change: Partial<SearchRequest> = {}): readonly string[] =>
  page(typed, change).messages.map(({ messageId }) => messageId);

/** Every term of the index with the entry that has it. */
function vocabulary(): readonly string[] {
  core.files.write(
    'CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, message_search, instance)',
  );
  return core.files.database
    .prepare<[], { term: string; doc: number }>('SELECT term, doc FROM temp.vocabulary ORDER BY doc, term')
    .all()
    .map(({ term, doc }) => `${doc}:${term}`);
}

describe('searching messages', () => {
  it('finds one Chinese character, the newest first, also after a restart', () => {
    insert('m1', '门禁密码是四七一一');
    insert('m2', '没有别的');
    insert('m3', '密', { conversationId: room });
    expect(find('密')).toEqual(['m3', 'm1']);
    core.files.reopen();
    expect(find('密')).toEqual(['m3', 'm1']);
    expect(find('密', { conversationId: chat })).toEqual(['m1']);
    expect(find('禁密')).toEqual(['m1']);
  });

  it('is not fooled by texts that have all the pieces, and not the phrase', () => {
    insert('m1', '甲乙，乙丙');
    insert('m2', '甲乙丙');
    expect(find('甲乙丙')).toEqual(['m2']);
  });

  it('orders by time when history came in backwards', () => {
    for (let day = 9; day >= 0; day -= 1)
      insert(`day ${day}`, '历史', { sortNs: sentAtNs + BigInt(day) * dayNs });
    const first = page('历史', { limit: 4 });
    expect(first.messages.map(({ messageId }) => messageId)).toEqual(['day 9', 'day 8', 'day 7', 'day 6']);
    expect(find('历史', { before: first.earlier, limit: 4 })).toEqual(['day 5', 'day 4', 'day 3', 'day 2']);
  });

  it('goes on where the page before ended, and ends, whatever is said between two pages', () => {
    for (let count = 0; count < 25; count += 1)
      insert(`m${count}`, '页', { sortNs: sentAtNs + BigInt(count) });
    const found: string[] = [];
    let before: number | null = null;
    do {
      const next: SearchPage = page('页', { before, limit: 10 });
      found.push(...next.messages.map(({ messageId }) => messageId));
      before = next.earlier;
      // What comes between two pages moves nothing from one to the other.
      insert(`news ${found.length}`, '页', { sortNs: sentAtNs + BigInt(1_000 + found.length) });
    } while (before !== null);
    expect(new Set(found).size).toBe(25);
    expect(found).toHaveLength(25);
  });

  it('stops after a bounded amount of work and says where to go on', () => {
    insert('oldest', '甲乙丙');
    core.store.transaction((write) => {
      const content = { kind: 'text', text: '甲乙，乙丙' } as const;
      for (let count = 0; count < 2_500; count += 1) insertIn(write, `m${count}`, { content });
    });
    const first = page('甲乙丙');
    expect(first.messages).toEqual([]);
    expect(find('甲乙丙', { before: first.earlier })).toEqual(['oldest']);
  });

  it('never finds what burns, what was never read, or what was taken back', () => {
    core.pipeline.apply([received(1n, burnContent('秘密会焚毁'))]);
    insert('picture-less', '秘密来自新版本', { content: { kind: 'unsupported', text: '秘密来自新版本' } });
    core.pipeline.apply([revoked(7n)]);
    core.pipeline.apply([received(7n, { content: { kind: 'text', text: '秘密来晚了' } })]);
    core.pipeline.apply([received(8n, { content: { kind: 'text', text: '秘密会撤回' } })]);
    expect(find('秘密')).toEqual([core.byMid(8n).messageId]);
    core.pipeline.apply([revoked(8n)]);
    expect(find('秘密')).toEqual([]);
    expect(vocabulary()).toEqual([]);
  });

  it('follows a message to another day', () => {
    const own = insert('own', '改天', { isMine: true, sortNs: sentAtNs });
    core.store.transaction((write) =>
      write.messages.markSent(own, {
        mid: midOf(5n),
        sortNs: sentAtNs + 3n * dayNs,
        place: 5n,
        learntAtMs: core.clock.nowMs(),
      }),
    );
    insert('between', '改天', { sortNs: sentAtNs + dayNs });
    expect(find('改天')).toEqual(['own', 'between']);
    core.store.transaction((write) => write.messages.erase(own, 'revoked', null));
    expect(find('改天')).toEqual(['between']);
  });

  it('keeps out what a later version could not take out again', () => {
    const odd = insert('odd', '半个字符 \ud83d 密码');
    expect(find('密码')).toEqual([]);
    expect(() => core.store.transaction((write) => write.messages.erase(odd, 'revoked', null))).not.toThrow();
    expect(vocabulary()).toEqual([]);
  });

  it('takes a query for words, whatever it means to the database', () => {
    insert('m1', `x" OR terms:* NEAR(a b) ^'; DROP TABLE message; --`);
    for (const typed of ['x" OR terms:*', 'NEAR(a', '"x"', `^';`, 'terms : *', '*', 'AND NOT', `'; DROP`]) {
      const query = parseSearchQuery(typed);
      if (query !== null) expect(() => find(typed)).not.toThrow();
    }
    expect(find('NEAR(a')).toEqual(['m1']);
    expect(find('drop TABLE')).toEqual(['m1']);
    expect(find('terms:x')).toEqual([]);
  });

  it('leaves nothing of an erased text in the memory of the engine for regular expressions', () => {
    const id = insert('m1', '引擎记得的最后一句');
    core.store.transaction((write) => write.messages.erase(id, 'revoked', null));
    expect(Reflect.get(RegExp, '$_')).not.toContain('引擎');
  });

  it('is left as if an erased message had never been there', () => {
    const texts = ['密码本在抽屉里', 'the password is in the drawer', '密码 password 😀', '抽屉'];
    insert('kept', texts[2] ?? '');
    const before = vocabulary();
    for (const [index, text] of texts.entries()) {
      const id = insert(`m${index}`, text);
      core.store.transaction((write) => write.messages.erase(id, 'revoked', null));
      core.store.transaction((write) => write.messages.erase(id, 'burned', null));
    }
    expect(vocabulary()).toEqual(before);
    expect(core.files.value('PRAGMA integrity_check')).toBe('ok');
  });
});

describe('a search that is kept to something', () => {
  const unfiltered = { author: null, kind: 'any', fromNs: null, untilNs: null } as const;

  it('finds what a person wrote, what leads out, and nothing older', () => {
    insert('old', 'plan https://example.com', { sortNs: sentAtNs - 3n * dayNs });
    insert('link', 'plan see www.example.org', { sortNs: sentAtNs });
    insert('late', 'plan', { sortNs: sentAtNs + 5n, author: self, isMine: true });
    expect(find('plan')).toEqual(['late', 'link', 'old']);
    expect(find('plan', { filter: { ...unfiltered, author: self } })).toEqual(['late']);
    expect(find('plan', { filter: { ...unfiltered, kind: 'link' } })).toEqual(['link', 'old']);
    expect(find('plan', { filter: { ...unfiltered, kind: 'image' } })).toEqual([]);
    expect(find('plan', { filter: { ...unfiltered, kind: 'text' } })).toHaveLength(3);
    // Within a day the time itself decides.
    expect(find('plan', { filter: { ...unfiltered, fromNs: sentAtNs } })).toEqual(['late', 'link']);
    expect(find('plan', { filter: { ...unfiltered, fromNs: sentAtNs + 1n } })).toEqual(['late']);
    expect(find('plan', { filter: { ...unfiltered, author: peer, kind: 'link', fromNs: sentAtNs } })).toEqual(
      ['link'],
    );
  });

  const picture = (caption?: string) =>
    ({
      kind: 'image',
      info: { mediaType: 'image/png', width: 1, height: 1 },
      bytes: Uint8Array.of(1),
      ...(caption === undefined ? {} : { caption }),
    }) as const;
  const offered = (name: string) =>
    ({
      kind: 'file',
      info: { name, size: 1, mediaType: 'text/plain', sha256: Uint8Array.of(1), ticket: Uint8Array.of(2) },
      bytes: Uint8Array.of(1),
    }) as unknown as NewMessage['content'];
  const browse = (filter: Partial<SearchFilter>, change: Partial<SearchRequest> = {}): readonly string[] =>
    core.files.store.search
      .search({
        query: null,
        conversationId: null,
        before: null,
        limit: 50,
        filter: { ...unfiltered, ...filter },
        ...change,
      })
      .messages.map(({ messageId }) => messageId);

  it('and to no text finds pictures, files, links, a person and a time, in one chat or in all, the newest first', () => {
    insert('old picture', '', { content: picture(), sortNs: sentAtNs - 40n * dayNs });
    insert('picture', '', { content: picture(), sortNs: sentAtNs - 10n * dayNs });
    insert('with words', '', {
      content: picture('海边'),
      sortNs: sentAtNs - 9n * dayNs,
      conversationId: room,
    });
    insert('file', '', { content: offered('报告.pdf'), sortNs: sentAtNs - 8n * dayNs });
    insert('link', 'see https://example.org', { sortNs: sentAtNs, author: self, isMine: true });
    insert('odd', '半个字符 \ud83d', { sortNs: sentAtNs + 1n });
    expect(browse({ kind: 'image' })).toEqual(['with words', 'picture', 'old picture']);
    expect(browse({ kind: 'image' }, { conversationId: chat })).toEqual(['picture', 'old picture']);
    const month = { fromNs: sentAtNs - 11n * dayNs, untilNs: sentAtNs - 9n * dayNs };
    expect(browse({ kind: 'image', author: peer, ...month })).toEqual(['picture']);
    expect(browse(month)).toEqual(['picture']);
    expect(browse({ kind: 'file' })).toEqual(['file']);
    expect(find('报告', { filter: { ...unfiltered, kind: 'file' } })).toEqual(['file']);
    expect(browse({ kind: 'link' })).toEqual(['link']);
    expect(browse({ author: self })).toEqual(['link']);
    // Its words are not in the index, and it is not found by them; it is there all the same.
    expect(browse({ kind: 'text' })).toEqual(['odd', 'link']);
    expect(browse({ fromNs: sentAtNs - 9n * dayNs })).toEqual(['odd', 'link', 'file', 'with words']);
  });

  it('and to what a chat has finds pictures however they came, other files, and recordings', () => {
    insert('picture', '', { content: picture(), sortNs: sentAtNs - 3n * dayNs });
    insert('as file', '', { content: offered('海边.PNG'), sortNs: sentAtNs - 2n * dayNs });
    insert('film', '', { content: offered('film.mp4'), sortNs: sentAtNs - dayNs });
    insert('papers', '', { content: offered('photo.jpg.exe'), sortNs: sentAtNs });
    const recording = offered('recording.webm') as Extract<NewMessage['content'], { kind: 'file' }>;
    const info = { ...recording.info, voice: { durationMs: 7_000, peaks: '0v' } };
    insert('voice', '', { content: { ...recording, info }, sortNs: sentAtNs });
    expect(browse({ kind: 'media' })).toEqual(['film', 'as file', 'picture']);
    expect(browse({ kind: 'document' })).toEqual(['papers']);
    expect(browse({ kind: 'voice' })).toEqual(['voice']);
    core.store.transaction((write) => {
      for (const id of ['as file', 'voice']) write.messages.erase(toMessageId(id), 'revoked', null);
    });
    expect(browse({ kind: 'media' })).toEqual(['film', 'picture']);
    expect(browse({ kind: 'voice' })).toEqual([]);
  });

  it('and to no text goes on page by page, and asks the index for nothing but what it wants', () => {
    core.store.transaction((write) => {
      for (let count = 0; count < 2_500; count += 1) {
        insertIn(write, `m${count}`, { content: { kind: 'text', text: '填充' }, sortNs: sentAtNs + 1n });
      }
      for (let count = 0; count < 5; count += 1) insertIn(write, `p${count}`, { content: picture() });
    });
    const request = { query: null, conversationId: chat, filter: { ...unfiltered, kind: 'image' } } as const;
    const first = core.files.store.search.search({ ...request, before: null, limit: 3 });
    const second = core.files.store.search.search({ ...request, before: first.earlier, limit: 3 });
    expect([first, second].map(({ messages }) => messages.map(({ messageId }) => messageId))).toEqual([
      ['p4', 'p3', 'p2'],
      ['p1', 'p0'],
    ]);
    expect(second.earlier).toBeNull();
  });

  it('and to no text finds nothing that burns, was taken back, cannot be read or is in no list, and forgets all of it', () => {
    insert('burns', '', { content: picture(), burnTerms: { seconds: 9, maxUnreadSeconds: 9 } });
    insert('unreadable', '', {
      content: { kind: 'unreadable', reason: 'newerClient', kept: Uint8Array.of(1) },
    });
    insert('nonsense', '', { content: { kind: 'unsupported', text: 'x' } });
    const gone = [
      insert('picture', '', { content: picture() }),
      insert('file', '', { content: offered('a.txt') }),
      insert('odd', '半个字符 \ud83d'),
    ];
    expect(browse({ author: peer })).toHaveLength(3);
    core.store.transaction((write) => {
      for (const id of gone) write.messages.erase(id, 'revoked', null);
    });
    expect(browse({ author: peer })).toEqual([]);
    expect(vocabulary()).toEqual([]);
  });

  it('C6: finds the end of a number and what is behind the beginning of a long text, and forgets both', () => {
    insert('number', '订单 SF1234567890123');
    insert('long', `${'填充'.repeat(1_500)} needle2000`);
    expect([find('0123'), find('needle')]).toEqual([['number'], ['long']]);
    core.store.transaction((write) => {
      for (const id of ['number', 'long']) write.messages.erase(toMessageId(id), 'revoked', null);
    });
    expect(vocabulary()).toEqual([]);
  });
});
