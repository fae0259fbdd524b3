import { afterEach, describe, expect, it } from 'vitest';
import { toConversationId, toNodeId } from '../../../main/domain/ids';
import type { MessageReceived } from '../../../main/domain/domain-event';
import { eraseSome } from '../../../main/messaging/chat-eraser';
import { deleteChat } from '../../../main/messaging/delete-chat';
import { pinMessage } from '../../../main/messaging/pin-message';
import { saveMessages } from '../../../main/messaging/save-messages';
import { CoreOnDisk } from '../../support/forensics/core-on-disk';
import { PieceSearch, type Needle } from '../../support/forensics/piece-search';
import { secretText } from '../../support/forensics/secret-content';
import { ManualClock } from '../../support/manual-clock';
import { SeededChance } from '../../support/seeded-chance';
import { SeededRandom } from '../../support/seeded-random';
import { aDraft, chat, midOf, peer, received } from '../../support/test-core';

const seed = 20_260_103;
const other = toNodeId('other');
const otherChat = toConversationId('u:other');
const albumId = '11111111-2222-4333-8444-555555555555';
const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000280000001e0', 'hex');

let core: CoreOnDisk | null = null;
afterEach(() => core?.dispose());

/** Everything that a chat can hold, and what of it must be nowhere once the chat is deleted. */
class FullChat {
  readonly needles: Needle[] = [];
  private readonly chance = new SeededChance(seed);

  constructor(private readonly disk: CoreOnDisk) {
    disk.store.transaction((write) => {
      write.conversations.ensure({ kind: 'user', node: peer });
      write.conversations.ensure({ kind: 'user', node: other });
    });
  }

  /** Texts and pictures with captions, some passed on by name, some in albums, some that burn, the first ones pinned and saved; and a draft. */
  fill(count: number): void {
    const messages = Array.from({ length: count }, (_, index) => this.message(BigInt(index + 1)));
    for (let from = 0; from < count; from += 20) this.disk.pipeline.apply(messages.slice(from, from + 20));
    for (const mid of [1n, 2n, 4n]) {
      const message = this.disk.store.messages.byMid(otherChat, midOf(mid));
      if (message === null) continue;
      pinMessage(message.messageId, true, this.disk.messaging);
      saveMessages([message.messageId], true, this.disk.messaging);
    }
    const { drafts } = this.disk.messaging;
    drafts.keep({ ...aDraft(this.secret('draft', 900)), conversationId: otherChat });
    drafts.flush();
  }

  private message(mid: bigint): MessageReceived {
    const from = { conversation: { kind: 'user', node: other }, author: other } as const;
    const text = this.secret(`text ${mid}`, 20 + this.chance.below(800));
    if (mid % 3n !== 0n) {
      const passedOn = mid % 5n === 0n ? { forwardedFrom: this.secret(`name ${mid}`, 14) } : {};
      const burnTerms = mid % 7n === 0n ? { seconds: 30, maxUnreadSeconds: 86_400 } : null;
      return received(mid, { ...from, burnTerms, content: { kind: 'text', text, ...passedOn } });
    }
    const body = Buffer.from(this.secret(`picture ${mid}`, 600));
    return received(mid, {
      ...from,
      content: {
        kind: 'image',
        info: { mediaType: 'image/png', width: 640, height: 480 },
        bytes: Buffer.concat([png, body]),
        caption: text,
        ...(mid % 2n === 0n ? { albumId } : {}),
      },
    });
  }

  private secret(label: string, length: number): string {
    const text = secretText(this.chance, length);
    this.needles.push({ label, bytes: Buffer.from(text) });
    return text;
  }
}

/** What of the needles is found on the disk: in the files as they lie there, and in the decrypted pages. */
function findsOf(disk: CoreOnDisk, needles: readonly Needle[]): ReadonlySet<string> {
  const search = new PieceSearch([...needles]);
  const files = Buffer.concat([...disk.image().values()]);
  return new Set(
    [...search.findIn(files), ...search.findIn(disk.decryptedPages())].map(({ label }) => label),
  );
}

describe('a chat that was deleted', () => {
  it('leaves no piece of its texts, captions, pictures, names and drafts on the disk, over kills between the pieces of work', () => {
    const clock = new ManualClock();
    core = new CoreOnDisk(clock, new SeededRandom(seed));
    const full = new FullChat(core);
    full.fill(130);
    const stays = { label: 'stays', bytes: Buffer.from('what was said in the other chat') };
    core.pipeline.apply([received(1_000n, { content: { kind: 'text', text: stays.bytes.toString() } })]);
    // It has sight: everything is there before.
    expect(full.needles.length).toBeGreaterThan(180);
    const before = findsOf(core, full.needles);
    expect(full.needles.filter(({ label }) => !before.has(label))).toEqual([]);

    expect(deleteChat(otherChat, core.messaging).ok).toBe(true);
    let works = 0;
    for (let isLeft = true; isLeft; works += 1) {
      isLeft = eraseSome(core.store, clock);
      // The process dies in the middle, and the next start goes on.
      if (works % 2 === 1) core.restartFrom(core.image());
    }
    expect(works).toBeGreaterThan(2);
    expect([...findsOf(core, full.needles)]).toEqual([]);
    expect(core.store.messages.byMid(chat, midOf(1_000n))).not.toBeNull();
    expect([...findsOf(core, [stays])]).toEqual(['stays']);
    expect(core.integrity()).toBe('ok');
  });
});
