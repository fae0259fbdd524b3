import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../main/domain/domain-event';
import { maxKeptTextLength, toKeptText } from '../../../main/domain/text-policy';
import { withoutBlankEnds } from '../../../main/domain/visible-text';
import { toDomainEvents } from '../../../main/protocol/mapper';
import type { TimMessage } from '../../../main/protocol/packets';
import { toConversationView } from '../../../main/views/conversation-view';
import { toMessageView } from '../../../main/views/message-view';
import { firstPart, partOf } from '../../../main/views/text-part';
import { chat, self, TestCore } from '../../support/test-core';

const giant = '字'.repeat(4 * 1024 * 1024);
const packet = (change: Partial<TimMessage>): TimMessage => ({
  msType: 2,
  odType: 1,
  mid: 1n,
  fromTid: { node: 'peer' },
  toTid: { node: 'self' },
  timestamp: 1_790_000_000_000_000_000n,
  ...change,
});
const burning = { burn: '10', burnmax: '3600' };
const eventsOf = (change: Partial<TimMessage>): readonly DomainEvent[] =>
  toDomainEvents(packet(change), { self, source: 'live' });
const contentOf = (change: Partial<TimMessage>) => {
  const [event] = eventsOf(change);
  if (event?.kind !== 'messageReceived') throw new Error('no message');
  return event.content;
};

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

describe('a text of 12 MB', () => {
  it.each([
    ['a text', { dataString: giant }],
    ['a burn message', { extend: burning, extra: { body: new TextEncoder().encode(giant) } }],
  ])('T40: is kept as far as is useful, and it is known that its end is missing: %s', (_name, change) => {
    const content = contentOf(change);
    expect(content).toMatchObject({ kind: 'text', isCut: true });
    expect(content.kind === 'text' && content.text).toHaveLength(maxKeptTextLength);
    expect(contentOf({ dataString: 'short' })).toEqual({ kind: 'text', text: 'short' });
  });

  it('T40: of what a newer client means for us no more is kept either', () => {
    const content = contentOf({ dataString: giant, udtype: 999 });
    expect(content.kind === 'unsupported' && content.text).toHaveLength(maxKeptTextLength);
  });

  it('T40: the window gets its beginning, and the list and a quote one line', () => {
    core.pipeline.apply(eventsOf({ dataString: giant }));
    const message = core.byMid(1n);
    const view = toMessageView(message, {
      self,
      nowMs: 0,
      clockLagMs: 0,
      nameOf: (node) => node,
      roomNameOf: (node) => node,
      isOpen: false,
      burnWords: null,
      isToBurn: false,
      erasureFailure: null,
      reeditUntilMs: null,
      quote: null,
      fileState: { kind: 'offered' },
      concealedFile: null,
      replacement: null,
      reactions: [],
    });
    // Its letters are twice as wide as narrow ones.
    const screenful = firstPart.length / 2;
    expect(view.body).toEqual({
      kind: 'text',
      text: giant.slice(0, screenful),
      nextFrom: screenful,
      isCut: true,
    });
    const [listed] = core.store.views.conversationsByIds([chat]);
    if (listed === undefined) throw new Error('no chat');
    const row = toConversationView(listed, { self, nameOf: () => 'name', roomNameOf: () => 'name' });
    expect(row.preview).toMatchObject({ text: giant.slice(0, 120) });
  });
});

describe('steps of a text', () => {
  it('T40: make up the whole text but for its blank ends, never end within a character, and are small', () => {
    const size = { length: 7, lines: 2, width: 9 };
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '字', '😀', '\n', '\r\n'), maxLength: 60 }),
        (text) => {
          const parts: string[] = [];
          const { start, end } = withoutBlankEnds(text);
          let from: number | null = start;
          while (from !== null) {
            const part = partOf(text, from, size);
            parts.push(part.text);
            from = part.nextFrom;
          }
          expect(parts.join('')).toBe(text.slice(start, end));
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(size.length);
            expect(part.split('\n').length).toBeLessThanOrEqual(size.lines + 1);
            expect(Buffer.from(part, 'utf8').toString('utf8')).toBe(part);
          }
        },
      ),
    );
  });

  it('T40: a text is cut between characters', () => {
    const { text, isCut } = toKeptText(`x${'😀'.repeat(maxKeptTextLength)}`);
    expect([text.length, isCut, text.at(-1)]).toEqual([maxKeptTextLength - 1, true, '\ude00']);
  });
});
