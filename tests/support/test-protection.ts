import type { OutgoingFrame } from '../../main/protocol/mapper';
import type { TimMessage } from '../../main/protocol/packets';
import type { OpenedMessage, Protection, SealedFrame } from '../../main/protocol/protection';

const mark = 'sealed:';

/**
 * A protection for tests: a sealed text begins with a mark and is turned round. Opening waits until a test lets it go on; it
 * is counted, because the same bytes must not be opened twice.
 */
export class TestProtection implements Protection {
  /** Numbers of what was opened, in order, a list for each time. */
  readonly batches: (readonly (bigint | undefined)[])[] = [];
  /** What cannot be opened, by number. */
  readonly stuck = new Set<bigint>();
  /** Why the next opening fails. */
  failure: Error | null = null;
  /** Why sealing fails. */
  sealFailure: Error | null = null;
  /** How often something was sealed. */
  sealed = 0;
  private waiting: (() => void)[] = [];

  needsOpening({ dataString = '' }: TimMessage): boolean {
    return dataString.startsWith(mark);
  }

  async open(packets: readonly TimMessage[]): Promise<readonly OpenedMessage[]> {
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    const { failure } = this;
    this.failure = null;
    if (failure !== null) throw failure;
    this.batches.push(packets.map(({ mid }) => mid));
    return packets.map((packet) => this.openOne(packet));
  }

  seal(frame: OutgoingFrame): SealedFrame {
    if (this.sealFailure !== null) throw this.sealFailure;
    this.sealed += 1;
    const dataString = `${mark}${this.sealed}:${turned(frame.packet.dataString ?? '')}`;
    return { frame: { ...frame, packet: { ...frame.packet, dataString } }, isOpaque: true };
  }

  /** Lets everything go on that is being opened. */
  release(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private openOne(packet: TimMessage): OpenedMessage {
    if (this.stuck.has(packet.mid ?? 0n)) return { kind: 'unopened', reason: 'sealed' };
    const dataString = turned((packet.dataString ?? '').slice(mark.length));
    return { kind: 'opened', packet: { ...packet, dataString } };
  }
}

/** What a sealed message of the server carries. */
export const sealedText = (text: string): string => mark + turned(text);

const turned = (text: string): string => [...text].reverse().join('');
