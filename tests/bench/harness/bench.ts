import type { ProfileStore } from '../world/profile-store';
import type { Row, Samples } from './row';

/** What a bench is given. */
export interface BenchContext {
  /** Two minutes for everything: small numbers, whose figures say nothing. */
  readonly isQuick: boolean;
  /** How often the pairs of a bench alternate. */
  readonly rounds: number;
  readonly profiles: ProfileStore;
  /** Tells how far it is, for whoever waits. */
  readonly note: (text: string) => void;
}

/** Rows that are measured together, in a process of their own. */
export interface Bench {
  /** First part of the names of its rows; `--only` takes it. */
  readonly group: string;
  /** Rows by the second part of their names. */
  readonly rows: Readonly<Record<string, Row>>;
  /** Longer than any run of it: then it hangs, and is ended. */
  readonly limitMs: number;
  readonly measure: (context: BenchContext) => Promise<Readonly<Record<string, Samples>>>;
}

/** A bench of which the compiler knows that it answers all of its rows and no other. */
export interface BenchDefinition<RowName extends string> extends Bench {
  readonly rows: Readonly<Record<RowName, Row>>;
  readonly measure: (context: BenchContext) => Promise<Readonly<Record<RowName, Samples>>>;
}

/** Defines a bench. */
export const defineBench = <const RowName extends string>(bench: BenchDefinition<RowName>): Bench => bench;

/** Names of the rows of a bench, as they are printed and chosen. */
export const rowNames = ({ group, rows }: Bench): readonly string[] =>
  Object.keys(rows).map((name) => `${group}/${name}`);

const hangsAfterMs = 10 * 60_000;

/** The time limit of a bench that has no reason for another. */
export const usualLimitMs = hangsAfterMs;
