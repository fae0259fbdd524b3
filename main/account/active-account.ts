import type { AccountView, ConnectionView, KeyProtection } from '../../preload/contract/views';
import type { AccountAttachments } from '../attachments/account-attachments';
import type { Directory } from '../catch-up/directory';
import type { History } from '../catch-up/history';
import type { MissingMessages } from '../catch-up/missing-messages';
import type { MemberNames } from '../catch-up/member-names';
import type { RoomMembers } from '../catch-up/room-members';
import { ChangeSet } from '../domain/change-set';
import type { ConversationId, NodeId } from '../domain/ids';
import { titleOf } from '../views/conversation-view';
import type { NameOf } from '../views/name-of';
import type { EphemeralChannel } from '../ephemeral/channel';
import type { BurnScheduler } from '../messaging/burn-scheduler';
import type { ChatEraser } from '../messaging/chat-eraser';
import type { DraftShelf } from '../messaging/draft-shelf';
import type { MuteKeeper } from '../messaging/mute-keeper';
import type { MessagingEnvironment } from '../messaging/messaging-environment';
import type { Background } from '../platform/background';
import { diskFailureOf } from '../platform/disk-failure';
import type { Session } from '../session/session';
import type { TimClient } from '../session/tim-client';
import type { AccountStore } from '../storage/account-store';
import { toAccountView, type AccountProfile } from './account-profile';
import { AccountCore, type AccountCoreEnvironment, type OpenedStore } from './active/account-core';
import { AccountFiles, type AccountFilesEnvironment } from './active/account-files';
import { AccountLink, type AccountLinkEnvironment } from './active/account-link';
import type { AccountPasswords } from './active/account-passwords';
import { AccountPresence, type AccountPresenceEnvironment } from './active/account-presence';
import { AccountReactions, type AccountReactionsEnvironment } from './active/account-reactions';
import { AccountReceipts, type AccountReceiptsEnvironment } from './active/account-receipts';
import { CatchUp } from './active/catch-up';
import { ServerAccess, type ServerAccessEnvironment } from './active/server-access';
import { Teller, type TellerEnvironment } from './active/teller';
import { Trial } from './active/trial';
import { MemberOrder } from './member-order';
import { toConnectionView } from './connection-view';

/** What an account uses and whom it tells. */
export interface ActiveAccountEnvironment
  extends
    AccountCoreEnvironment,
    TellerEnvironment,
    ServerAccessEnvironment,
    AccountLinkEnvironment,
    AccountPresenceEnvironment,
    AccountFilesEnvironment,
    AccountReceiptsEnvironment,
    AccountReactionsEnvironment {}

/**
 * One signed-in account. Its parts are built one upon the other, and none knows of a later one:
 *
 *   core (what commits) ← teller (the window) ← access (what can be asked) ← catch-up ← link (what talks) ← presence (who is there)
 *   ← files (bytes between devices), receipts, reactions (between devices of the account)
 */
export class ActiveAccount {
  private readonly core: AccountCore;
  private readonly teller: Teller;
  private readonly access: ServerAccess;
  private readonly catchUp: CatchUp;
  private readonly link: AccountLink;
  /** Who is there and who writes. */
  readonly presence: AccountPresence;
  /** Files taken in, given and fetched. */
  readonly files: AccountFiles;
  /** What others are told of their messages. */
  readonly receipts: AccountReceipts;
  private readonly reactions: AccountReactions;
  /** What was tried of the app; null for an account of a real server. */
  readonly trial: Trial | null;
  /** Lists of members by name. */
  readonly memberOrder: MemberOrder;

  constructor(
    readonly profile: AccountProfile,
    opened: OpenedStore,
    environment: ActiveAccountEnvironment,
  ) {
    const core = new AccountCore(profile, opened, environment);
    const teller = new Teller(core, environment);
    const access = new ServerAccess(profile, { core, teller }, environment);
    const catchUp = new CatchUp({ core, teller, access }, environment);
    this.link = new AccountLink(profile, { core, teller, access, catchUp }, environment);
    this.presence = new AccountPresence({ core, teller, access, link: this.link }, environment);
    this.files = new AccountFiles({ core, access, link: this.link }, environment);
    const { link, presence } = this;
    this.receipts = new AccountReceipts({ core, access, link, presence }, environment);
    this.reactions = new AccountReactions({ core, access, link }, environment);
    this.trial = profile.isLocalServer ? new Trial(core, () => teller.tellSnapshot()) : null;
    this.core = core;
    this.teller = teller;
    this.access = access;
    this.memberOrder = new MemberOrder({
      nodes: (key) => core.store.members.nodes(key),
      namesOf: (nodes) => core.namesOf(nodes),
    });
    core.changed.on((changes) => this.memberOrder.forget(changes));
    this.catchUp = catchUp;
  }

  /** Erases what has expired, then connects. */
  start(): void {
    const { trouble, burnScheduler } = this.core;
    trouble.attempt(() => this.link.recover());
    burnScheduler.sweep();
    this.core.mutes.sweep();
    this.core.chatEraser.run();
    this.core.unreadable.tryAll();
    this.files.start();
    this.link.session.start();
  }

  /**
   * Ends the connection and closes the files, also when the disk takes nothing any more; never rejects. Whoever opens the files
   * again waits for it: an account without attachments has closed them when the call returns.
   */
  async stop(): Promise<void> {
    const { core, teller, access, catchUp, link } = this;
    const steps = [
      () => core.leaveChats(),
      () => this.reactions.dispose(),
      () => this.receipts.dispose(),
      () => this.files.dispose(),
      () => this.presence.dispose(),
      () => this.trial?.dispose(),
      () => catchUp.dispose(),
      () => access.dispose(),
      () => core.dispose(),
      () => teller.dispose(),
      () => link.dispose(),
    ];
    for (const step of steps) core.trouble.attempt(step);
    await core.close();
  }

  get store(): AccountStore {
    return this.core.store;
  }

  /** Files that belong to messages. */
  get attachments(): AccountAttachments {
    return this.core.attachments;
  }

  /** What guards the key of its database. */
  get keyProtection(): KeyProtection {
    return this.core.keyProtection;
  }

  /** The password that holds, and those of which nobody knows whether they do. */
  get passwords(): AccountPasswords {
    return this.link.passwords;
  }

  get session(): Session {
    return this.link.session;
  }

  get client(): TimClient {
    return this.access.client;
  }

  /** What passes by beside the messages and is never stored. */
  get ephemeral(): EphemeralChannel {
    return this.access.ephemeral;
  }

  get directory(): Directory {
    return this.catchUp.directory;
  }

  /** Who is in which room. */
  get members(): RoomMembers {
    return this.catchUp.members;
  }

  /** What they are called, as far as somebody looks. */
  get memberNames(): MemberNames {
    return this.catchUp.memberNames;
  }

  get history(): History {
    return this.catchUp.history;
  }

  get missing(): MissingMessages {
    return this.catchUp.missing;
  }

  get messaging(): MessagingEnvironment {
    return this.core.messaging;
  }

  get burnScheduler(): BurnScheduler {
    return this.core.burnScheduler;
  }

  /** A call has failed after the server was asked: what the disk did not take is learnt anew, by the connection that follows. */
  noteFailedWrite(error: unknown): void {
    if (diskFailureOf(error) !== null) this.core.trouble.failed(error);
  }

  /** What the account does while nobody waits for it; ends with the account. */
  get background(): Background {
    return this.core.background;
  }

  self(): NodeId {
    return this.core.self();
  }

  /** The account as the window may see it. */
  view(): AccountView {
    const node = this.self();
    return toAccountView(this.profile, { node, shownName: this.nameOf(node) });
  }

  connection(): ConnectionView {
    return toConnectionView(this.link.session.status(), {
      serverOffsetMs: this.core.serverClock.offsetMs,
      replayedMessages: this.access.replay.messageCount,
    });
  }

  /** What somebody is called here; the node while no name is known. */
  nameOf(node: NodeId): string {
    return this.core.nameOf(node);
  }

  /** Name of a chat; empty when it is not there. */
  chatTitle(conversationId: ConversationId): string {
    const conversation = this.store.conversations.byId(conversationId);
    return conversation === null ? '' : titleOf(conversation, (node) => this.nameOf(node));
  }

  /** Names of several people by one question to the database: of those who are given, and of nobody else. */
  namesOf(nodes: readonly NodeId[]): NameOf {
    return this.core.namesOf(nodes);
  }

  /** The computer woke up or the network changed. */
  wakeUp(): void {
    this.core.burnScheduler.sweep();
    this.core.mutes.sweep();
    this.link.session.wakeUp();
  }

  /** Brings the newest messages of a chat while nobody waits: of an empty chat the server says nothing for seconds. */
  pullInBackground(conversationId: ConversationId): void {
    this.catchUp.reconciler.pullInBackground(conversationId);
  }

  /** The window shows a chat: what is here of it is compared with the server before anything else. */
  lookAt(conversationId: ConversationId): void {
    this.catchUp.reconciler.lookAt(conversationId);
  }

  /** The window shows a chat no longer. */
  lookAway(conversationId: ConversationId): void {
    this.catchUp.reconciler.lookAway(conversationId);
  }

  /** The chat that the window shows; null: none. */
  lookedAt(): ConversationId | null {
    return this.catchUp.reconciler.lookedAtChat;
  }

  /** What is being written. */
  get drafts(): DraftShelf {
    return this.core.messaging.drafts;
  }

  /** Whether the window shows the content of a burn message. */
  isShowingSecrets(): boolean {
    return !this.core.messaging.openMessages.isEmpty;
  }

  /** The user closes the window, signs out or quits. */
  leaveChats(): void {
    this.core.leaveChats();
  }

  /** Nobody may be looking any more. */
  cover(): void {
    this.core.cover();
  }

  /** Tells the window what a committed transaction changed. */
  tellChanges(changes: ChangeSet): void {
    this.core.tell(changes);
  }

  /** Tells the window that the row of a chat changed. */
  tellConversation(conversationId: ConversationId): void {
    const changes = new ChangeSet();
    changes.addConversation(conversationId);
    this.core.tell(changes);
  }

  /** Mutes that end by themselves. */
  get mutes(): MuteKeeper {
    return this.core.mutes;
  }

  /** What is left of deleted chats is erased. */
  get chatEraser(): ChatEraser {
    return this.core.chatEraser;
  }

  /** Nothing of a chat stays on the desktop: it was read, deleted, or is not to be heard. */
  withdrawNotice(conversationId: ConversationId): void {
    this.teller.withdrawNotice(conversationId);
  }
}
