import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId, toNodeId, type ConversationId, type MessageId } from '../../../main/domain/ids';
import { deliveryStates } from '../../../main/domain/message';
import type { StoreWriter } from '../../../main/storage/account-store';
import { miscounts } from '../../support/storage/recount';
import { chat, midOf, peer, room, self, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

/** One write; which of the messages it is about is told by `die`. */
interface Step {
  readonly kind:
    | 'insert'
    | 'placeholder'
    | 'removePlaceholder'
    | 'adopt'
    | 'sent'
    | 'mid'
    | 'erase'
    | 'delivery'
    | 'pending'
    | 'read'
    | 'news'
    | 'readable'
    | 'byTime'
    | 'mute'
    | 'archive'
    | 'mark'
    | 'pin';
  readonly die: number;
  readonly place: number;
  readonly isMine: boolean;
  readonly flag: boolean;
}

const kinds =
  'insert placeholder removePlaceholder adopt sent mid erase delivery pending read news readable byTime mute archive mark pin';
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constant<'insert'>('insert') },
    // The words above are those of the type.
    { weight: 5, arbitrary: fc.constantFrom(...(kinds.split(' ') as Step['kind'][])) },
  ),
  die: fc.nat(1_000),
  place: fc.nat(12),
  isMine: fc.boolean(),
  flag: fc.boolean(),
});
/** Transactions, and whether each of them is rolled back in the end. */
const history = fc.array(
  fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 6 }), fails: fc.boolean() }),
  { minLength: 5, maxLength: 30 },
);

const wrong = (): readonly string[] =>
  miscounts((sql) => core.files.database.prepare<[], unknown>(sql).all());

class Chronicle {
  private readonly ids: { readonly id: MessageId; readonly chat: ConversationId }[] = [];
  private readonly ghosts: MessageId[] = [];
  private mids = 0n;

  take(write: StoreWriter, step: Step): void {
    const { messages, conversations } = write;
    const known = this.ids[step.die % Math.max(1, this.ids.length)];
    const ghost = this.ghosts[step.die % Math.max(1, this.ghosts.length)];
    const conversationId = known?.chat ?? chat;
    const place = BigInt(step.place);
    switch (step.kind) {
      case 'insert':
        return void this.insert(write, step);
      case 'placeholder':
        return void this.placeholder(write, step);
      case 'removePlaceholder':
        return ghost === undefined ? undefined : void messages.removePlaceholder(ghost);
      case 'adopt':
        return ghost === undefined
          ? undefined
          : void messages.adoptOriginal(ghost, {
              cid: null,
              sortNs: place,
              place,
              content: { kind: 'text', text: '' },
              burnTerms: null,
            });
      case 'read':
        return void conversations.markRead(conversationId, { place, tieBreaker: 10n ** 18n });
      case 'news':
        return void conversations.isNewsAfterAll(conversationId, place);
      case 'byTime':
        messages.placeByTime(conversationId);
        return void conversations.noteRandomMids(conversationId);
      case 'mute':
        return void write.care.mute(conversationId, step.flag ? 10 + step.place : 0);
      case 'archive':
        return void write.care.setArchived(conversationId, step.flag);
      case 'mark':
        return void write.care.setMarkedUnread(conversationId, step.flag);
      case 'pin':
        return void (step.flag ? write.care.pin(conversationId) : write.care.unpin(conversationId));
      default:
        return known === undefined ? undefined : void this.change(write, known.id, step);
    }
  }

  private change({ messages }: StoreWriter, id: MessageId, { kind, die, place, flag }: Step): void {
    if (kind === 'sent') {
      const sent = { mid: this.nextMid(), sortNs: BigInt(place), place: BigInt(place), learntAtMs: die };
      messages.markSent(id, sent);
    } else if (kind === 'readable') {
      const content = { kind: 'text', text: 'y' } as const;
      const mentions = flag ? [self] : [];
      messages.makePresent(id, { content, replyTo: null, mentions, burnTerms: null }, die % 2 === 0);
    } else if (kind === 'mid') messages.setMid(id, this.nextMid());
    else if (kind === 'erase')
      messages.erase(id, (['revoked', 'burned', 'withdrawn', 'deleted'] as const)[die % 4] ?? 'burned', null);
    else if (kind === 'delivery') messages.setDelivery(id, deliveryStates[die % 3] ?? 'sent', null);
    else messages.setPendingOperation(id, flag ? 'revoke' : null, null);
  }

  private insert({ messages }: StoreWriter, { die, place, isMine, flag }: Step): void {
    const messageId = toMessageId(`m${this.ids.length}`);
    const conversationId = die % 2 === 0 ? chat : room;
    messages.insert({
      messageId,
      conversationId,
      author: isMine ? self : peer,
      isMine,
      viaRoom: null,
      cid: null,
      mid: isMine && flag ? null : this.nextMid(),
      clientId: null,
      sortNs: BigInt(place),
      place: BigInt(place),
      isUnread: !isMine && flag,
      arrivedAtMs: die,
      content:
        die % 5 === 0
          ? { kind: 'unreadable', reason: 'newerClient', kept: new Uint8Array(9) }
          : { kind: 'text', text: 'x' },
      replyTo: null,
      mentions: die % 3 === 0 ? [toNodeId('somebody'), self] : die % 3 === 1 ? [peer] : [],
      burnTerms: null,
      delivery: isMine && flag ? 'pending' : 'sent',
    });
    this.ids.push({ id: messageId, chat: conversationId });
  }

  private placeholder({ messages }: StoreWriter, { die, place, isMine }: Step): void {
    const messageId = toMessageId(`g${this.ghosts.length}`);
    messages.insertPlaceholder({
      messageId,
      conversationId: die % 2 === 0 ? chat : room,
      author: isMine ? self : peer,
      isMine,
      mid: this.nextMid(),
      sortNs: BigInt(place),
      place: BigInt(place),
      arrivedAtMs: die,
      contentState: die % 3 === 0 ? 'burned' : 'revoked',
      revokedBy: null,
    });
    this.ghosts.push(messageId);
  }

  private nextMid() {
    this.mids += 1n;
    return midOf(this.mids);
  }
}

describe('what is counted of a chat', () => {
  it('equals a recount after every transaction of any history, those that fail among them', () => {
    let counted = 0;
    fc.assert(
      fc.property(history, (transactions) => {
        core.dispose();
        core = new TestCore();
        const chronicle = new Chronicle();
        for (const { steps, fails } of transactions) {
          try {
            core.store.transaction((write) => {
              for (const one of steps) chronicle.take(write, one);
              if (fails) throw new RangeError('rolled back');
            });
          } catch (error) {
            if (!(error instanceof RangeError)) throw error;
          }
          expect(wrong()).toEqual([]);
          counted += core.store.care.unreadTally().loud;
        }
      }),
      { numRuns: 60 },
    );
    expect(counted).toBeGreaterThan(100);
  }, 120_000);

  it('would be found to be wrong', () => {
    const chronicle = new Chronicle();
    const one: Step = { kind: 'insert', die: 6, place: 3, isMine: false, flag: true };
    core.store.transaction((write) => chronicle.take(write, one));
    const columns = [
      'unread_count',
      'unread_mention_count',
      'placeholder_count',
      'failed_count',
      'waiting_count',
      'newest_row',
      'newest_own_row',
    ];
    expect(core.store.views.conversationsByIds([chat])[0]?.unreadMentionCount).toBe(1);
    for (const column of columns) {
      const value = core.files.value(`SELECT ${column} FROM conversation WHERE conversation_id = '${chat}'`);
      const spoilt = Number(value ?? 0) + 1;
      core.files.write(`UPDATE conversation SET ${column} = ${spoilt} WHERE conversation_id = '${chat}'`);
      expect(wrong()).not.toEqual([]);
      const right = value === null ? 'NULL' : Number(value);
      core.files.write(`UPDATE conversation SET ${column} = ${right} WHERE conversation_id = '${chat}'`);
      expect(wrong()).toEqual([]);
    }
    core.files.write('UPDATE tally SET unread_count = 7');
    expect(wrong()).toHaveLength(1);
    core.files.write('UPDATE tally SET quiet_mention_count = 7');
    expect(wrong()).toHaveLength(2);
  });
});
