import type { Direction, DropRule } from './line-rules';

/** Decides which messages get lost: counts those of each kind over all connections. */
export class DropCount {
  private readonly seen = new Map<string, number>();
  private readonly rules: DropRule[];
  private dropped = 0;

  constructor(rules: readonly DropRule[]) {
    this.rules = [...rules];
  }

  /** Messages lost so far. */
  get droppedMessages(): number {
    return this.dropped;
  }

  /** One more message is to get lost. */
  add(rule: DropRule): void {
    this.rules.push(rule);
  }

  /** How many messages of the type have been seen in the direction. */
  seenMessages(direction: Direction, timType: number): number {
    return this.seen.get(`${direction} ${timType}`) ?? 0;
  }

  /** Counts a message and answers whether it may pass. */
  mayPass(direction: Direction, timType: number): boolean {
    const nth = this.seenMessages(direction, timType) + 1;
    this.seen.set(`${direction} ${timType}`, nth);
    const isLost = this.rules.some(
      (rule) => rule.direction === direction && rule.timType === timType && rule.nth === nth,
    );
    if (isLost) this.dropped += 1;
    return !isLost;
  }
}
