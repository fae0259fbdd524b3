import type { CrowdDeviceName } from './crowd';

/** What a schedule of people did, counted. */
export interface CrowdActivity {
  steps: number;
  /** What was done about people and rooms, and what of it the app said that it worked. */
  deeds: number;
  agreed: number;
  sends: number;
  revokes: number;
  burns: number;
  /** Devices and servers that ended without a word. */
  crashes: number;
  /** Calls that a full disk refused. */
  refused: number;
}

/** Who took a text back or burned it, and where that is shown. */
export interface Erasure {
  readonly device: CrowdDeviceName;
  readonly messageId: string;
}

/** What a schedule of people has asked for, to be held against what came of it. */
export class CrowdLedger {
  readonly activity: CrowdActivity = {
    steps: 0,
    deeds: 0,
    agreed: 0,
    sends: 0,
    revokes: 0,
    burns: 0,
    crashes: 0,
    refused: 0,
  };
  /** Texts in the order of writing, per device and chat. */
  private readonly written = new Map<string, string[]>();
  /** Texts that somebody took back or burned, and that were accepted for it. */
  readonly erasures = new Map<string, Erasure>();
  /** Names that devices have given to people, by device and node. */
  readonly remarks = new Map<string, string>();
  /** What devices have asked their users about lost messages, at any moment, and calls that threw. */
  readonly wrongs: string[] = [];
  private readonly open = new Set<{ readonly what: string; readonly isOfThePast: () => boolean }>();
  private lastNumber = 0;

  /** A number that was never given before in this schedule. */
  nextNumber(): number {
    this.lastNumber += 1;
    return this.lastNumber;
  }

  /** A text was accepted. */
  noteWritten(device: CrowdDeviceName, chatId: string, text: string): void {
    const key = `${device} ${chatId}`;
    this.written.set(key, [...(this.written.get(key) ?? []), text]);
  }

  writtenBy(device: CrowdDeviceName, chatId: string): readonly string[] {
    return this.written.get(`${device} ${chatId}`) ?? [];
  }

  /** A call has begun; what it says at its end. `isOfThePast`: whoever was to answer it has ended. */
  begin(what: string, isOfThePast: () => boolean): () => void {
    const call = { what, isOfThePast };
    this.open.add(call);
    return () => this.open.delete(call);
  }

  /** Calls that nobody has answered although who was asked still runs. */
  unanswered(): readonly string[] {
    return [...this.open].filter(({ isOfThePast }) => !isOfThePast()).map(({ what }) => what);
  }
}
