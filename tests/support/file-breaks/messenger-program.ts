import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AccountCallName, CallArgument } from '../../../preload/contract/api';
import type { Result } from '../../../preload/contract/result';
import { LongContent } from '../attachments/long-content';
import { TestMessenger, valueOf } from '../test-messenger';
import { fullDiskSwitch } from './full-disk-switch';
import type { News, Order } from './messenger-words';
import { watchedNetwork } from './watched-network';

// A messenger in a process of its own, without a window: node messenger-program.js FOLDER NAME. It lives until it is told to stop, or is
// killed, and its folder is what the next one goes on with.

/** Sent without anything beside it. */
const plainFile = { preview: null, caption: '', mentions: [], burnSeconds: null, replyToId: null } as const;

const partBytes = 512 * 1024;

/** Written at once, so that nothing that was told is lost with the process. */
function tell(news: News): void {
  const line = Buffer.from(`${JSON.stringify(news)}\n`);
  for (let written = 0; written < line.length;) {
    try {
      written += writeSync(1, line, written);
    } catch (error) {
      // Whoever reads is behind.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

class Program {
  private readonly setFull: (isFull: boolean) => void;
  private readonly messenger: TestMessenger;
  private readonly savedAt: string;

  constructor(folder: string, name: string) {
    this.savedAt = join(folder, 'saved');
    this.setFull = fullDiskSwitch(folder);
    this.messenger = new TestMessenger({
      name,
      dataDirectory: folder,
      network: watchedNetwork(tell),
      files: {
        choose: async () => this.savedAt,
        chooseFolder: async () => null,
        show: () => undefined,
      },
    });
  }

  /** Opens the accounts of the last run. */
  async start(): Promise<void> {
    await this.messenger.messenger.start();
  }

  async obey(order: Order): Promise<unknown> {
    const { messenger } = this;
    switch (order.kind) {
      case 'signUp':
        return messenger.signUp(order.serverUrl);
      case 'online':
        return messenger.connection().state === 'online';
      case 'call': {
        // The name and its argument belong together; the order cannot say so.
        const call = messenger.calls[order.name] as (
          argument: CallArgument<AccountCallName>,
        ) => Result<unknown> | Promise<Result<unknown>>;
        return call(order.argument);
      }
      case 'send':
        return this.send(order);
      case 'hash':
        return this.hash(order.messageId);
      case 'disk':
        this.setFull(order.isFull);
        return null;
      case 'memory':
        return process.memoryUsage.rss();
      case 'wakeUp':
        messenger.messenger.wakeUp();
        return null;
      case 'stop':
        await messenger.stop();
        return null;
    }
  }

  private async send({ conversationId, name, seed, sizeBytes }: Extract<Order, { kind: 'send' }>) {
    const { calls } = this.messenger;
    const { uploadId } = valueOf(await calls['files.begin']({ name, sizeBytes, mediaType: '' }));
    for (const bytes of new LongContent(seed, sizeBytes).parts(partBytes))
      valueOf(await calls['files.append']({ uploadId, bytes }));
    return valueOf(await calls['files.send']({ ...plainFile, uploadId, conversationId })).messageId;
  }

  private async hash(messageId: string): Promise<string | null> {
    const saved = await this.messenger.calls['files.save']({ messageId });
    if (!saved.ok || !saved.value.isSaved) return null;
    const hash = createHash('sha256').update(readFileSync(this.savedAt)).digest('hex');
    rmSync(this.savedAt);
    return hash;
  }
}

const [folder = '', name = ''] = process.argv.slice(2);
const program = new Program(folder, name);
program.start().catch((error: unknown) => tell({ kind: 'failed', number: 0, reason: String(error) }));
let isStopping = false;
createInterface({ input: process.stdin })
  .on('line', (line) => {
    // Written by the test.
    const { number, order } = JSON.parse(line) as { readonly number: number; readonly order: Order };
    isStopping ||= order.kind === 'stop';
    program.obey(order).then(
      (value) => {
        tell({ kind: 'answer', number, value });
        if (order.kind === 'stop') process.exit(0);
      },
      (error: unknown) => tell({ kind: 'failed', number, reason: String(error) }),
    );
  })
  // The test has gone.
  .on('close', () => isStopping || process.exit(1));
