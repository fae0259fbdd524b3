import { defer } from '../platform/deferred';
import { toDisposable, type Disposable } from '../platform/disposable';

/** Answers the calls of a channel. */
export type CallHandler = (argument: unknown) => Promise<unknown>;

/**
 * Handlers by channel, each of which may come after the first calls for it: those wait until it is there. So the page may
 * load while what answers it is still being built. A handler that was removed answers nothing any more.
 */
export class LateHandlers {
  private readonly desks = new Map<string, Desk>();

  /** Registers the only handler of a channel, and answers with it what has waited. */
  handle(channel: string, handler: CallHandler): Disposable {
    const desk = this.deskOf(channel);
    desk.open(handler);
    return toDisposable(() => desk.close());
  }

  /** Answers a call, at once or when its handler comes; rejects when that is gone. */
  async call(channel: string, argument: unknown): Promise<unknown> {
    const handler = await this.deskOf(channel).handler;
    return handler(argument);
  }

  private deskOf(channel: string): Desk {
    const desk = this.desks.get(channel) ?? new Desk(channel);
    this.desks.set(channel, desk);
    return desk;
  }
}

/** Where the calls of one channel are handed in. */
class Desk {
  handler: Promise<CallHandler>;
  private isOpen = false;
  private readonly take: (handler: CallHandler) => void;

  constructor(private readonly channel: string) {
    const { promise, resolve } = defer<CallHandler>();
    this.handler = promise;
    this.take = resolve;
  }

  open(handler: CallHandler): void {
    if (this.isOpen) throw new Error(`second handler for ${this.channel}`);
    this.isOpen = true;
    this.take(handler);
  }

  close(): void {
    this.handler = Promise.resolve(() => Promise.reject(new Error('the handler has gone')));
  }
}
