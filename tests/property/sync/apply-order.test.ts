import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationAddress } from '../../../main/domain/conversation';
import { conversationIdOf } from '../../../main/domain/conversation';
import type { DomainEvent } from '../../../main/domain/domain-event';
import { toMessageId, toNodeId, type MessageId, type NodeId } from '../../../main/domain/ids';
import { sendMessage } from '../../../main/messaging/send-message';
import { burnContent, midOf, received, revoked, self, TestCore } from '../../support/test-core';

/** One message of a story: who wrote it, what it holds, and what became of it. */
interface Told {
  readonly writer: 'peer' | 'this device' | 'another device';
  readonly isBurn: boolean;
  readonly fate: 'stays' | 'revoked' | 'burned' | 'attacked';
  /** The command carries the server's number, or only ours, as offline copies do. */
  readonly isNumbered: boolean;
}

const told: fc.Arbitrary<Told> = fc.record({
  writer: fc.constantFrom('peer', 'this device', 'another device'),
  isBurn: fc.boolean(),
  fate: fc.constantFrom('stays', 'revoked', 'burned', 'attacked'),
  isNumbered: fc.boolean(),
});

let core: TestCore;
let chats = 0;
beforeAll(() => {
  core = new TestCore();
});
afterAll(() => {
  core.dispose();
});

/** A chat of its own with the story's facts: every message and every command once, in the order of the story. */
class Story {
  readonly address: ConversationAddress;
  readonly facts: DomainEvent[] = [];
  private readonly node: NodeId;

  constructor(messages: readonly Told[]) {
    chats += 1;
    this.node = toNodeId(`peer${chats}`);
    this.address = { kind: 'user', node: this.node };
    core.store.transaction((write) => write.conversations.ensure(this.address));
    messages.forEach((message, index) => {
      const mid = BigInt(index + 1);
      this.facts.push(this.message(message, mid));
      const command = this.command(message, mid);
      if (command !== null) this.facts.push(command);
    });
  }

  apply(batches: readonly (readonly DomainEvent[])[]): void {
    for (const batch of batches) core.pipeline.apply(batch);
  }

  /** Everything of the chat that can be seen or that decides what is sent, without local ids and names. */
  outcome(): unknown {
    const conversationId = conversationIdOf(this.address);
    const page = core.store.messages.page(conversationId, null, { limit: 100 });
    return {
      unread: core.store.conversations.unreadCount(conversationId),
      messages: page.map((message) => ({
        mid: message.mid,
        isMine: message.isMine,
        sortNs: message.sortNs,
        text: core.message(message.messageId).text,
        contentKind: message.contentKind,
        contentState: message.contentState,
        isRevokedByMe: message.revokedBy === null ? null : message.revokedBy === self,
        burnTerms: message.burnTerms,
        delivery: message.delivery,
        pendingOperation: message.pendingOperation,
        open: core.store.outbox.ofMessage(message.messageId).map(({ kind }) => kind),
      })),
    };
  }

  private message({ writer, isBurn }: Told, mid: bigint): DomainEvent {
    const text = `text ${mid}`;
    const cid = writer === 'this device' ? this.say(text, isBurn) : toMessageId(`${this.node}-${mid}`);
    return received(mid, {
      conversation: this.address,
      author: writer === 'peer' ? this.node : self,
      isMine: writer !== 'peer',
      cid,
      ...(isBurn ? burnContent(text, 10, 604_800) : { content: { kind: 'text', text } }),
    });
  }

  private say(text: string, isBurn: boolean): MessageId {
    const conversationId = conversationIdOf(this.address);
    const outcome = sendMessage(
      {
        conversationId,
        content: { kind: 'text', text },
        burnSeconds: isBurn ? 10 : null,
        replyToId: null,
        mentions: [],
      },
      core.messaging,
    );
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.value;
  }

  private command({ writer, fate, isNumbered }: Told, mid: bigint): DomainEvent | null {
    if (fate === 'stays') return null;
    const isMine = writer !== 'peer';
    const byAuthor = fate === 'revoked';
    // An attack is a peer's command about a message that the peer may not touch so: a burn of the peer's own message, or
    // a revoke of ours. The server's number cannot be forged.
    const isByMe = fate !== 'attacked' && byAuthor === isMine;
    const isRevoke = fate === 'attacked' ? isMine : byAuthor;
    return revoked(mid, {
      kind: isRevoke ? 'messageRevoked' : 'messageBurned',
      conversation: this.address,
      by: isByMe ? self : this.node,
      isMine: isByMe,
      mid: isNumbered && fate !== 'attacked' ? midOf(mid) : null,
    });
  }
}

describe('facts from the server', () => {
  const stories = fc.array(told, { minLength: 1, maxLength: 5 });
  const seeds = fc.array(fc.nat(), { minLength: 1, maxLength: 30 });

  it('lead to the same chat in any order, however often they come and however they are bundled', () => {
    fc.assert(
      fc.property(stories, seeds, fc.integer({ min: 1, max: 5 }), (messages, numbers, size) => {
        const inOrder = new Story(messages);
        inOrder.apply(inOrder.facts.map((fact) => [fact]));
        const mixed = new Story(messages);
        mixed.apply(inBatches(mixUp(mixed.facts, numbers), size));
        expect(mixed.outcome()).toEqual(inOrder.outcome());
      }),
      { numRuns: 200 },
    );
  });

  it('change nothing when they all come once more', () => {
    fc.assert(
      fc.property(stories, (messages) => {
        const story = new Story(messages);
        story.apply([story.facts]);
        const before = story.outcome();
        story.apply([story.facts, [...story.facts].reverse()]);
        expect(story.outcome()).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });
});

/** Every fact at least once, some of them again, in an order that the numbers decide. */
function mixUp(facts: readonly DomainEvent[], numbers: readonly number[]): readonly DomainEvent[] {
  const repeated = numbers.flatMap((number) => facts[number % facts.length] ?? []);
  return [...facts, ...repeated]
    .map((fact, index) => ({ fact, rank: (numbers[index % numbers.length] ?? 0) * 31 + index * 17 }))
    .sort((one, other) => (one.rank % 101) - (other.rank % 101))
    .map(({ fact }) => fact);
}

function inBatches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const batches: T[][] = [];
  for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size));
  return batches;
}
