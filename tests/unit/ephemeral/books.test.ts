import { describe, expect, it } from 'vitest';
import type { Availability } from '../../../main/domain/ephemeral';
import { toConversationId, toNodeId } from '../../../main/domain/ids';
import { mostEntries } from '../../../main/domain/list-limits';
import { PresenceBook } from '../../../main/ephemeral/presence-book';
import { RateLimit } from '../../../main/ephemeral/rate-limit';
import { TypingBook } from '../../../main/ephemeral/typing-book';
import { ManualClock } from '../../support/manual-clock';

const userNews = (node: string) =>
  ({ from: toNodeId(node), conversation: { kind: 'user', node: toNodeId(node) } }) as const;

describe('the book of presences', () => {
  const news = (node: string, availability: Availability) => ({
    ...userNews(node),
    content: { availability, note: '', asksBack: false },
  });

  it('knows what somebody said last, until they have gone', () => {
    const book = new PresenceBook();
    const changes: (string | null)[] = [];
    book.changed.on((node) => changes.push(node));
    book.note(news('a', 'here'));
    book.note(news('a', 'busy'));
    expect(book.of(toNodeId('a'))?.availability).toBe('busy');
    book.note(news('a', 'gone'));
    book.note(news('b', 'gone'));
    expect([book.of(toNodeId('a')), changes]).toEqual([null, ['a', 'a', 'a']]);
  });

  it('is empty after the connection has ended', () => {
    const book = new PresenceBook();
    book.note(news('a', 'here'));
    book.clear();
    expect(book.of(toNodeId('a'))).toBeNull();
  });

  it('forgets those who said something the longest ago when there are too many', () => {
    const book = new PresenceBook();
    for (let count = 0; count <= mostEntries.friends; count += 1) book.note(news(`n${count}`, 'here'));
    expect([book.of(toNodeId('n0')), book.of(toNodeId('n1'))?.availability]).toEqual([null, 'here']);
  });
});

describe('the book of those who write', () => {
  const chat = toConversationId('u:a');
  const news = (node: string, isTyping: boolean) => ({ ...userNews(node), content: { isTyping } });

  it('ends an entry when somebody has stopped, and after seconds by itself', () => {
    const clock = new ManualClock();
    const book = new TypingBook(clock);
    const changes: string[] = [];
    book.changed.on((conversationId) => changes.push(conversationId));
    book.note(news('a', true));
    clock.advance(4_000);
    book.note(news('a', true));
    clock.advance(4_000);
    expect(book.in(chat)).toEqual(['a']);
    clock.advance(2_000);
    expect([book.in(chat), clock.waitingTimers]).toEqual([[], 0]);
    book.note(news('a', true));
    book.note(news('a', false));
    expect([book.in(chat), changes]).toEqual([[], ['u:a', 'u:a', 'u:a', 'u:a']]);
  });

  it('ends everywhere for somebody who has gone, or whose message has come there', () => {
    const book = new TypingBook(new ManualClock());
    const conversation = { kind: 'room', node: toNodeId('room') } as const;
    book.note(news('a', true));
    book.note({ from: toNodeId('a'), conversation, content: { isTyping: true } });
    book.note(news('b', true));
    book.arrived(chat, toNodeId('a'));
    expect([...book.all().keys()]).toEqual(['r:room', 'u:b']);
    book.left(toNodeId('a'));
    expect([...book.all().keys()]).toEqual(['u:b']);
  });

  it('tells every chat when the connection has ended', () => {
    const book = new TypingBook(new ManualClock());
    book.note(news('a', true));
    book.note(news('b', true));
    const changes: string[] = [];
    book.changed.on((conversationId) => changes.push(conversationId));
    book.clear();
    expect(changes).toEqual(['u:a', 'u:b']);
  });

  it('has room for two hundred', () => {
    const clock = new ManualClock();
    const book = new TypingBook(clock);
    const conversation = { kind: 'room', node: toNodeId('room') } as const;
    for (let count = 0; count < 300; count += 1) {
      book.note({ from: toNodeId(`n${count}`), conversation, content: { isTyping: true } });
    }
    expect(book.in(toConversationId('r:room')).length).toBe(200);
  });
});

describe('a rate limit', () => {
  it('lets a burst through, then so many a second, each for itself', () => {
    const limit = new RateLimit<string>({ burst: 2, perSecond: 0.5 }, 10);
    expect([limit.take('a', 0), limit.take('a', 0), limit.take('a', 0), limit.take('b', 0)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect([limit.waitMs('a', 0), limit.waitMs('a', 1_000)]).toEqual([2_000, 1_000]);
    expect([limit.take('a', 1_999), limit.take('a', 2_000), limit.take('a', 2_000)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('forgets whoever was quiet for the longest when there are too many', () => {
    const limit = new RateLimit<number>({ burst: 1, perSecond: 0.001 }, 3);
    for (const key of [1, 2, 3, 1, 4]) limit.take(key, 0);
    expect([limit.take(1, 0), limit.take(3, 0), limit.take(2, 0)]).toEqual([false, false, true]);
  });
});
