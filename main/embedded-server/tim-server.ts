import { DisposableStore } from '../platform/disposable';
import { ClientSocket } from './client-socket';
import type { AttachedConnection, Connection } from './connection';
import { Dispatcher } from './dispatcher';
import type { FaultBook } from './faults/fault-book';
import { attachWithFaults, type FaultParts } from './faults/faulty-connection';
import { postWithFaults } from './faults/faulty-post';
import { answerPost } from './post-endpoint';
import { PostRefusedError } from './post-refused-error';
import { RateLimiter } from './rate-limiter';
import type { ServerContext } from './server-context';

const anonymousSweepMs = 5_000;
const anonymousLifeMs = 5_000;
const silenceSweepMs = 10_000;

/** The server without a network: it answers posts and serves the connections that it is given. */
export class TimServer {
  private readonly sockets = new Set<ClientSocket>();
  private readonly timers = new DisposableStore();
  private readonly dispatcher: Dispatcher;
  private readonly limiter: RateLimiter;
  private readonly abandonPosts = new Set<() => void>();
  private readonly faults: FaultParts;
  private lastConnectionId = 0;
  private isRunning = true;

  constructor(
    private readonly context: ServerContext,
    book: FaultBook,
  ) {
    this.faults = { book, crashGate: context.crashGate, clock: context.clock };
    this.dispatcher = new Dispatcher(context);
    this.limiter = new RateLimiter(context.options.requestRate, context.clock);
    this.timers.add(context.clock.every(anonymousSweepMs, () => this.closeAnonymous()));
    this.timers.add(context.clock.every(silenceSweepMs, () => this.closeSilent()));
  }

  /** Takes a new connection. Throws when the server has ended. */
  attach(connection: Connection): AttachedConnection {
    if (!this.isRunning) throw new Error('the server has ended');
    return attachWithFaults(connection, (faulty) => this.welcome(faulty), this.faults);
  }

  /**
   * Answers a body as `/tim2` does, the rate limit included. Rejects with PostRefusedError when the server is overloaded
   * or ends before the answer.
   */
  async post(body: Uint8Array): Promise<Uint8Array> {
    if (!this.isRunning) throw new PostRefusedError('stopped');
    let abandon = (): void => undefined;
    const abandoned = new Promise<never>((_, reject) => {
      abandon = () => reject(new PostRefusedError('stopped'));
    });
    this.abandonPosts.add(abandon);
    try {
      const { context, dispatcher, limiter } = this;
      const answer = (request: Uint8Array): Promise<Uint8Array> =>
        answerPost({ context, dispatcher, limiter }, request);
      return await Promise.race([postWithFaults(body, answer, this.faults), abandoned]);
    } finally {
      this.abandonPosts.delete(abandon);
    }
  }

  /** Drops every connection, as a restart does, and waits for the work in progress. */
  async close(): Promise<void> {
    this.end();
    this.context.syncSender.dispose();
    await this.dispatcher.settled();
  }

  /** Ends at once, as a killed process does: what was not written yet is never written. */
  crash(): void {
    this.dispatcher.halt();
    this.end();
    this.context.syncSender.forget();
  }

  private welcome(connection: Connection): AttachedConnection {
    this.lastConnectionId += 1;
    const { context, dispatcher, limiter } = this;
    const client = new ClientSocket(this.lastConnectionId, connection, { context, dispatcher, limiter });
    this.sockets.add(client);
    return {
      receive: (bytes) => client.receive(bytes),
      ended: () => {
        this.sockets.delete(client);
        client.ended();
      },
    };
  }

  private end(): void {
    this.isRunning = false;
    this.timers.dispose();
    for (const client of this.sockets) client.drop();
    for (const abandon of this.abandonPosts) abandon();
  }

  private closeAnonymous(): void {
    const nowMs = this.context.clock.monotonicMs();
    for (const client of this.sockets) {
      if (client.isAnonymous && nowMs - client.openedAtMs > anonymousLifeMs) client.close();
    }
  }

  private closeSilent(): void {
    for (const client of this.sockets) client.closeIfSilent();
  }
}
