import type { Result } from '../../../preload/contract/result';
import type { MessageView } from '../../../preload/contract/message-views';
import type { SeededChance } from '../seeded-chance';
import type { AppLife } from './app-life';
import type { Diary } from './diary';

interface OwnMessage {
  readonly messageId: string;
  readonly text: string;
}

const longestPauseMs = 40;
const revocableMessages = 20;

/** What the user of the app does: writes, takes back and burns, over the window's bridge, until the kill. */
export class AppTraffic {
  private own: OwnMessage[] = [];

  constructor(
    private readonly conversationId: string,
    private readonly diary: Diary,
    private readonly chance: SeededChance,
  ) {}

  /** Acts until the life is over. */
  async run(life: AppLife): Promise<void> {
    while (!life.isOver) {
      const die = this.chance.below(10);
      if (die < 6) await this.send(life, null);
      else if (die < 7) await this.send(life, 300);
      else if (die < 9) await this.revoke(life);
      else await this.burn(life);
      await pause(this.chance.below(longestPauseMs));
    }
  }

  private async send(life: AppLife, burnSeconds: number | null): Promise<void> {
    const { conversationId } = this;
    const text = this.diary.write('app');
    const result = await life.call('messages.send', {
      conversationId,
      text,
      burnSeconds,
      replyToId: null,
      mentions: [],
    });
    this.diary.sent(text, isAccepted(result));
    if (result?.ok !== true) return;
    this.own = [...this.own, { messageId: result.value.messageId, text }].slice(-revocableMessages);
  }

  private async revoke(life: AppLife): Promise<void> {
    const message = this.chance.pick(this.own);
    if (message === undefined) return;
    this.own = this.own.filter((other) => other !== message);
    const result = await life.call('messages.revoke', { messageId: message.messageId });
    this.diary.took('revokes', message.text, isAccepted(result));
  }

  private async burn(life: AppLife): Promise<void> {
    const { conversationId } = this;
    const page = await life.call('messages.page', { conversationId, before: null, limit: 50 });
    if (page?.ok !== true) return;
    const concealed = page.value.messages.filter(({ body }) => body.kind === 'burnConcealed');
    const message = this.chance.pick(concealed);
    if (message !== undefined) await this.burnOne(life, message);
  }

  private async burnOne(life: AppLife, { messageId }: MessageView): Promise<void> {
    const revealed = await life.call('messages.reveal', { messageId });
    if (revealed?.ok !== true || revealed.value.body.kind !== 'burnRevealed') return;
    const { content } = revealed.value.body;
    if (content.kind !== 'text') return;
    const result = await life.call('messages.burnNow', { messageId });
    this.diary.took('burns', content.text, isAccepted(result));
  }
}

/** Waits in real time. */
export const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs));

const isAccepted = (result: Result<unknown> | null): boolean | null => (result === null ? null : result.ok);
