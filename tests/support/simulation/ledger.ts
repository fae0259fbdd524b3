import { deviceNames, type ChatName, type DeviceName, type World } from './world';

/** What a schedule did, counted; only what was accepted. */
export interface Activity {
  steps: number;
  sends: number;
  revokes: number;
  burns: number;
  /** Devices and servers that ended without a word. */
  crashes: number;
  /** Calls that a full disk refused. */
  refused: number;
  /** Revokes and burns that went out while a picture of the same device had no answer. */
  overtakings: number;
}

/** What the schedule has asked for, to be held against what came of it. */
export class Ledger {
  readonly activity: Activity = {
    steps: 0,
    sends: 0,
    revokes: 0,
    burns: 0,
    crashes: 0,
    refused: 0,
    overtakings: 0,
  };
  /** Texts in the order of writing, per device and chat. */
  readonly written = new Map<string, string[]>();
  /** Texts that somebody took back or burned, and that were accepted for it. */
  readonly erased = new Set<string>();
  /** What devices have asked their users about lost messages, at any moment. */
  readonly falseQuestions = new Set<string>();
  private lastNumber = 0;

  /** Name of the next text. */
  nextText(): string {
    this.lastNumber += 1;
    return `text-${this.lastNumber}`;
  }

  /** A text was accepted. */
  noteWritten(device: DeviceName, chat: ChatName, text: string): void {
    const key = `${device} ${chat}`;
    this.written.set(key, [...(this.written.get(key) ?? []), text]);
  }
}

/** Notes every device that asks its user whether the server has lost messages: it never does. */
export function lookForQuestions(world: World, ledger: Ledger): void {
  for (const name of deviceNames) {
    const { missingOnServer = 0 } = world.devices[name].running()?.current() ?? {};
    if (missingOnServer > 0) ledger.falseQuestions.add(`${name} after step ${ledger.activity.steps}`);
  }
}
