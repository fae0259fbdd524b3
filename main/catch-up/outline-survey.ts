import { nextTurn } from '../platform/turn';
import type { ConversationOutline, ConversationReader } from '../storage/conversation-repository';
import type { Job } from './job-lane';

// Some milliseconds of reading; few accounts have more chats than fit into the first step.
const chatsPerStep = 500;

/** What is known of the history of every listed chat, read in steps between which everything else has its turn. */
export class OutlineSurvey {
  private readonly read: ConversationOutline[] = [];
  /** Where the next step begins; null when everything was read. */
  private start: number | null = 0;

  /** Takes the first step. Throws what the database says. */
  constructor(private readonly conversations: Pick<ConversationReader, 'outlinesFrom'>) {
    this.step();
  }

  /** All chats once they were read; null as long as `nextStep` is needed. */
  get outlines(): readonly ConversationOutline[] | null {
    return this.start === null ? this.read : null;
  }

  /** The next step, after a turn of the event loop. */
  readonly nextStep: Job = async () => {
    await nextTurn();
    this.step();
  };

  private step(): void {
    if (this.start === null) return;
    const { outlines, next } = this.conversations.outlinesFrom(this.start, chatsPerStep);
    this.read.push(...outlines);
    this.start = next;
  }
}
