import type { DemoGuest, DemoStore } from '../embedded-server/store/demo-store';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { FrameType, MsType, OdType } from '../protocol/packet-types';
import type { TimMessage } from '../protocol/packets';
import { answers, burnAnswers, languageOf, reactions, type CastLanguage, type CastRole } from './cast-lines';
import type { CastMember, Heard } from './cast-member';
import { speakGreeting } from './greeting';
import { TimerGroup } from './timer-group';

const revealMs = 1_000;
const burnMs = 4_000;
const answerMs = 1_200;

/** Makes the member of a role; what others say goes to `hear`. */
export type CreateMember = (role: CastRole, hear: Heard) => CastMember;

/** What a troupe needs. */
export interface TroupeParts {
  readonly store: DemoStore;
  readonly clock: Clock;
  readonly isOnline: (node: string) => boolean;
  readonly createMember: CreateMember;
}

type Address = Pick<TimMessage, 'msType' | 'toTid' | 'roomTid'>;

/**
 * The cast of one domain: greets guests, answers what they do, and burns what is to be burned. Nobody is written to who is
 * not there: what a guest left open is taken up again at its next sign-in.
 */
export class Troupe implements Disposable {
  private readonly timers: TimerGroup;
  private readonly members: Readonly<Record<CastRole, CastMember>>;
  /** Guests who are being greeted. */
  private readonly greeted = new Set<string>();
  /** The answer that each guest waits for: the newest thing it did is answered, not everything. */
  private readonly waiting = new Map<string, { readonly timer: Disposable }>();
  /** How often a guest was answered, by kind of answer. */
  private readonly counts = new Map<string, number>();

  constructor(private readonly parts: TroupeParts) {
    this.timers = new TimerGroup(parts.clock);
    this.members = {
      zhou: parts.createMember('zhou', (message) => this.hear('zhou', message)),
      alice: parts.createMember('alice', (message) => this.hear('alice', message)),
    };
  }

  /** A guest is there: goes on with its greeting, and burns what it left to be burned. Does nothing twice. */
  receive(guest: DemoGuest): void {
    const { node } = guest;
    for (const { role, mid } of this.parts.store.owedBurns(node)) {
      if (role === 'zhou' || role === 'alice') this.burn(role, node, mid);
    }
    if (this.greeted.has(node)) return;
    this.greeted.add(node);
    const { store } = this.parts;
    const language: CastLanguage = guest.language === 'en' ? 'en' : 'zh';
    const isOnline = (): boolean => this.parts.isOnline(node);
    const post = (role: CastRole, what: Parameters<CastMember['post']>[0]): void =>
      this.members[role].post(what);
    speakGreeting(guest, { store, timers: this.timers, language, isOnline, post }, () =>
      this.greeted.delete(node),
    );
  }

  dispose(): void {
    this.timers.dispose();
    for (const { timer } of this.waiting.values()) timer.dispose();
    this.members.zhou.dispose();
    this.members.alice.dispose();
  }

  private hear(role: CastRole, message: TimMessage): void {
    const sender = message.fromTid?.node;
    const guest = sender === undefined ? null : this.parts.store.guest(sender);
    if (guest === null) return;
    const toGuest = { msType: MsType.user, toTid: { node: guest.node } };
    const language: CastLanguage = guest.language === 'en' ? 'en' : 'zh';
    if (message.odType === OdType.burn) this.react('burned', role, { guest, language });
    else if (message.msType === MsType.room) this.answerInRoom(role, message, guest);
    else if (message.odType === OdType.revoke) this.react('revoked', role, { guest, language });
    else if (message.extend?.['burn'] !== undefined) this.readAndBurn(role, message, guest);
    else this.answer(role, { guest, address: toGuest }, this.nextAnswer(guest, message.dataString ?? ''));
  }

  private react(
    what: keyof typeof reactions,
    role: CastRole,
    { guest, language }: { readonly guest: DemoGuest; readonly language: CastLanguage },
  ): void {
    const address = { msType: MsType.user, toTid: { node: guest.node } };
    // Whoever has seen a message burn needs no hint at it.
    const knowsBurning = what === 'revoked' && this.counts.has(`burned ${guest.node}`);
    const texts = reactions[what][language].slice(knowsBurning ? 1 : 0);
    this.answer(role, { guest, address }, this.nextOf(texts, `${what} ${guest.node}`));
  }

  /** In a room one of the two answers, the one whose language it is. */
  private answerInRoom(role: CastRole, message: TimMessage, guest: DemoGuest): void {
    const text = message.dataString ?? '';
    const speaker: CastRole = languageOf(text) === 'zh' ? 'zhou' : 'alice';
    if (role !== speaker || message.roomTid === undefined || message.odType !== OdType.message) return;
    const address = { msType: MsType.room, roomTid: { node: message.roomTid.node } };
    this.answer(role, { guest, address }, this.nextAnswer(guest, text));
  }

  private readAndBurn(role: CastRole, message: TimMessage, guest: DemoGuest): void {
    const { mid } = message;
    if (mid === undefined) return;
    this.parts.store.oweBurn(guest.node, { role, mid });
    const language = languageOf(Buffer.from(message.extra?.['body'] ?? new Uint8Array(0)).toString('utf8'));
    this.timers.after(revealMs, () => {
      const extend = { mid: mid.toString() };
      const revealed = { msType: MsType.user, toTid: { node: guest.node }, odType: OdType.revealed, extend };
      const isWanted = (): boolean => this.parts.isOnline(guest.node);
      this.members[role].post({ type: FrameType.message, message: revealed, isWanted });
    });
    this.timers.after(burnMs, () => {
      this.burn(role, guest.node, mid);
      const address = { msType: MsType.user, toTid: { node: guest.node } };
      this.answer(role, { guest, address }, burnAnswers[language]);
    });
  }

  /** Burns a message of a guest; as long as the server has not confirmed it, it is burned again at the guest's next sign-in. */
  private burn(role: CastRole, node: string, mid: bigint): void {
    const { store, isOnline } = this.parts;
    const burn = { msType: MsType.user, toTid: { node }, odType: OdType.burn, mid };
    const isOwed = (): boolean => store.owedBurns(node).some((owed) => owed.mid === mid);
    this.members[role].post({
      type: FrameType.burn,
      message: { ...burn, extend: { mid: mid.toString() } },
      isWanted: () => isOnline(node) && isOwed(),
      // A refusal means that it is gone: the guest has revoked it.
      settled: () => {
        if (isOnline(node)) store.forgetBurn(node, mid);
      },
    });
  }

  private answer(
    role: CastRole,
    { guest, address }: { readonly guest: DemoGuest; readonly address: Address },
    text: string,
  ): void {
    const { node } = guest;
    this.waiting.get(node)?.timer.dispose();
    const message: TimMessage = { ...address, odType: OdType.message, udtype: 0, dataString: text };
    const isWanted = (): boolean => this.parts.isOnline(node);
    const timer = this.parts.clock.after(answerMs, () => {
      this.waiting.delete(node);
      this.members[role].post({ type: FrameType.message, message, isWanted });
    });
    this.waiting.set(node, { timer });
  }

  private nextAnswer(guest: DemoGuest, text: string): string {
    const language = languageOf(text);
    return this.nextOf(answers[language], `answer ${guest.node}`);
  }

  /** The next of several texts; the last one again and again. */
  private nextOf(texts: readonly string[], counter: string): string {
    const count = this.counts.get(counter) ?? 0;
    this.counts.set(counter, count + 1);
    return texts[Math.min(count, texts.length - 1)] ?? '';
  }
}
