import type { EphemeralOutcome } from '../domain/ephemeral';
import type { NodeId } from '../domain/ids';
import { mostEntries } from '../domain/list-limits';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/** Most people that one frame names; tim passes it on to each of them. */
const mostInFrame = 200;

/** Who is waited for before the next frame goes out: friends of a server that has just come back ask all at once. */
const gatherMs = 1_000;

/** What the list uses. */
export interface PresenceListEnvironment {
  readonly clock: Clock;
  /** Says our presence to these. */
  readonly tell: (nodes: readonly NodeId[]) => Promise<EphemeralOutcome>;
  readonly failed: (error: unknown) => void;
}

/** People to whom our presence is to be said, each once and many at a time: a thousand questions are five frames. */
export class PresenceList implements Disposable {
  private readonly nodes = new Set<NodeId>();
  private timer: Disposable = toDisposable(() => undefined);
  private isWaiting = false;
  /** Another number whenever all that waited was given up: what becomes of a frame that is on its way then is nobody's matter. */
  private round = 0;

  constructor(private readonly environment: PresenceListEnvironment) {}

  /** Somebody is to hear of us soon. */
  add(node: NodeId): void {
    // What is known of friends has the same limit: nobody else gets here.
    if (this.nodes.size < mostEntries.friends) this.nodes.add(node);
    this.arm();
  }

  /** Nobody has to be told any more: they have heard it otherwise, or must not hear it. */
  clear(): void {
    this.nodes.clear();
    this.timer.dispose();
    this.isWaiting = false;
    this.round += 1;
  }

  dispose(): void {
    this.clear();
  }

  private arm(): void {
    if (this.isWaiting || this.nodes.size === 0) return;
    this.isWaiting = true;
    this.timer = this.environment.clock.after(gatherMs, () => this.tellNext());
  }

  private tellNext(): void {
    const nodes = [...this.nodes].slice(0, mostInFrame);
    for (const node of nodes) this.nodes.delete(node);
    const { round } = this;
    this.environment
      .tell(nodes)
      .then((outcome) => {
        if (round !== this.round) return;
        this.isWaiting = false;
        // Another one took its place, or its turn did not come: they still wait for it.
        if (retried.has(outcome.kind)) for (const node of nodes) this.nodes.add(node);
        this.arm();
      })
      .catch(this.environment.failed);
  }
}

/** One that expired may have gone out; saying it twice does no harm. */
const retried: ReadonlySet<EphemeralOutcome['kind']> = new Set(['superseded', 'tooMany', 'expired']);
