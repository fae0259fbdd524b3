import { toDisplayName } from '../domain/display-name';
import type { EphemeralNews, EphemeralOutcome, PresenceContent } from '../domain/ephemeral';
import type { NodeId } from '../domain/ids';
import { isSameChoice, laterChoice, type OwnChoice } from '../domain/presence-choice';
import type { Clock } from '../platform/clock';
import { DisposableStore, toDisposable, type Disposable } from '../platform/disposable';
import type { Random } from '../platform/random';
import { PresenceList } from './presence-list';
import type { EphemeralMessage } from './sender';

/** What saying our own presence uses. */
export interface OwnPresenceEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  readonly self: () => NodeId;
  /** Server's time, ms since 1970. */
  readonly nowMs: () => number;
  readonly send: (message: EphemeralMessage<'presence'>) => Promise<EphemeralOutcome>;
  /** Keeps what was chosen on another device. May throw what the disk says. */
  readonly keep: (choice: OwnChoice) => void;
  /** Ends the connection for so many ms: only the server can say that somebody has gone. */
  readonly leave: (durationMs: number) => void;
  /** What friends are told is another thing now, or will be. */
  readonly changed: () => void;
  /** Which version of the own card is the newest; empty for none. */
  readonly cardVersion: () => string;
  /** The friends by what is known here: whoever is there hears a broadcast. */
  readonly friends: () => readonly NodeId[];
  /** Nothing of this that still waits for its turn goes out. */
  readonly withdrawWaiting: () => void;
  readonly failed: (error: unknown) => void;
}

/** Other devices of the account have this long to say what was chosen there, before friends hear anything. */
const askingMs = 1_200;
/** Devices whose server has come back do not all speak at once. */
const scatterMs = 800;
/** Between two changes that friends are told of; they take one every two seconds. */
const restMs = 3_000;
/** After a refusal, which tim has no reason for. */
const refusedMs = 60_000;
/** How long the account stays away to become invisible: all its devices have to be away at a time. */
const awayMs = 2_000;

/**
 * Says to friends how we can be reached, and only that:
 *
 *   off --online--> asking --time--> telling --invisible, and something was said--> leaving --(connection ends)--> off
 *
 * `asking`: the other devices of the account say what was chosen there. `telling`: what friends have heard becomes what is, by one
 * broadcast at a time. Whoever chooses to be invisible after friends have heard of them leaves the server for a moment and comes
 * back without a word, because tim lets nobody but the server say that somebody is gone.
 */
export class OwnPresence implements Disposable {
  private state: 'off' | 'asking' | 'telling' | 'leaving' = 'off';
  /** What friends have heard on this connection; null: nothing that is known to have reached them. */
  private told: PresenceContent | null = null;
  /** Something may have reached somebody on this connection. */
  private hasSpoken = false;
  private isSending = false;
  /** To be invisible was chosen here, and the other devices have not heard of it yet; null otherwise. */
  private unheard: OwnChoice | null = null;
  private isUserAway = false;
  /** Which version of the own card the other devices were told of last, or told. */
  private devicesKnow = '';
  /** Friends who have been told on this connection, or were there for the broadcast. */
  private greeted = new Set<NodeId>();
  private timer: Disposable = toDisposable(() => undefined);
  private readonly answers: PresenceList;
  private readonly greetings: PresenceList;
  private readonly owned = new DisposableStore();

  constructor(
    private own: OwnChoice,
    private readonly environment: OwnPresenceEnvironment,
  ) {
    const { clock, failed } = environment;
    const tell = (asksBack: boolean) => (nodes: readonly NodeId[]) => this.tellSome(nodes, asksBack);
    this.answers = this.owned.add(new PresenceList({ clock, failed, tell: tell(false) }));
    this.greetings = this.owned.add(new PresenceList({ clock, failed, tell: tell(true) }));
  }

  /** What holds. */
  get choice(): OwnChoice {
    return this.own;
  }

  /** What friends see, or will see as soon as there is a connection; null: nothing. */
  wanted(): PresenceContent | null {
    const content = toldOf(this.own, this.isUserAway);
    const cardVersion = this.environment.cardVersion();
    return content === null || cardVersion === '' ? content : { ...content, cardVersion };
  }

  /** The account tells something else about itself: friends and devices that are there hear that there is a newer card. */
  cardChanged(): void {
    this.follow();
    if (this.state === 'off' || this.devicesKnow === this.environment.cardVersion()) return;
    this.tellDevices(false).catch(this.environment.failed);
  }

  /** Whether anything may be said that tells friends that we are there. */
  get maySpeak(): boolean {
    return this.state === 'telling' && this.own.choice !== 'invisible';
  }

  /** The account is signed in and has what waited for it. */
  online(): void {
    const { failed } = this.environment;
    if (this.state !== 'off') return;
    this.state = 'asking';
    this.tellDevices(true).catch(failed);
    const scatter = ((this.environment.random.bytes(1)[0] ?? 0) / 256) * scatterMs;
    this.timer = this.environment.clock.after(askingMs + scatter, () => {
      this.state = 'telling';
      this.follow();
    });
  }

  /** The connection has ended, and with it all that was said on it. */
  disconnected(): void {
    this.timer.dispose();
    this.answers.clear();
    this.greetings.clear();
    this.state = 'off';
    this.told = null;
    this.hasSpoken = false;
    this.isSending = false;
    this.unheard = null;
    this.greeted = new Set();
  }

  /** The user has chosen; it is kept already. */
  choose(choice: OwnChoice): void {
    this.own = choice;
    this.environment.changed();
    if (choice.choice === 'invisible') this.forgetWaiting();
    if (this.state === 'off' || this.state === 'leaving') return;
    const isHeard = this.tellDevices(false);
    // Who would leave before the other devices have heard of it would find them there.
    this.unheard = choice.choice === 'invisible' ? choice : null;
    isHeard
      .then(() => {
        if (this.unheard !== choice) return;
        this.unheard = null;
        this.follow();
      })
      .catch(this.environment.failed);
    this.follow();
  }

  /** The user has left the computer, or is back. */
  userMoved(isAway: boolean): void {
    if (this.isUserAway === isAway) return;
    this.isUserAway = isAway;
    this.environment.changed();
    this.follow();
  }

  /** A friend asks how we can be reached. Before the broadcast nobody is answered: they will hear that. */
  asked(node: NodeId): void {
    if (this.maySpeak) this.answers.add(node);
  }

  /** Somebody is a friend; whoever has become one since the broadcast is told. */
  isFriend(node: NodeId): void {
    if (!this.maySpeak || !this.hasSpoken || this.greeted.has(node)) return;
    this.greeted.add(node);
    this.greetings.add(node);
  }

  /** Another device of the account, or the echo of this one, says what was chosen there. */
  heardFromDevice({ content }: EphemeralNews<'presence'>): void {
    const { choice, asksBack, cardVersion } = content;
    if (cardVersion !== undefined) this.devicesKnow = cardVersion;
    if (choice === undefined || this.state === 'off') return;
    const { own } = this;
    const later = laterChoice(own, choice, this.environment.nowMs());
    if (later !== own) this.adopt(later);
    else if (asksBack && own.chosenAtMs > choice.chosenAtMs)
      this.tellDevices(false).catch(this.environment.failed);
  }

  dispose(): void {
    this.disconnected();
    this.owned.dispose();
  }

  private adopt(choice: OwnChoice): void {
    const isSame = isSameChoice(this.own, choice);
    try {
      this.environment.keep(choice);
    } catch (error) {
      // It holds in memory; the next sign-in hears of it again.
      this.environment.failed(error);
    }
    this.own = choice;
    if (isSame) return;
    this.environment.changed();
    if (choice.choice === 'invisible') this.forgetWaiting();
    this.follow();
  }

  /** What friends have heard becomes what is. */
  private follow(): void {
    if (this.state !== 'telling') return;
    const wanted = this.wanted();
    if (wanted === null) {
      if (this.hasSpoken && this.unheard === null) this.leave();
      return;
    }
    if (this.isSending || isSameContent(this.told, wanted)) return;
    this.broadcast(wanted);
  }

  private broadcast(wanted: PresenceContent): void {
    const { send, failed } = this.environment;
    this.timer.dispose();
    this.isSending = true;
    this.hasSpoken = true;
    const isFirst = this.told === null;
    if (isFirst) this.greeted = new Set(this.environment.friends());
    // Everybody who would be answered hears this.
    this.answers.clear();
    send({ kind: 'presence', target: 'roster', content: { ...wanted, asksBack: isFirst } })
      .then((outcome) => this.broadcastEnded(wanted, outcome))
      .catch(failed);
  }

  private broadcastEnded(wanted: PresenceContent, outcome: EphemeralOutcome): void {
    this.isSending = false;
    if (this.state !== 'telling' || outcome.kind === 'offline') return;
    if (outcome.kind === 'sent') this.told = wanted;
    this.timer.dispose();
    const delayMs = outcome.kind === 'refused' ? refusedMs : restMs;
    // A choice that came meanwhile is told after the rest, whatever became of this one.
    this.isSending = true;
    this.timer = this.environment.clock.after(delayMs, () => {
      this.isSending = false;
      this.follow();
    });
  }

  private leave(): void {
    this.timer.dispose();
    this.state = 'leaving';
    this.environment.leave(awayMs);
  }

  private forgetWaiting(): void {
    this.answers.clear();
    this.greetings.clear();
    this.environment.withdrawWaiting();
  }

  private tellSome(nodes: readonly NodeId[], asksBack: boolean): Promise<EphemeralOutcome> {
    const wanted = this.wanted();
    if (wanted === null || this.state !== 'telling') return Promise.resolve({ kind: 'offline' });
    this.hasSpoken = true;
    return this.environment.send({ kind: 'presence', target: nodes, content: { ...wanted, asksBack } });
  }

  /**
   * Tells the other devices of the account, and nobody else, what was chosen, and which card is the newest; resolves when they have
   * heard, or cannot.
   */
  private async tellDevices(asksBack: boolean): Promise<void> {
    const { send, self, cardVersion } = this.environment;
    const version = cardVersion();
    this.devicesKnow = version;
    const content = {
      availability: 'here',
      note: '',
      asksBack,
      choice: this.own,
      ...(version === '' ? {} : { cardVersion: version }),
    } as const;
    await send({ kind: 'presence', target: [self()], content });
  }
}

const isSameContent = (one: PresenceContent | null, other: PresenceContent): boolean =>
  one !== null &&
  one.availability === other.availability &&
  one.note === other.note &&
  one.cardVersion === other.cardVersion;

/** What friends are told; null: nothing at all. Whoever leaves the computer is away, unless they are busy or not to be seen. */
function toldOf({ choice, note }: OwnChoice, isUserAway: boolean): PresenceContent | null {
  if (choice === 'invisible') return null;
  const availability = choice === 'here' && isUserAway ? 'away' : choice;
  return { availability, note: toDisplayName(note), asksBack: false };
}
