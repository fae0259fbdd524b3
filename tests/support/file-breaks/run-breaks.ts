import { setTimeout as pass } from 'node:timers/promises';
import { SeededChance } from '../seeded-chance';
import { Stage, type Actor } from './stage';
import { Transfer } from './transfer';

/** What can come between the author of a file and whoever fetches it. */
export const breakKinds = [
  'cut',
  'halfOpen',
  'killReceiver',
  'killAuthor',
  'serverRestart',
  'fullDisk',
] as const;
export type BreakKind = (typeof breakKinds)[number];

/** What is broken, and how often. */
export interface BreakOptions {
  readonly seed: number;
  readonly breaks: number;
  readonly kinds: readonly BreakKind[];
  readonly sizeBytes: number;
}

/** What came of it. */
export interface BreakReport {
  readonly seed: number;
  readonly breaks: Readonly<Record<string, number>>;
  readonly files: number;
  readonly fetchings: number;
  /** Files that were not what was sent. */
  readonly wrong: number;
  /** Questions for what lay on the disk, checked, before a break. */
  readonly storedAgain: number;
  /** Most that a break made come a second time: what had come and was still in memory. */
  readonly mostAgainBytes: number;
  readonly againBytes: number;
  readonly fetchedMiB: number;
  /** Memory of a process: at rest, and at most. */
  readonly restMiB: number;
  readonly mostMiB: number;
  readonly seconds: number;
}

const mebibyte = 1024 * 1024;
const fullForMs = 1_500;
/** So many of the last breaks are told when a file does not go on. */
const toldBreaks = 6;
/** So far from its end a file is broken at the latest: the last piece has not come. */
const latestBreak = 0.8;

/** Breaks files on their way again and again, each time in another way, and looks whether they come whole. */
export async function runBreaks(options: BreakOptions): Promise<BreakReport> {
  const stage = new Stage();
  try {
    await stage.open();
    return await new BreakRun(stage, options).run();
  } finally {
    await stage.close();
  }
}

class BreakRun {
  private readonly chance: SeededChance;
  private readonly counts = new Map<BreakKind, number>();
  private readonly memory: number[] = [];
  private readonly startedMs = performance.now();
  private readonly transfers: Transfer[] = [];
  /** All breaks in words. */
  private readonly told: string[] = [];
  private deck: BreakKind[] = [];
  private wrong = 0;

  constructor(
    private readonly stage: Stage,
    private readonly options: BreakOptions,
  ) {
    this.chance = new SeededChance(options.seed);
  }

  async run(): Promise<BreakReport> {
    const rest = await this.lookAtMemory();
    let done = 0;
    while (done < this.options.breaks) {
      const transfer = await this.begin();
      try {
        // As many breaks as a file has room for.
        while (done < this.options.breaks && (await this.breakOnce(transfer))) done += 1;
        this.wrong += await transfer.finish();
      } catch (error) {
        throw new Error(`behind ${this.told.slice(-toldBreaks).join(', ')}: ${String(error)}`, {
          cause: error,
        });
      }
      await this.lookAtMemory();
    }
    return this.report(rest);
  }

  private begin(): Promise<Transfer> {
    const { seed, sizeBytes } = this.options;
    const number = this.transfers.length;
    const file = { seed: seed * 1_000 + number, sizeBytes, isInRoom: number % 2 === 1 };
    return Transfer.begin(this.stage, file).then((transfer) => {
      this.transfers.push(transfer);
      return transfer;
    });
  }

  /** False when there was nothing left to break. */
  private async breakOnce(transfer: Transfer): Promise<boolean> {
    const victim = this.chance.pick(await transfer.unfinished());
    if (victim === undefined) return false;
    const { position, sizeBytes } = victim.bytes;
    const left = sizeBytes * latestBreak - position;
    if (left <= 0) return false;
    if (!(await transfer.reached(victim, position + left * this.chance.fraction()))) return false;
    const kind = this.nextKind();
    await transfer.broken();
    this.told.push(`${kind} of ${victim.actor.messenger.name} at ${victim.bytes.position}`);
    await this.carryOut(kind, victim.actor);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    await this.lookAtMemory();
    return true;
  }

  private nextKind(): BreakKind {
    if (this.deck.length === 0) this.deck = [...this.options.kinds];
    const kind = this.chance.pick(this.deck);
    if (kind === undefined) throw new Error('there is nothing to break with');
    this.deck = this.deck.filter((other) => other !== kind);
    return kind;
  }

  private async carryOut(kind: BreakKind, victim: Actor): Promise<void> {
    const { author } = this.stage;
    switch (kind) {
      case 'cut':
        this.chance.pick([author, victim])?.line.cut();
        return;
      case 'halfOpen': {
        const { line, messenger } = this.chance.pick([author, victim]) ?? victim;
        line.change({ isSwallowing: true });
        line.change({ isSwallowing: false });
        // Half of them find out by themselves.
        if (this.chance.fraction() < 0.5) await messenger.order({ kind: 'wakeUp' });
        return;
      }
      case 'killReceiver':
        return this.kill(victim);
      case 'killAuthor':
        return this.kill(author);
      case 'serverRestart':
        return this.stage.restartServer();
      case 'fullDisk':
        await victim.messenger.order({ kind: 'disk', isFull: true });
        await pass(fullForMs);
        await victim.messenger.order({ kind: 'disk', isFull: false });
    }
  }

  private async kill({ messenger }: Actor): Promise<void> {
    await messenger.killAndStart();
    await messenger.isOnline();
  }

  private async lookAtMemory(): Promise<number> {
    const { author, receivers } = this.stage;
    const bytes = await Promise.all(
      [author, ...receivers].map(({ messenger }) => messenger.order({ kind: 'memory' })),
    );
    const most = Math.max(...bytes.map(Number));
    this.memory.push(most);
    return most;
  }

  private report(restBytes: number): BreakReport {
    const all = this.transfers.flatMap((transfer) => transfer.all.map(({ bytes }) => bytes));
    const sum = (of: (bytes: (typeof all)[number]) => number): number =>
      all.reduce((total, bytes) => total + of(bytes), 0);
    return {
      seed: this.options.seed,
      breaks: Object.fromEntries(this.counts),
      files: this.transfers.length,
      fetchings: all.length,
      wrong: this.wrong,
      storedAgain: sum(({ storedAgain }) => storedAgain),
      mostAgainBytes: Math.max(0, ...all.map(({ mostAgainBytes }) => mostAgainBytes)),
      againBytes: sum(({ againBytes }) => againBytes),
      fetchedMiB: Math.round(sum(({ sizeBytes }) => sizeBytes) / mebibyte),
      restMiB: Math.round(restBytes / mebibyte),
      mostMiB: Math.round(Math.max(...this.memory) / mebibyte),
      seconds: Math.round((performance.now() - this.startedMs) / 1_000),
    };
  }
}
