// @vitest-environment happy-dom
import type { VueWrapper } from '@vue/test-utils';
import fc from 'fast-check';
import { h, nextTick, shallowRef } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toConversationId, toMessageId, toNodeId, type ConversationId } from '../../../main/domain/ids';
import { DraftShelf } from '../../../main/messaging/draft-shelf';
import { sendMessage } from '../../../main/messaging/send-message';
import type { Draft } from '../../../preload/contract/api';
import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { MessageView } from '../../../preload/contract/message-views';
import type { DraftView } from '../../../preload/contract/views';
import { DefaultBurnChip, MessageComposer, useDraftsStore } from '../../../renderer/features/composer';
import { chat, peer, TestCore } from '../../support/test-core';
import { FakeBridge } from '../../unit/renderer/fake-bridge';
import { byTestId, mountInApp } from '../../unit/renderer/mount';
import { aChat, aMessage, anAccount } from '../../unit/renderer/views';

/** Something that happens to the composer, to its chat, or to what it has sent. */
type Happening =
  | { readonly kind: 'type'; readonly word: string }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'chooseTime'; readonly seconds: number }
  | { readonly kind: 'chooseDefault'; readonly isDefault: boolean }
  | {
      readonly kind:
        | 'switchOver'
        | 'keepBurning'
        | 'escape'
        | 'clear'
        | 'enter'
        | 'press'
        | 'answer'
        | 'refuse'
        | 'otherChat'
        | 'newWindow'
        | 'newApp';
    };

const other = toConversationId('u:other');
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('type' as const), word: fc.uuid() }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('enter' as const, 'press' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('switchOver', 'answer', 'refuse', 'otherChat') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('keepBurning', 'escape', 'clear', 'newWindow', 'newApp') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(400, 9_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('chooseTime' as const),
      seconds: fc.constantFrom(5, 60, 300),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('chooseDefault' as const), isDefault: fc.boolean() }),
  },
);

/** What the screen says that Enter does, read from its words. */
interface Shown {
  readonly burnSeconds: number | null;
  readonly asks: boolean;
}

/** A window over the drafts, the messages and the settings of a real account. */
class World {
  private readonly core = new TestCore();
  private shelf = this.newShelf();
  private readonly shown = shallowRef<ConversationId>(chat);
  private readonly defaults = shallowRef<ReadonlyMap<string, number | null>>(new Map());
  private readonly unanswered: ((isTaken: boolean) => void)[] = [];
  /** What the screen said when each text left the field; one may go out later, behind another. */
  private readonly seen = new Map<string, number | null>();
  /** Words that were sent to burn and came back, until the user decides anew. */
  private readonly cameBackBurning = new Set<string>();
  /** What main was told otherwise than the screen had said. */
  private readonly faults: string[] = [];
  private bridge: FakeBridge;
  private wrapper: VueWrapper;

  constructor() {
    this.core.store.transaction((write) => {
      write.conversations.ensure({ kind: 'user', node: toNodeId('other') });
    });
    this.bridge = this.connect();
    this.wrapper = this.openWindow();
  }

  async live(event: Happening): Promise<void> {
    switch (event.kind) {
      case 'type':
        await this.field().setValue(`${this.text()} ${event.word}`.trim());
        break;
      case 'clear':
        await this.field().setValue('');
        break;
      case 'wait':
        await vi.advanceTimersByTimeAsync(event.ms);
        break;
      case 'switchOver':
        await this.decide(() => this.click('composer-burn'));
        break;
      case 'keepBurning':
        if (this.wrapper.find(byTestId('keep-burning')).exists())
          await this.decide(() => this.click('keep-burning'));
        break;
      case 'escape':
        await this.field().trigger('keydown', { key: 'Escape' });
        break;
      case 'chooseTime':
      case 'chooseDefault':
        await this.decide(() => this.choose(event));
        break;
      case 'press':
        await this.enter(() => this.click('composer-send'));
        break;
      case 'enter':
        await this.enter(() => this.field().trigger('keydown', { key: 'Enter' }));
        break;
      case 'answer':
        this.unanswered.shift()?.(true);
        break;
      case 'refuse':
        this.unanswered.shift()?.(false);
        break;
      case 'otherChat':
        this.shown.value = this.shown.value === chat ? other : chat;
        break;
      case 'newApp':
      case 'newWindow':
        await this.startAnew(event.kind);
        break;
    }
    await vi.advanceTimersByTimeAsync(0);
    await nextTick();
    expect(this.faults).toEqual([]);
  }

  end(): void {
    this.wrapper.unmount();
    this.shelf.dispose();
    this.core.dispose();
  }

  private async decide(act: () => Promise<void>): Promise<void> {
    this.cameBackBurning.clear();
    await act();
  }

  /** Looks, presses, and compares what went out with what was seen. */
  private async enter(press: () => Promise<void>): Promise<void> {
    const [shown, text] = [this.look(), this.text()];
    const before = this.sent().length;
    if (!shown.asks) this.seen.set(text, shown.burnSeconds);
    const stored = this.storedCount();
    await press();
    await vi.advanceTimersByTimeAsync(0);
    if (text !== '' && this.text() === '') {
      expect(shown.asks).toBe(false);
      if (shown.burnSeconds === null) {
        expect([...this.cameBackBurning].filter((word) => text.includes(word))).toEqual([]);
      }
    }
    if (shown.asks) {
      expect([this.sent().length, this.text(), this.storedCount()]).toEqual([before, text, stored]);
    }
  }

  private look(): Shown {
    const label = this.wrapper.find(byTestId('composer-send')).attributes('aria-label');
    const hint = this.wrapper.find(byTestId('enter-hint')).text();
    const time = /burned (\d+) (s|min) after/u.exec(hint);
    const burnSeconds = time === null ? null : Number(time[1]) * (time[2] === 'min' ? 60 : 1);
    // The button, the colour and the sentence are of one mind.
    expect(label === 'Send burn message').toBe(burnSeconds !== null);
    const isHot = this.wrapper.find(byTestId('composer')).classes('hot');
    expect(isHot).toBe(burnSeconds !== null);
    return { burnSeconds, asks: hint === 'Enter twice sends a plain message' };
  }

  private async choose(event: Happening & { readonly kind: 'chooseTime' | 'chooseDefault' }): Promise<void> {
    // The menu exists where something burns, in the composer or in the header.
    if (!this.wrapper.find(byTestId('composer-burn-time')).exists()) return;
    const chip: VueWrapper = this.wrapper.findComponent({ name: 'BurnChip' });
    if (event.kind === 'chooseTime') chip.vm.$emit('chooseTime', event.seconds);
    else chip.vm.$emit('chooseDefault', event.isDefault);
    await nextTick();
  }

  private async startAnew(kind: 'newWindow' | 'newApp'): Promise<void> {
    this.wrapper.unmount();
    // What main was asked before goes on without the window, and nobody hears of it.
    for (const tell of this.unanswered.splice(0)) tell(false);
    if (kind === 'newApp') {
      this.shelf.dispose();
      this.shelf = this.newShelf();
      this.cameBackBurning.clear();
    }
    this.bridge = this.connect();
    this.wrapper = this.openWindow();
    await this.drafts().load();
  }

  private openWindow(): VueWrapper {
    const screen = {
      render: () => {
        const conversationId = this.shown.value;
        const burnDefaultSeconds = this.defaults.value.get(conversationId) ?? null;
        const conversation = aChat({ conversationId, burnDefaultSeconds });
        return [
          h(DefaultBurnChip, { key: `header ${conversationId}`, conversation }),
          h(MessageComposer, { key: conversationId, conversation }),
        ];
      },
    };
    return mountInApp(screen);
  }

  private connect(): FakeBridge {
    return new FakeBridge({
      'drafts.list': () => succeed(this.shelf.all()),
      'drafts.keep': (draft) => this.keep(draft),
      'messages.send': (draft) => {
        if (this.seen.get(draft.text) !== draft.burnSeconds) this.faults.push(`sent ${draft.burnSeconds}`);
        return new Promise((resolve) =>
          this.unanswered.push((isTaken) => resolve(isTaken ? this.store(draft) : this.refuse(draft))),
        );
      },
      'conversations.setBurnDefault': ({ conversationId, burnSeconds }) => {
        this.core.store.transaction((write) =>
          write.conversations.setBurnDefault(toConversationId(conversationId), burnSeconds),
        );
        this.shelf.reconsider(toConversationId(conversationId));
        this.defaults.value = new Map(this.defaults.value).set(conversationId, burnSeconds);
        return succeed();
      },
    }).install();
  }

  private keep(draft: DraftView): Result<null> {
    const outcome = this.shelf.keep({
      ...draft,
      conversationId: toConversationId(draft.conversationId),
      replyToId: null,
      mentions: [],
    });
    return outcome.ok ? succeed<null>(null) : fail('draftNotKept');
  }

  /** Main stores it: the clock that the message has is the one that was seen. */
  private store({ conversationId, text, burnSeconds, draftId }: Draft): Result<MessageView> {
    const outcome = sendMessage(
      {
        conversationId: toConversationId(conversationId),
        content: { kind: 'text', text },
        burnSeconds,
        replyToId: null,
        mentions: [],
        ...(draftId === undefined ? {} : { draftId }),
      },
      { ...this.core.messaging, drafts: this.shelf },
    );
    if (!outcome.ok) return fail('internal');
    const stored = this.core.message(toMessageId(outcome.value)).burnTerms?.seconds ?? null;
    if (stored !== burnSeconds) this.faults.push(`stored ${stored}`);
    return succeed(aMessage(outcome.value, { conversationId }));
  }

  private refuse({ text, burnSeconds }: Draft): Result<MessageView> {
    if (burnSeconds !== null) for (const word of text.split(' ')) this.cameBackBurning.add(word);
    return fail('textTooLong');
  }

  private newShelf(): DraftShelf {
    const failed = (error: unknown): never => {
      throw error;
    };
    return new DraftShelf({ store: this.core.store, clock: this.core.clock, failed });
  }

  private readonly drafts = () => useDraftsStore(anAccount.accountId);
  private readonly sent = (): readonly Draft[] =>
    this.bridge.argumentsOf('messages.send').map((argument) => argument as Draft);
  private readonly storedCount = (): number =>
    this.core.store.messages.page(chat, null, { limit: 99 }).length;
  private readonly field = () => this.wrapper.find(byTestId('composer-input'));
  private readonly text = (): string => (this.field().element as HTMLTextAreaElement).value;
  private readonly click = (testId: string): Promise<void> =>
    this.wrapper.find(byTestId(testId)).trigger('click');
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('what the composer says that Enter does is what goes out, in any order of events', async () => {
  expect(chat).toBe(`u:${peer}`);
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 40 }), async (events) => {
      const world = new World();
      try {
        for (const event of events) await world.live(event);
      } finally {
        world.end();
      }
    }),
    { numRuns: 60 },
  );
});
