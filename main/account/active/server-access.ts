import type { EphemeralChannel } from '../../ephemeral/channel';
import type { Clock } from '../../platform/clock';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import type { Logger } from '../../platform/logger';
import type { Pacer, PacerBook } from '../../platform/pacer';
import type { Random } from '../../platform/random';
import { watchForSilence } from '../../session/answer-watch';
import { TimClient } from '../../session/tim-client';
import { Wire } from '../../session/wire';
import { OfflineReplay } from '../../sync/offline-replay';
import type { AccountProfile } from '../account-profile';
import type { AccountCore } from './account-core';
import { createEphemeralChannel } from './ephemeral-link';
import type { Teller } from './teller';

/** What asking the server uses. */
export interface ServerAccessEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The turns of all accounts of one server. */
  readonly pacers: PacerBook;
}

/** What an account can ask and say over a connection while there is one; that there is one is the matter of its link. */
export class ServerAccess implements Disposable {
  readonly wire: Wire;
  readonly client: TimClient;
  /** What runs in the background asks in turns. */
  readonly pacer: Pacer;
  readonly replay: OfflineReplay;
  /** What passes by beside the messages and is never stored. */
  readonly ephemeral: EphemeralChannel;
  private readonly owned = new DisposableStore();

  constructor(
    { encoding, urls }: AccountProfile,
    { core, teller }: { readonly core: AccountCore; readonly teller: Teller },
    { clock, random, logger, pacers }: ServerAccessEnvironment,
  ) {
    const wire = new Wire({ encoding, clock, random, logger: logger.child('session') });
    const client = new TimClient(wire);
    this.wire = wire;
    this.client = client;
    this.pacer = this.owned.add(pacers.open(urls[0] ?? ''));
    this.replay = new OfflineReplay({
      clock,
      watch: (timeoutMs, silent) => watchForSilence({ clock, line: wire.line }, timeoutMs, silent),
      logger: logger.child('replay'),
      requestPage: () => client.offline.requestPage(),
      progressed: () => teller.tellSnapshot(),
    });
    const { store } = core;
    this.ephemeral = this.owned.add(
      createEphemeralChannel({ store, wire, clock, logger, self: () => core.self() }),
    );
    this.owned.add(core.trouble.diskFailed.on((failure) => wire.suspend(failure)));
  }

  dispose(): void {
    this.owned.dispose();
  }
}
