import type { Page } from '@playwright/test';
import type { MessagePageView, MessageView } from '../../../preload/contract/message-views';
import { enterKeyCode, InputMethod, takenKeyCode } from '../../e2e/support/input-method';
import { valueOf } from '../bridge';
import { startServerProcess } from '../embedded-server';
import { eventually } from '../eventually';
import { SearchedApp } from '../forensics/searched-app';
import { SeededChance } from '../seeded-chance';

/** Figures of a run; a finding is a sentence without what was written. */
export interface CompositionReport {
  readonly seed: number;
  readonly steps: number;
  readonly compositions: number;
  /** Compositions in the middle of which the chat was changed, a message came, or Enter was pressed. */
  readonly disturbed: number;
  readonly sent: number;
  readonly undone: number;
  readonly findings: readonly string[];
}

/** What is true of one chat's field. */
interface ChatModel {
  readonly conversationId: string;
  /** What the field has to show. */
  draft: string;
  /** Words that may be in the field again after undoing: of this draft, and of no other. */
  words: Set<string>;
  readonly sent: string[];
}

type Step = 'type' | 'compose' | 'commit' | 'cancel' | 'enter' | 'takenEnter' | 'change' | 'arrive' | 'undo';

// What people do most comes most often; in the middle of a composition other things happen as well.
const steps: readonly Step[] = [
  ...(['type', 'type', 'compose', 'compose', 'compose', 'commit', 'commit', 'commit'] as const),
  ...(['cancel', 'enter', 'enter', 'takenEnter', 'change', 'arrive', 'undo'] as const),
];
const undoKeys = ['Control+z', 'Control+Shift+z', 'Control+y'] as const;
const readings = ['ni hao', 'zai jian', 'ming tian', 'hui yi', 'xie xie', 'かな'] as const;
const words = ['你好', '再见', '明天', '会议', '谢谢', '仮名'] as const;
const patienceMs = 20_000;

/**
 * A person with an input method at work, in a real window, in an order of chance: composes, commits, cancels, presses Enter at any
 * moment, changes the chat in the middle of a word, undoes, while messages come in. Every word is a different one, so that
 * one in a wrong place is seen. Needs a display and the built app.
 */
export async function runComposition(options: {
  readonly steps: number;
  readonly seed: number;
}): Promise<CompositionReport> {
  const server = await startServerProcess(['--request-rate', '0']);
  const [writer, friend] = [new SearchedApp('writer'), new SearchedApp('friend')];
  try {
    await Promise.all([writer.start(), friend.start()]);
    await writer.signUp(server.url);
    await friend.signUp(server.url);
    await writer.befriend(friend);
    const run = await CompositionRun.begin(writer, friend, options.seed);
    return await run.run(options.steps);
  } finally {
    for (const app of [writer, friend]) await app.dispose();
    await server.stop();
  }
}

class CompositionRun {
  private readonly chance: SeededChance;
  private readonly findings: string[] = [];
  private open: ChatModel;
  private other: ChatModel;
  /** What the input method shows at the moment; null while nothing is composed. */
  private composed: string | null = null;
  private wordCount = 0;
  private arrivals = 0;
  private isDisturbed = false;
  private readonly counts = { steps: 0, compositions: 0, disturbed: 0, undone: 0 };

  private constructor(
    private readonly apps: { readonly writer: SearchedApp; readonly friend: SearchedApp },
    private readonly inputMethod: InputMethod,
    options: { readonly seed: number; readonly chats: readonly [string, string] },
  ) {
    this.seed = options.seed;
    this.chance = new SeededChance(options.seed);
    [this.open, this.other] = [newChat(options.chats[0]), newChat(options.chats[1])];
  }

  private readonly seed: number;

  static async begin(writer: SearchedApp, friend: SearchedApp, seed: number): Promise<CompositionRun> {
    const pair = valueOf(await writer.call('conversations.list', { after: null, limit: 500 })).find(
      ({ node }) => node === friend.node,
    );
    const room = valueOf(await writer.call('rooms.create', { title: 'a room', isOpen: false }));
    const inputMethod = await InputMethod.in(writer.page);
    const chats = [pair?.conversationId ?? '', room.conversationId] as const;
    const run = new CompositionRun({ writer, friend }, inputMethod, { seed, chats });
    await run.show(run.open);
    return run;
  }

  async run(stepCount: number): Promise<CompositionReport> {
    while (this.counts.steps < stepCount && this.findings.length === 0) {
      this.counts.steps += 1;
      const step = this.chance.pick(steps) ?? 'type';
      await this.take(step);
      await this.expectField(step);
    }
    await this.finish();
    const { steps: taken, ...counts } = this.counts;
    const sent = this.open.sent.length + this.other.sent.length;
    return { seed: this.seed, steps: taken, ...counts, sent, findings: this.findings };
  }

  private get page(): Page {
    return this.apps.writer.page;
  }

  private take(step: Step): Promise<void> {
    const table: Record<Step, () => Promise<void>> = {
      type: () => this.type(),
      compose: () => this.compose(),
      commit: () => this.commit(),
      cancel: () => this.cancel(),
      enter: () => this.enter(),
      takenEnter: () => this.takenEnter(),
      change: () => this.change(),
      arrive: () => this.arrive(),
      undo: () => this.undo(),
    };
    return table[step]();
  }

  private async type(): Promise<void> {
    if (this.composed !== null) return;
    const word = this.nextWord('w');
    await this.page.keyboard.insertText(word);
    this.open.draft += word;
  }

  private async compose(): Promise<void> {
    if (this.composed === null) {
      this.counts.compositions += 1;
      this.isDisturbed = false;
    }
    this.composed = this.nextWord(this.chance.pick(readings) ?? '');
    await this.inputMethod.compose(this.composed);
  }

  private async commit(): Promise<void> {
    if (this.composed === null) return;
    const word = this.nextWord(this.chance.pick(words) ?? '');
    await this.inputMethod.commit(word);
    this.open.draft += word;
    this.composed = null;
  }

  private async cancel(): Promise<void> {
    if (this.composed === null) return;
    await this.inputMethod.compose('');
    this.composed = null;
  }

  /** A key that no input method takes: it sends, but never in the middle of a composition, nor a line break. */
  private async enter(): Promise<void> {
    if (this.composed !== null) {
      this.disturb();
      await this.inputMethod.enter(enterKeyCode);
      return;
    }
    const { draft } = this.open;
    if (draft === '') {
      await this.inputMethod.enter(enterKeyCode);
      return;
    }
    // For a moment after a composition the key may still be the input method's, and does nothing.
    await eventually(
      async () => {
        const value = await this.value();
        if (value === draft) await this.inputMethod.enter(enterKeyCode);
        return (await this.value()) !== draft;
      },
      { what: 'the sending', timeoutMs: patienceMs },
    );
    this.open.sent.push(draft);
    this.open.draft = '';
    this.open.words = new Set();
  }

  private async takenEnter(): Promise<void> {
    if (this.composed === null) return;
    this.disturb();
    await this.inputMethod.enter(takenKeyCode, { isTaken: true });
  }

  /** The composition ends where it was begun, with what it shows. */
  private async change(): Promise<void> {
    if (this.composed !== null) {
      this.disturb();
      this.open.draft += this.composed;
      this.composed = null;
    }
    [this.open, this.other] = [this.other, this.open];
    await this.show(this.open);
  }

  private async arrive(): Promise<void> {
    this.disturb();
    this.arrivals += 1;
    const { writer, friend } = this.apps;
    const conversationId = `u:${writer.node}`;
    const text = `arrival ${this.arrivals}`;
    valueOf(
      await friend.call('messages.send', {
        conversationId,
        text,
        burnSeconds: null,
        replyToId: null,
        mentions: [],
      }),
    );
  }

  /** What the keys bring back depends on the engine; it may only be of this draft. */
  private async undo(): Promise<void> {
    if (this.composed !== null) return;
    this.counts.undone += 1;
    for (let press = 1 + this.chance.below(3); press > 0; press -= 1) {
      await this.page.keyboard.press(this.chance.pick(undoKeys) ?? 'Control+z');
    }
    const value = await this.settledValue();
    const strangers = wordsOf(value).filter((word) => !this.open.words.has(word));
    if (strangers.length > 0) this.find('undo', 'brought back words that were never in this draft');
    this.open.draft = value;
    await this.page.keyboard.press('Control+End');
  }

  private async show({ conversationId }: ChatModel): Promise<void> {
    const row = `[data-testid="chat-row"][data-conversation-id="${conversationId}"]`;
    await this.page.locator(row).click();
    await this.page.locator(`${row}[aria-current="true"]`).waitFor();
    await this.page.getByTestId('composer-input').focus();
    await this.page.keyboard.press('Control+End');
  }

  private disturb(): void {
    if (this.composed === null || this.isDisturbed) return;
    this.isDisturbed = true;
    this.counts.disturbed += 1;
  }

  private async expectField(step: Step): Promise<void> {
    const expected = this.open.draft + (this.composed ?? '');
    await eventually(async () => (await this.value()) === expected, { timeoutMs: patienceMs }).catch(() =>
      this.find(step, `left another text in the field than was written (${expected.length} characters)`),
    );
  }

  /** Ends what is under way, sends both drafts, and compares what the server took with what was sent, in order. */
  private async finish(): Promise<void> {
    await this.cancel();
    if (this.findings.length > 0) return;
    await this.expectField('cancel');
    for (const chat of [this.open, this.other]) {
      await this.show(chat);
      this.open = chat;
      await this.expectField('change');
      await this.enter();
    }
    await this.expectSent(this.open);
    await this.expectSent(this.other);
  }

  private async expectSent({ conversationId, sent }: ChatModel): Promise<void> {
    const expected = JSON.stringify(sent);
    await eventually(async () => JSON.stringify(await this.sentIn(conversationId)) === expected, {
      timeoutMs: patienceMs,
    }).catch(() => this.find('enter', 'did not send every text once and in order'));
  }

  private async sentIn(conversationId: string): Promise<readonly string[]> {
    const texts: string[] = [];
    let before: string | null = null;
    do {
      const page: MessagePageView = valueOf(
        await this.apps.writer.call('messages.page', { conversationId, before, limit: 200 }),
      );
      texts.unshift(...page.messages.flatMap(sentText));
      before = page.earlier;
    } while (before !== null);
    return texts;
  }

  private nextWord(stem: string): string {
    this.wordCount += 1;
    const word = `${stem}${this.wordCount};`;
    this.open.words.add(word);
    return word;
  }

  /** The field's text once two looks a frame apart agree. */
  private async settledValue(): Promise<string> {
    let value = await this.value();
    await eventually(async () => {
      await this.page.evaluate('new Promise((done) => requestAnimationFrame(done))');
      const again = await this.value();
      const isSettled = again === value;
      value = again;
      return isSettled;
    });
    return value;
  }

  private value(): Promise<string> {
    return this.page.getByTestId('composer-input').inputValue();
  }

  private find(step: Step, what: string): void {
    this.findings.push(`step ${this.counts.steps}, ${step}: ${what}`);
  }
}

const newChat = (conversationId: string): ChatModel => ({
  conversationId,
  draft: '',
  words: new Set(),
  sent: [],
});

/** The text of an own message that the server has. */
const sentText = ({ isMine, body, delivery }: MessageView): readonly string[] =>
  isMine && body.kind === 'text' && delivery.state === 'sent' ? [body.text] : [];

const wordsOf = (text: string): readonly string[] => text.match(/[^;]+;/g) ?? [];
