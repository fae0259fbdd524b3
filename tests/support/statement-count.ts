import { createAccountStore, type AccountStore } from '../../main/storage/account-store';
import type { Database } from '../../main/storage/database';

/** A store over a database that counts how often a statement is executed. */
export class StatementCount {
  readonly store: AccountStore;
  private executed = 0;

  constructor(database: Database) {
    const counting: Database = Object.create(database, {
      prepare: { value: (sql: string) => this.count(database.prepare(sql)) },
      prepareWriting: { value: (sql: string) => this.count(database.prepareWriting(sql)) },
    }) as Database;
    this.store = createAccountStore(counting);
  }

  /** How many statements `work` executes. */
  of(work: () => unknown): number {
    const before = this.executed;
    work();
    return this.executed - before;
  }

  /** The same of work that takes its time. */
  async ofAll(work: () => Promise<unknown>): Promise<number> {
    const before = this.executed;
    await work();
    return this.executed - before;
  }

  private count<Statement extends object>(statement: Statement): Statement {
    return new Proxy(statement, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        if (key === 'all' || key === 'get' || key === 'run' || key === 'iterate') this.executed += 1;
        // The driver's methods insist on its own object.
        return member.bind(target) as unknown;
      },
    });
  }
}
