import { rmSync } from 'node:fs';
import type { Line } from '../../../main/line/line';
import type { CallAnswer, CallArgument, CallName } from '../../../preload/contract/api';
import type { MessagePageView, MessageView } from '../../../preload/contract/message-views';
import { valueOf } from '../bridge';
import { createProfile } from '../electron-app';
import { AppLife } from '../kill-minus-nine/app-life';
import { draftOf, keyOf, type Writer, type Writing } from './load';

const password = 'correct horse 9';

/** A device as it looks at one moment. */
export interface Sight {
  readonly keys: readonly string[];
  readonly undelivered: number;
  /** Things that must never be seen. */
  readonly wrong: readonly string[];
}

/** The real app in its window, behind a line of its own. */
export class LinedDevice {
  private constructor(
    readonly name: string,
    readonly account: Writer,
    private readonly parts: { readonly line: Line; readonly profile: string; readonly life: AppLife },
  ) {}

  /** Starts the app with a new profile. */
  static async start(name: string, account: Writer, line: Line): Promise<LinedDevice> {
    const profile = createProfile();
    const life = await AppLife.start(profile);
    if (!(await life.isUsable())) throw new Error(`${name} has no window`);
    return new LinedDevice(name, account, { line, profile, life });
  }

  get line(): Line {
    return this.parts.line;
  }

  /** Signs the account up; answers its node. */
  async signUp(): Promise<string> {
    return valueOf(await this.call('account.signUp', this.credentials())).node;
  }

  /** Signs in as one more device of the account; answers false when its line was cut meanwhile. */
  async tryToSignIn(): Promise<boolean> {
    const answer = await this.call('account.signIn', this.credentials());
    if (!answer.ok && answer.failure.code === 'offline') return false;
    valueOf(answer);
    return true;
  }

  private credentials(): CallArgument<'account.signUp'> {
    const serverAddress = `ws://127.0.0.1:${this.line.port}/tim`;
    return { name: this.account, password, encoding: 'compact', allowInsecure: true, serverAddress };
  }

  async call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<CallAnswer<N>> {
    const answer = await this.parts.life.call(name, argument);
    if (answer === null) throw new Error(`${this.name} has ended`);
    return answer;
  }

  /** Hands a message to the app; the delivery is not waited for. */
  async write(conversationId: string, writing: Writing): Promise<void> {
    if (writing.kind === 'text')
      valueOf(await this.call('messages.send', draftOf(conversationId, writing.text)));
    else {
      const { bytes } = writing;
      const image = { conversationId, bytes, caption: '', mentions: [], burnSeconds: null, replyToId: null };
      valueOf(await this.call('messages.sendImage', image));
    }
  }

  /** Looks at the frame of the window: what is wrong there. */
  async glance(): Promise<readonly string[]> {
    const { accounts } = await this.call('app.snapshot', null);
    return accounts.flatMap(({ missingOnServer, connection }) => [
      ...(missingOnServer > 0 ? [`${this.name} asks about ${missingOnServer} messages`] : []),
      ...(connection.state === 'kicked' || connection.state === 'rejected'
        ? [`${this.name} is ${connection.state}`]
        : []),
    ]);
  }

  /** Looks at all of a chat, as somebody who scrolls through it. */
  async look(conversationId: string): Promise<Sight> {
    const messages = await this.messages(conversationId);
    const keys = messages.map(keyOf);
    const wrong = [
      ...(await this.glance()),
      ...keys.filter((key) => key.startsWith('(')).map((key) => `${this.name} shows ${key}`),
      ...messages
        .filter(({ delivery }) => delivery.state === 'failed')
        .map((message) => `${this.name} could not send ${keyOf(message)}`),
    ];
    const undelivered = messages.filter(({ delivery }) => delivery.state !== 'sent').length;
    return { keys, undelivered, wrong };
  }

  /** Ends the app and removes its profile. */
  async end(): Promise<void> {
    await this.parts.life.close();
    rmSync(this.parts.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private async messages(conversationId: string): Promise<readonly MessageView[]> {
    const messages: MessageView[] = [];
    let before: string | null = null;
    do {
      const answer: CallAnswer<'messages.page'> = await this.call('messages.page', {
        conversationId,
        before,
        limit: 200,
      });
      const page: MessagePageView = valueOf(answer);
      messages.unshift(...page.messages);
      before = page.earlier;
    } while (before !== null);
    return messages;
  }
}
