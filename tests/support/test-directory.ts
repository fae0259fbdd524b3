import { Directory } from '../../main/catch-up/directory';
import { Pacer } from '../../main/platform/pacer';
import type { TimNodes } from '../../main/protocol/packets';
import type { AccountStore } from '../../main/storage/account-store';
import { TimClient } from '../../main/session/tim-client';
import { settle } from './fake-server';
import { self, TestCore } from './test-core';
import { TestLink } from './test-link';

/** The directory of an account whose server answers what a test says. */
export class TestDirectory {
  readonly core = new TestCore();
  readonly link = new TestLink(this.core.clock);
  readonly pacer = new Pacer(this.core.clock, 0);
  readonly directory = this.create();

  /** The directory of a later run of the program, over the same database. */
  readonly restarted = (): Directory => this.create();

  /** The server answers with nodes of a kind. */
  readonly answer = async (packet: TimNodes): Promise<void> => {
    await settle();
    this.link.deliver({ type: 42, packet });
    await settle();
  };

  /** A directory over another view of the same database. */
  readonly over = (store: AccountStore): Directory => this.create(store);

  private create(store: AccountStore = this.core.store): Directory {
    return new Directory({
      store,
      client: new TimClient(this.link),
      pacer: this.pacer,
      self: () => self,
      random: this.core.random,
      nowMs: () => this.core.clock.nowMs(),
      beginningMs: () => this.core.clock.nowMs(),
      changed: (changes) => this.core.changes.push(changes),
    });
  }

  dispose(): void {
    this.core.dispose();
  }
}
