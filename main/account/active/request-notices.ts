import type { ChangeSet } from '../../domain/change-set';
import type { NodeId } from '../../domain/ids';
import type { AccountNotice } from '../../ipc/messenger';
import type { Clock } from '../../platform/clock';
import type { Disposable } from '../../platform/disposable';
import type { AccountStore } from '../../storage/account-store';
import { GatheredNotices } from './gathered-notices';

/** What the notices are made of, and whom they tell. */
export interface RequestNoticesEnvironment {
  readonly store: Pick<AccountStore, 'people'>;
  readonly nameOf: (node: NodeId) => string;
  readonly notify: (notice: AccountNotice) => void;
}

/** Tells the desktop who asks to be a friend, and takes that back when nobody does any more. */
export class RequestNotices implements Disposable {
  private readonly gathered: GatheredNotices<NodeId>;
  private isTold = false;

  constructor(
    clock: Clock,
    private readonly environment: RequestNoticesEnvironment,
  ) {
    const { store, nameOf, notify } = environment;
    this.gathered = new GatheredNotices(clock, {
      keyOf: (node) => node,
      isOpen: (node) => store.people.byNode(node)?.relation === 'incoming',
      tell: ([first, ...others]) => {
        this.isTold = true;
        notify({ kind: 'friendRequest', name: nameOf(first), count: others.length + 1 });
      },
    });
  }

  /** These have newly asked. */
  asked(nodes: ReadonlySet<NodeId>): void {
    this.gathered.add(nodes);
  }

  /** A committed transaction changed something. */
  changed({ contacts }: ChangeSet): void {
    if (!this.isTold || contacts.size === 0 || this.environment.store.people.incomingCount() > 0) return;
    this.isTold = false;
    this.environment.notify({ kind: 'answered', what: 'friendRequest' });
  }

  dispose(): void {
    this.gathered.dispose();
  }
}
