import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import { toDomainEvents, toMessageFrame } from '../../../main/protocol/mapper';
import type { TimMessage } from '../../../main/protocol/packets';
import { struct } from '../../support/packet-arbitraries';

const self = toNodeId('self');
// `struct` builds packets of the schema that it is given.
const anyMessage = struct('TimMessage').map((packet) => packet as TimMessage);
/** Packets that come close to meaning something. */
const likely = fc
  .tuple(anyMessage, fc.constantFrom(1, 2, 3, 4), fc.constantFrom(2, 3), fc.constantFrom('self', 'peer', ''))
  .map(([packet, odType, msType, node]) => ({
    ...packet,
    odType,
    msType,
    fromTid: { node },
    toTid: { node: 'peer' },
  }));

describe('the mapper', () => {
  it('reads any message without throwing, and what it tells is complete', () => {
    fc.assert(
      fc.property(fc.oneof(anyMessage, likely), (packet) => {
        for (const event of toDomainEvents(packet, { self, source: 'live' })) {
          if (event.kind === 'messageReceived') {
            expect(event.mid > 0n && event.sentAtNs >= 0n).toBe(true);
            expect(event.conversation.node.length * event.author.length).toBeGreaterThan(0);
            expect(event.isMine).toBe(event.author === self);
          } else if (event.kind === 'messageRevoked' || event.kind === 'messageBurned') {
            for (const mid of [event.mid, event.claimedMid]) expect(mid === null || mid > 0n).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never puts the text of a burn message where other clients would show it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (secret) => {
        const text = `秘密:${secret}`;
        const to = { kind: 'user', node: toNodeId('peer') } as const;
        const terms = { seconds: 10, maxUnreadSeconds: 60 };
        const content = { kind: 'text', text } as const;
        const { packet } = toMessageFrame({
          to,
          viaRoom: null,
          cid: 'c',
          clientId: 1n,
          content,
          replyTo: null,
          mentions: [],
          burnTerms: terms,
        });
        const { extra, id, ...visible } = packet;
        expect([typeof id, JSON.stringify(visible).includes('秘密')]).toEqual(['bigint', false]);
        expect(new TextDecoder().decode(extra?.['body'])).toBe(text);
      }),
    );
  });
});
