import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { failureCodes } from '../../../preload/contract/result';
import { toNodeId } from '../../../main/domain/ids';
import type { Message } from '../../../main/domain/message';
import { toFailureCode } from '../../../main/views/failure-code';
import {
  parseSortKey,
  toMessageView,
  toSortKey,
  type MessageViewContext,
} from '../../../main/views/message-view';
import { aMessage } from '../../support/a-message';

const nowMs = 1_790_000_000_000;
const context = {
  self: toNodeId('self'),
  nowMs,
  clockLagMs: 0,
  nameOf: (node: string) => `name of ${node}`,
  roomNameOf: (node: string) => `room ${node}`,
  isOpen: true,
  isToBurn: false,
  erasureFailure: null,
  reeditUntilMs: null,
  quote: null,
  fileState: { kind: 'offered' } as const,
  concealedFile: null,
  replacement: null,
  reactions: [],
};
// The words of every burn message are at hand, also of those of which nothing may be shown.
const view = (change: Partial<Message>, more: Partial<MessageViewContext> = {}) => {
  const message = aMessage(change);
  return toMessageView(message, { ...context, burnWords: message, ...more });
};

const burning: Partial<Message> = {
  text: 'the secret',
  burnTerms: { seconds: 10, maxUnreadSeconds: 60 },
  expiresAtMs: nowMs + 60_000,
};
const revealed = { ...burning, revealedAtMs: nowMs, expiresAtMs: nowMs + 10_000 };

const pictured: Partial<Message> = {
  contentKind: 'image',
  text: null,
  image: { mediaType: 'image/png', width: 30, height: 20 },
};

const secret = { kind: 'text', text: 'the secret' };
const erasing = { kind: 'erasing', reason: null };

const bodies: readonly (readonly [string, Partial<Message>, object])[] = [
  ['a text', {}, { kind: 'text', text: 'the content' }],
  ['a picture', pictured, { kind: 'image', width: 30, height: 20 }],
  [
    'a picture with a caption, of an album',
    { ...pictured, text: '夜里的海', albumId: 'album-1' },
    { kind: 'image', width: 30, height: 20, caption: '夜里的海', albumId: 'album-1' },
  ],
  [
    'a picture that burns and is open',
    { ...revealed, ...pictured },
    {
      kind: 'burnRevealed',
      content: { kind: 'image', width: 30, height: 20 },
      seconds: 10,
      expiresAtMs: nowMs + 10_000,
    },
  ],
  [
    'a concealed picture',
    { ...burning, ...pictured },
    { kind: 'burnConcealed', seconds: 10, expiresAtMs: null },
  ],
  ['a text of a newer client', { contentKind: 'unsupported' }, { kind: 'unsupported', text: 'the content' }],
  [
    'an own burn message',
    { ...burning, isMine: true },
    { kind: 'burnOwn', content: secret, seconds: 10, isOpened: false, expiresAtMs: nowMs + 60_000 },
  ],
  [
    'an own burn message that the server does not have',
    { ...burning, isMine: true, expiresAtMs: null },
    { kind: 'burnOwn', content: secret, seconds: 10, isOpened: false, expiresAtMs: null },
  ],
  [
    'an own burn message that was opened',
    { ...revealed, isMine: true },
    { kind: 'burnOwn', content: secret, seconds: 10, isOpened: true, expiresAtMs: nowMs + 10_000 },
  ],
  ['a concealed burn message', burning, { kind: 'burnConcealed', seconds: 10, expiresAtMs: null }],
  [
    'a revealed one',
    revealed,
    { kind: 'burnRevealed', content: secret, seconds: 10, expiresAtMs: nowMs + 10_000 },
  ],
  ['an expired one that nobody opened', { ...burning, expiresAtMs: nowMs }, erasing],
  ['an own expired one that nobody opened', { ...burning, isMine: true, expiresAtMs: nowMs }, erasing],
  ['an own expired one that was opened', { ...revealed, isMine: true, expiresAtMs: nowMs }, erasing],
  ['an expired one that was open', { ...revealed, expiresAtMs: nowMs - 1 }, erasing],
  [
    'one without an end',
    { ...revealed, expiresAtMs: null },
    { kind: 'burnConcealed', seconds: 10, expiresAtMs: null },
  ],
  ['a burned one', { ...burning, contentState: 'burned' }, { kind: 'burned' }],
  [
    'a revoked one',
    { contentState: 'revoked', revokedBy: toNodeId('peer') },
    { kind: 'revoked', byMe: false, reeditUntilMs: null },
  ],
  [
    'one that we revoked',
    { contentState: 'revoked', revokedBy: toNodeId('self') },
    { kind: 'revoked', byMe: true, reeditUntilMs: null },
  ],
  ['a withdrawn one', { contentState: 'withdrawn' }, { kind: 'revoked', byMe: true, reeditUntilMs: null }],
];

describe('the view of a message', () => {
  it.each(bodies)('shows %s', (_name, change, body) => {
    expect(view(change).body).toEqual(body);
  });

  it.each<[string, Partial<Message>]>([
    ['concealed', burning],
    ['expired', { ...revealed, expiresAtMs: nowMs }],
    // An erased row has no text any more; even one that had must not show it.
    ['revoked', { ...burning, contentState: 'revoked' }],
    ['burned', { ...revealed, contentState: 'burned' }],
    ['withdrawn', { text: 'the secret', contentState: 'withdrawn' }],
  ])('carries nothing of what is %s', (_name, change) => {
    expect(JSON.stringify(view(change))).not.toMatch(/secret|\d{2,} characters/u);
  });

  it('T21: calls nothing burned that is still on the disk, and tells why it is', () => {
    const expired = { ...revealed, expiresAtMs: nowMs };
    expect(view(expired, { erasureFailure: 'diskFull' }).body).toEqual({
      kind: 'erasing',
      reason: 'diskFull',
    });
    expect(view(revealed, { isToBurn: true, erasureFailure: 'diskFull' }).body).toEqual({
      kind: 'erasing',
      reason: 'diskFull',
    });
  });

  it('does not tell why something did not go out that was taken back', () => {
    const failed = { delivery: 'failed', deliveryFailure: 'notFriends', contentState: 'withdrawn' } as const;
    expect(view(failed).delivery).toEqual({ state: 'pending' });
  });

  it('conceals what was open and is covered, and tells that its clock runs on', () => {
    const covered = view(revealed, { isOpen: false });
    expect(covered.body).toEqual({ kind: 'burnConcealed', seconds: 10, expiresAtMs: nowMs + 10_000 });
    expect(JSON.stringify(covered)).not.toContain('secret');
  });

  it('tells until when a text can be written anew, in the time of a computer whose clock was set back', () => {
    const revoked = { contentState: 'revoked', revokedBy: toNodeId('self') } as const;
    expect(view(revoked, { reeditUntilMs: nowMs + 5, clockLagMs: 3 }).body).toMatchObject({
      reeditUntilMs: nowMs + 2,
    });
  });

  it('tells the end of the reading time in the time of a computer whose clock was set back', () => {
    expect(view(revealed, { clockLagMs: 3_600_000 }).body).toMatchObject({
      expiresAtMs: nowMs + 10_000 - 3_600_000,
    });
  });

  it('tells who wrote it and when', () => {
    expect(view({ sortNs: 1_790_000_000_123_999_999n })).toMatchObject({
      authorNode: 'peer',
      authorName: 'name of peer',
      sentAtMs: 1_790_000_000_123,
      isMine: false,
    });
  });

  it.each<[string, Partial<Message>, object | null]>([
    ['nothing', {}, null],
    [
      'a revoke that waits',
      { pendingOperation: 'revoke' },
      { kind: 'revoke', state: 'pending', reason: null },
    ],
    ['a burn that waits', { pendingOperation: 'burn' }, { kind: 'burn', state: 'pending', reason: null }],
    [
      'a refused revoke',
      { operationFailure: 'notFriends' },
      { kind: 'revoke', state: 'failed', reason: 'notFriends' },
    ],
    [
      'a refused burn',
      { operationFailure: 'notFriends', contentState: 'burned' },
      { kind: 'burn', state: 'failed', reason: 'notFriends' },
    ],
  ])('tells of commands: %s', (_name, change, operation) => {
    expect(view(change).operation).toEqual(operation);
  });

  it.each<[Partial<Message>, object]>([
    [{ delivery: 'pending' }, { state: 'pending' }],
    [{ delivery: 'sent' }, { state: 'sent' }],
    [
      { delivery: 'failed', deliveryFailure: 'notFriends' },
      { state: 'failed', reason: 'notFriends' },
    ],
    [
      { delivery: 'failed', deliveryFailure: 'of the future' },
      { state: 'failed', reason: 'internal' },
    ],
    [{ delivery: 'failed' }, { state: 'failed', reason: 'internal' }],
  ])('tells of the delivery: %j', (change, delivery) => {
    expect(view(change).delivery).toEqual(delivery);
  });
});

describe('failure codes', () => {
  it('are those of the contract, and internal for any other', () => {
    expect(failureCodes.map(toFailureCode)).toEqual([...failureCodes]);
    expect(['', 'toString', '__proto__', 'NotFriends'].map(toFailureCode)).toEqual(Array(4).fill('internal'));
  });
});

describe('sort keys', () => {
  const place = fc.record({
    place: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    tieBreaker: fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n }),
  });

  it('compare like the places that they stand for', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const order =
          one.place === other.place
            ? Number(one.tieBreaker > other.tieBreaker) - Number(one.tieBreaker < other.tieBreaker)
            : one.place < other.place
              ? -1
              : 1;
        const [left, right] = [toSortKey(one), toSortKey(other)];
        expect(Math.sign(left < right ? -1 : left > right ? 1 : 0)).toBe(Math.sign(order));
      }),
    );
  });

  it('lead back to their place', () => {
    fc.assert(
      fc.property(place, (one) => {
        expect(parseSortKey(toSortKey(one))).toEqual(one);
      }),
    );
  });

  it.each([
    '',
    ':',
    '1:1',
    `${'0'.repeat(20)}:`,
    `${'9'.repeat(20)}:${'0'.repeat(12)}`,
    `${'0'.repeat(20)}:${'0'.repeat(12)}\n`,
  ])('are refused when they are none: %j', (text) => {
    expect(parseSortKey(text)).toBeNull();
  });
});
