import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3-multiple-ciphers';
import type { MessagingEnvironment } from '../../../main/messaging/messaging-environment';
import { DraftShelf } from '../../../main/messaging/draft-shelf';
import { BurnWishes } from '../../../main/messaging/burn-wishes';
import { OpenMessages } from '../../../main/messaging/open-messages';
import { ReeditShelf } from '../../../main/messaging/reedit-shelf';
import { ServerLimits } from '../../../main/outbox/server-limits';
import type { Clock } from '../../../main/platform/clock';
import type { Random } from '../../../main/platform/random';
import { createAccountStore, type AccountStore } from '../../../main/storage/account-store';
import { Database, databaseKeyBytes } from '../../../main/storage/database';
import { InboundPipeline } from '../../../main/sync/inbound-pipeline';
import { RecordingLogger } from '../recording-logger';
import { self } from '../test-core';

const key = new Uint8Array(databaseKeyBytes).fill(0x5a);
const suffixes = ['', '-wal', '-shm'] as const;

/** The files of a database as they lay on the disk at one moment, by the ends of their names. */
export type DiskImage = ReadonlyMap<string, Buffer>;

/** The core without a connection, from one start to the end of the process. */
interface Life {
  readonly database: Database;
  readonly store: AccountStore;
  readonly pipeline: InboundPipeline;
  readonly messaging: MessagingEnvironment;
}

/** The app's core over a database that can be closed, copied while it is open as a kill leaves it, and opened again. */
export class CoreOnDisk {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tim-forensics-'));
  private readonly file = join(this.folder, 'messages.db');
  private life: Life;
  /** Called when the content is erased from the database, and not yet from the write-ahead log. */
  beforeForgetting: () => void = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    this.life = this.begin();
  }

  get store(): AccountStore {
    return this.life.store;
  }

  get pipeline(): InboundPipeline {
    return this.life.pipeline;
  }

  get messaging(): MessagingEnvironment {
    return this.life.messaging;
  }

  /** An orderly end, and the next start. */
  restart(): void {
    this.end();
    this.life = this.begin();
  }

  /** A kill at the moment of the image, and the next start. */
  restartFrom(image: DiskImage): void {
    this.end();
    for (const suffix of suffixes) rmSync(this.file + suffix, { force: true });
    for (const [suffix, bytes] of image) writeFileSync(this.file + suffix, bytes);
    this.life = this.begin();
  }

  /** What a kill would leave at this moment. */
  image(): DiskImage {
    const existing = suffixes.filter((suffix) => existsSync(this.file + suffix));
    return new Map(existing.map((suffix) => [suffix, readFileSync(this.file + suffix)]));
  }

  /** Length of the write-ahead log, bytes. */
  get logBytes(): number {
    return statSync(`${this.file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Every page as SQLite sees it, decrypted: rows, indices, shadow tables, free space inside of pages, free pages. */
  decryptedPages(): Buffer {
    const driver = new Driver(this.file, { readonly: true });
    try {
      driver.pragma(`cipher = 'chacha20'`);
      driver.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
      return driver.serialize();
    } finally {
      driver.close();
    }
  }

  /** What SQLite says about the integrity of the database: `ok`. */
  integrity(): string {
    const row = this.life.database.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').get();
    return row?.integrity_check ?? 'no answer';
  }

  dispose(): void {
    this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private end(): void {
    this.life.messaging.drafts.dispose();
    this.life.messaging.reedits.dispose();
    this.life.database.close();
  }

  private begin(): Life {
    const { clock, random } = this;
    const database = Database.open(this.file, key);
    const store = createAccountStore(database);
    const emptyLog = database.truncateLog.bind(database);
    database.truncateLog = () => {
      this.beforeForgetting();
      emptyLog();
    };
    const whoIsSelf = () => self;
    const pipeline = new InboundPipeline({
      store,
      clock,
      random,
      logger: new RecordingLogger(),
      self: whoIsSelf,
      sharesReceipts: () => true,
    });
    return {
      database,
      store,
      pipeline,
      messaging: {
        store,
        clock,
        random,
        self: whoIsSelf,
        serverNowMs: () => clock.nowMs(),
        limits: new ServerLimits(store, clock),
        revokeWindowSeconds: () => null,
        burnsOnLeave: () => false,
        sharesReceipts: () => true,
        openMessages: new OpenMessages(),
        burnWishes: new BurnWishes(),
        drafts: new DraftShelf({
          store,
          clock,
          failed: (error) => {
            throw error;
          },
        }),
        reedits: new ReeditShelf(clock),
        changed: () => undefined,
        enqueued: () => undefined,
      },
    };
  }
}
