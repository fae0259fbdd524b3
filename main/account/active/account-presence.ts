import type {
  OwnPresenceView,
  PresenceChoiceName,
  PresenceName,
  PresenceView,
  TypingNotices,
  TypingView,
} from '../../../preload/contract/presence-views';
import type { ChangeSet } from '../../domain/change-set';
import { addressOf, conversationIdOf, type ConversationAddress } from '../../domain/conversation';
import { toDisplayName } from '../../domain/display-name';
import type { Availability } from '../../domain/ephemeral';
import type { ConversationId, NodeId } from '../../domain/ids';
import type { OwnChoice, PresenceChoice } from '../../domain/presence-choice';
import type { EphemeralChannel } from '../../ephemeral/channel';
import { OwnPresence } from '../../ephemeral/own-presence';
import { OwnTyping } from '../../ephemeral/own-typing';
import type { Clock } from '../../platform/clock';
import { DisposableStore, toDisposable, type Disposable } from '../../platform/disposable';
import { Emitter } from '../../platform/emitter';
import type { Random } from '../../platform/random';
import type { Session } from '../../session/session';
import type { PipelineOutcome } from '../../sync/pipeline-run';
import type { UserAbsence } from '../user-absence';
import type { AccountCore } from './account-core';
import type { AccountLink } from './account-link';
import { LastSeenKeeper } from './last-seen-keeper';
import { keepChoice, loadChoice } from './own-choice';
import type { ServerAccess } from './server-access';
import type { Teller } from './teller';

/** What presence and typing use. */
export interface AccountPresenceEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  /** Whether the user has left the computer. */
  readonly userAbsence: UserAbsence;
  /** The setting. */
  readonly typingNotices: () => TypingNotices;
}

/** What presence and typing are built upon. */
export interface AccountPresenceParts {
  readonly core: AccountCore;
  readonly teller: Teller;
  readonly access: ServerAccess;
  readonly link: AccountLink;
}

/** The window hears once of what comes in this time: a thousand friends who come back with their server are ten pieces of news. */
const gatherMs = 100;
/** More than this the window looks at as a whole. */
const mostNamed = 500;

/** Who is there and who writes, in both directions. The last part of an account: it hears of the connection and of what was committed. */
export class AccountPresence implements Disposable {
  private readonly own: OwnPresence;
  private readonly ownTyping: OwnTyping;
  private readonly lastSeen: LastSeenKeeper;
  private readonly channel: EphemeralChannel;
  /** The user wants to be seen otherwise, or it is another device's turn. */
  readonly choiceChanged = new Emitter<null>();
  private readonly owned = new DisposableStore();
  /** Whose presence has changed since the window was told; null: everybody's. */
  private changed: Set<NodeId> | null = new Set();
  private telling: Disposable = toDisposable(() => undefined);
  private isTelling = false;

  constructor(
    private readonly parts: AccountPresenceParts,
    private readonly environment: AccountPresenceEnvironment,
  ) {
    const { core, access, link, teller } = parts;
    const { clock, userAbsence } = environment;
    const failed = (error: unknown): void => core.trouble.failed(error);
    const channel = access.ephemeral;
    this.channel = channel;
    this.lastSeen = new LastSeenKeeper(core.store, clock, failed);
    this.own = this.owned.add(this.createOwn(link.session));
    this.own.userMoved(userAbsence.isAway);
    this.ownTyping = this.owned.add(
      new OwnTyping({
        clock,
        mayTell: (conversation) => this.mayTellTyping(conversation),
        send: (message) => channel.send(message),
        failed,
      }),
    );
    for (const listening of [
      channel.presence.left.on((nodes) => this.lastSeen.note(nodes)),
      channel.presence.changed.on((node) => this.noteChanged(node)),
      channel.typing.changed.on(() => teller.tell({ kind: 'typing' })),
      channel.asked.on((node) => this.own.asked(node)),
      channel.heardFromDevice.on((news) => this.own.heardFromDevice(news)),
      userAbsence.changed.on((isAway) => this.own.userMoved(isAway)),
      link.session.onStatus(({ state }) => this.connectionMoved(state === 'online')),
      core.changed.on((changes) => core.trouble.attempt(() => this.contactsChanged(changes))),
      core.pipeline.applied.on((outcome) => this.messagesArrived(outcome)),
    ])
      this.owned.add(listening);
  }

  /** Whether anything may be said that tells friends that we are there. */
  get maySpeak(): boolean {
    return this.own.maySpeak;
  }

  /** How the user is seen. */
  ownView(): OwnPresenceView {
    const { choice, note } = this.own.choice;
    const wanted = this.own.wanted();
    const shown =
      wanted === null || !this.parts.access.wire.isOnline ? 'offline' : nameOf[wanted.availability];
    return { choice: viewOf[choice], note, shown };
  }

  /** The user chooses. Throws, and nothing has changed, when it could not be written. */
  choose(choice: PresenceChoiceName, note: string): void {
    const { core } = this.parts;
    const chosen = {
      choice: choiceOf[choice],
      note: toDisplayName(note),
      // Later than what is overruled, whatever the clock says.
      chosenAtMs: Math.max(core.serverClock.nowMs(), this.own.choice.chosenAtMs + 1),
    };
    keepChoice(core.store, chosen);
    if (chosen.choice === 'invisible') this.ownTyping.forget();
    this.own.choose(chosen);
  }

  /** How friends are seen, those of whom something is known; null: all of them. Whoever is no friend is forgotten already. */
  views(nodes: readonly NodeId[] | null): readonly PresenceView[] {
    const known = nodes ?? new Set([...this.channel.presence.all().keys(), ...this.lastSeen.nodes()]);
    return [...known].flatMap((node) => this.viewOf(node));
  }

  /** The user writes in a chat, or has emptied the field. */
  noteTyping(conversationId: ConversationId, isTyping: boolean): void {
    const conversation = addressOf(conversationId);
    if (conversation !== null) this.ownTyping.note(conversation, isTyping);
  }

  /** A message goes into a chat. */
  messageSent(conversationId: ConversationId): void {
    this.ownTyping.sent(conversationId);
  }

  /** Who writes at this moment, in the chats in which that is shown. */
  typing(): readonly TypingView[] {
    const writers = [...this.channel.typing.all()].filter(([id]) => this.isTypingShown(id));
    const nameOfWriter = this.parts.core.namesOf(writers.flatMap(([, nodes]) => nodes));
    return writers.map(([conversationId, nodes]) => ({
      conversationId,
      people: nodes.map((node) => ({ node, name: nameOfWriter(node) })),
    }));
  }

  /** Ends it; the store is open until this returns. */
  dispose(): void {
    this.lastSeen.note([...this.channel.presence.all().keys()]);
    this.owned.dispose();
    this.telling.dispose();
    this.lastSeen.dispose();
  }

  private createOwn(session: Session): OwnPresence {
    const { core, teller, access } = this.parts;
    const { clock, random } = this.environment;
    return new OwnPresence(loadChoice(core.store), {
      clock,
      random,
      self: () => core.self(),
      nowMs: () => core.serverClock.nowMs(),
      send: (message) => access.ephemeral.send(message),
      keep: (choice: OwnChoice) => keepChoice(core.store, choice),
      leave: (durationMs) => session.leaveFor(durationMs),
      changed: () => {
        teller.tellSnapshot();
        this.choiceChanged.emit(null);
      },
      cardVersion: () => core.store.people.cardOf(core.self())?.version ?? '',
      friends: () => core.store.people.friends().map(({ node }) => node),
      withdrawWaiting: () => access.ephemeral.withdrawWaiting('presence'),
      failed: (error) => core.trouble.failed(error),
    });
  }

  private viewOf(node: NodeId): readonly PresenceView[] {
    const content = this.channel.presence.of(node);
    if (content !== null) {
      const { availability, note } = content;
      return [{ node, presence: nameOf[availability], note, lastSeenMs: null }];
    }
    const lastSeenMs = this.lastSeen.of(node);
    return lastSeenMs === null ? [] : [{ node, presence: 'offline', note: '', lastSeenMs }];
  }

  private connectionMoved(isOnline: boolean): void {
    if (isOnline) {
      this.own.online();
      return;
    }
    this.own.disconnected();
    this.ownTyping.forget();
  }

  private contactsChanged({ contacts, names }: ChangeSet): void {
    if (names.has(this.parts.core.self())) this.own.cardChanged();
    if (contacts.size === 0) return;
    const known = this.parts.core.store.views.people([...contacts]);
    const friends = new Set(known.filter(({ relation }) => relation === 'friend').map(({ node }) => node));
    for (const node of contacts) {
      if (friends.has(node)) this.own.isFriend(node);
      else {
        this.channel.presence.forget(node);
        this.channel.typing.left(node);
        this.lastSeen.forget(node);
      }
    }
  }

  private messagesArrived({ arrived }: PipelineOutcome): void {
    for (const { conversation, author } of arrived) {
      this.channel.typing.arrived(conversationIdOf(conversation), author);
    }
  }

  private noteChanged(node: NodeId | null): void {
    if (node === null) this.changed = null;
    else this.changed?.add(node);
    if (this.isTelling) return;
    this.isTelling = true;
    this.telling = this.environment.clock.after(gatherMs, () => this.tellChanged());
  }

  private tellChanged(): void {
    const { changed } = this;
    this.isTelling = false;
    this.changed = new Set();
    const nodes = changed === null || changed.size > mostNamed ? null : [...changed];
    this.parts.teller.tell({ kind: 'presence', nodes });
  }

  private mayTellTyping(conversation: ConversationAddress): boolean {
    if (!this.own.maySpeak || !this.isTypingShown(conversationIdOf(conversation))) return false;
    const { people, conversations } = this.parts.core.store;
    return conversation.kind === 'user'
      ? people.byNode(conversation.node)?.relation === 'friend'
      : conversations.byId(conversationIdOf(conversation)) !== null;
  }

  private isTypingShown(conversationId: ConversationId): boolean {
    const notices = this.environment.typingNotices();
    return notices === 'everywhere' || (notices === 'oneToOne' && addressOf(conversationId)?.kind === 'user');
  }
}

const nameOf = {
  here: 'online',
  away: 'away',
  busy: 'busy',
  gone: 'offline',
} as const satisfies Record<Availability, PresenceName>;

const viewOf = {
  here: 'online',
  away: 'away',
  busy: 'busy',
  invisible: 'invisible',
} as const satisfies Record<PresenceChoice, PresenceChoiceName>;

const choiceOf = {
  online: 'here',
  away: 'away',
  busy: 'busy',
  invisible: 'invisible',
} as const satisfies Record<PresenceChoiceName, PresenceChoice>;
