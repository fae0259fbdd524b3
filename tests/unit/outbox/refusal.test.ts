import { describe, expect, it } from 'vitest';
import { operations } from '../../../main/outbox/operations/registry';
import type { Refusal } from '../../../main/outbox/refusal';
import { TimErrorCode } from '../../../main/protocol/packet-types';

const permanent = (code: string) => ({ kind: 'permanent', code });
const busy = { kind: 'busy' };
const notStored = { kind: 'notStored' };
const done = { kind: 'alreadyDone' };
const refused = permanent('refusedByServer');

/** Code, and what it means for a send, a revoke and a burn in a one-to-one chat, and for a send in a room. */
const meanings: readonly (readonly [keyof typeof TimErrorCode, object, object, object, object])[] = [
  ['exists', refused, refused, refused, refused],
  ['notPassed', refused, refused, refused, refused],
  ['expired', refused, refused, refused, refused],
  ['parameters', refused, done, done, refused],
  [
    'permissionDenied',
    permanent('notFriends'),
    permanent('notFriends'),
    permanent('notFriends'),
    permanent('notAMember'),
  ],
  [
    'account',
    permanent('unknownAccount'),
    permanent('unknownAccount'),
    permanent('unknownAccount'),
    permanent('unknownAccount'),
  ],
  ['interface', refused, refused, refused, refused],
  ['cancelledObject', refused, refused, refused, refused],
  [
    'doesNotExist',
    permanent('unknownAccount'),
    permanent('unknownAccount'),
    permanent('unknownAccount'),
    permanent('unknownAccount'),
  ],
  [
    'blocked',
    permanent('blockedByPeer'),
    permanent('blockedByPeer'),
    permanent('blockedByPeer'),
    permanent('blockedByPeer'),
  ],
  ['format', refused, refused, refused, refused],
  ['undefined', refused, refused, refused, refused],
  ['blocking', busy, busy, busy, busy],
  ['database', notStored, notStored, notStored, notStored],
  ['overload', busy, busy, busy, busy],
  ['frequency', busy, busy, busy, busy],
];

describe('a refusal', () => {
  it.each(meanings)('%s is read in the light of what was asked', (name, send, revoke, burn, roomSend) => {
    const code = TimErrorCode[name];
    const read = (kind: 'send' | 'revoke' | 'burn', isRoom = false): Refusal =>
      operations[kind].readRefusal(code, { isRoom, isViaRoom: false });
    expect([read('send'), read('revoke'), read('burn'), read('send', true)]).toEqual([
      send,
      revoke,
      burn,
      roomSend,
    ]);
  });

  it.each([0, -1, 1, 9_999, Number.MAX_SAFE_INTEGER])('with an unknown code is final: %i', (code) => {
    expect(operations.send.readRefusal(code, { isRoom: false, isViaRoom: false })).toEqual(refused);
  });
});
