import type { Logger } from '../../platform/logger';
import type { Random } from '../../platform/random';
import type { FaultAction, FaultPlan, FaultRule } from './fault-plan';
import { parseFaultPlan, parseRule } from './parse-fault-plan';

/** A frame as rules see it. */
export interface ObservedFrame {
  readonly direction: 'in' | 'out';
  readonly type: number;
  /** The login name of its connection; `null` before the sign-in. */
  readonly account: string | null;
}

/** The faults of a running server, to be changed while it runs. */
export interface ServerFaults {
  /** Adds a rule behind the others. Throws FaultPlanError for impossible values. */
  add(rule: FaultRule): void;
  /** Removes every rule; what has already happened to a connection stays. */
  clear(): void;
}

interface CountedRule {
  readonly rule: FaultRule;
  /** Frames that fitted. */
  seen: number;
  /** Frames that were hit. */
  hits: number;
}

/** Decides which frames are hit, and counts. */
export class FaultBook implements ServerFaults {
  private rules: CountedRule[];

  constructor(
    plan: FaultPlan,
    private readonly parts: { readonly random: Random; readonly log: Logger },
  ) {
    this.rules = parseFaultPlan(plan).map(counted);
  }

  add(rule: FaultRule): void {
    this.rules.push(counted(parseRule(rule)));
  }

  clear(): void {
    this.rules = [];
  }

  /** What happens to a frame; `null`: nothing. Every rule counts the frame if it fits. */
  decide(frame: ObservedFrame): FaultAction | null {
    const fitting = this.rules.filter(({ rule }) => fits(rule, frame));
    for (const entry of fitting) entry.seen += 1;
    const winner = fitting.find((entry) => this.hits(entry));
    if (winner === undefined) return null;
    winner.hits += 1;
    const { name = String(this.rules.indexOf(winner) + 1), action } = winner.rule;
    this.parts.log.info('fault', { rule: name, action: action.kind, type: frame.type });
    return action;
  }

  private hits({ rule, seen, hits }: CountedRule): boolean {
    const { chance = 1, nth, times = nth === undefined ? Infinity : 1 } = rule.on;
    if (hits >= times || seen < (nth ?? 1)) return false;
    return chance === 1 || this.parts.random.fraction() < chance;
  }
}

function counted(rule: FaultRule): CountedRule {
  return { rule, seen: 0, hits: 0 };
}

function fits({ on }: FaultRule, frame: ObservedFrame): boolean {
  if (on.direction !== 'both' && on.direction !== frame.direction) return false;
  if (on.types !== undefined && !on.types.includes(frame.type)) return false;
  return on.account === undefined || on.account === frame.account;
}
