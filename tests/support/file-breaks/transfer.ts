import { createHash } from 'node:crypto';
import type { FileStateView } from '../../../preload/contract/file-views';
import { LongContent } from '../attachments/long-content';
import { eventually } from '../eventually';
import { FetchedBytes } from './fetched-bytes';
import type { Actor, Stage } from './stage';

const patience = { timeoutMs: 240_000 };

/** Somebody who fetches the file. */
export interface Fetching {
  readonly actor: Actor;
  readonly conversationId: string;
  readonly messageId: string;
  readonly bytes: FetchedBytes;
}

/** One file on its way from the author to one messenger or to three. */
export class Transfer {
  private readonly fetchings: Fetching[] = [];
  private readonly ends: (() => void)[] = [];

  private constructor(
    private readonly content: LongContent,
    private readonly name: string,
  ) {}

  /** The author sends it, and everybody who is to have it wants it. */
  static async begin(
    stage: Stage,
    { seed, sizeBytes, isInRoom }: { seed: number; sizeBytes: number; isInRoom: boolean },
  ): Promise<Transfer> {
    const name = `${seed}.bin`;
    const transfer = new Transfer(new LongContent(seed, sizeBytes), name);
    const conversationId = isInRoom ? stage.room : stage.chat.ofAuthor;
    const order = { kind: 'send', conversationId, name, seed, sizeBytes } as const;
    const cid = String(await stage.author.messenger.order(order));
    const receivers = isInRoom ? stage.receivers : stage.receivers.slice(0, 1);
    const place = isInRoom ? stage.room : stage.chat.ofReceiver;
    for (const actor of receivers) await transfer.want(actor, place, cid);
    return transfer;
  }

  get all(): readonly Fetching[] {
    return this.fetchings;
  }

  /** Those who do not have all of it yet. */
  async unfinished(): Promise<readonly Fetching[]> {
    const states = await Promise.all(this.fetchings.map((fetching) => this.stateOf(fetching)));
    return this.fetchings.filter((_, index) => states[index]?.kind !== 'here');
  }

  /** Waits until somebody has so many bytes; false when all of it came before that could be seen. */
  async reached({ bytes }: Fetching, target: number): Promise<boolean> {
    try {
      await eventually(() => bytes.position >= target, { ...patience, what: `${this.name} at ${target}` });
    } catch (error) {
      throw new Error(`${this.name} stands still: ${await this.standing()}`, { cause: error });
    }
    return bytes.position < bytes.sizeBytes;
  }

  /** A break comes, for all of them: what they show as being here is what they must not fetch again. */
  async broken(): Promise<void> {
    for (const fetching of this.fetchings) {
      const state = await this.stateOf(fetching);
      const shown = state?.kind === 'here' ? fetching.bytes.sizeBytes : 0;
      fetching.bytes.broken(state !== null && 'doneBytes' in state ? state.doneBytes : shown);
    }
  }

  /** Waits until everybody has it; answers how many have something else. */
  async finish(): Promise<number> {
    let wrong = 0;
    const expected = this.hash();
    for (const fetching of this.fetchings) {
      const { actor, messageId } = fetching;
      await eventually(async () => (await this.stateOf(fetching))?.kind === 'here', {
        ...patience,
        what: `${this.name} at ${actor.messenger.name}`,
      });
      if ((await actor.messenger.order({ kind: 'hash', messageId })) !== expected) wrong += 1;
    }
    for (const end of this.ends) end();
    return wrong;
  }

  /** Where everybody is, for whoever wants to know why it does not go on. */
  private async standing(): Promise<string> {
    const standings = this.fetchings.map(async (fetching) => {
      const { messenger } = fetching.actor;
      const isOnline = String(await messenger.order({ kind: 'online' }));
      const state = JSON.stringify(await this.stateOf(fetching));
      return `${messenger.name} has ${fetching.bytes.position}, online ${isOnline}, ${state}`;
    });
    return (await Promise.all(standings)).join('; ');
  }

  private async want(actor: Actor, conversationId: string, cid: string): Promise<void> {
    const { messenger } = actor;
    const bytes = new FetchedBytes(this.content.sizeBytes);
    this.ends.push(
      messenger.onHeard((heard) => {
        if (heard.cid === cid) bytes.heard(heard);
      }),
    );
    let messageId = '';
    await eventually(
      async () => {
        messageId = (await this.newest(actor, conversationId))?.messageId ?? '';
        return messageId !== '';
      },
      { ...patience, what: `offer of ${this.name} at ${messenger.name}` },
    );
    this.fetchings.push({ actor, conversationId, messageId, bytes });
    await messenger.call('files.fetch', { messageId });
  }

  /** The message of this file, if it is the newest. */
  private async newest({ messenger }: Actor, conversationId: string) {
    const { messages } = await messenger.call('messages.page', { conversationId, before: null, limit: 1 });
    const [message] = messages;
    return message?.body.kind === 'file' && message.body.name === this.name ? message : null;
  }

  private async stateOf({ actor, conversationId }: Fetching): Promise<FileStateView | null> {
    const message = await this.newest(actor, conversationId);
    return message?.body.kind === 'file' ? message.body.state : null;
  }

  private hash(): string {
    const hash = createHash('sha256');
    for (const part of this.content.parts(1024 * 1024)) hash.update(part);
    return hash.digest('hex');
  }
}
