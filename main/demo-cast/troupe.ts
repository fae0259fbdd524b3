import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { FrameType, MsType, OdType } from '../protocol/packet-types';
import type { TimMessage } from '../protocol/packets';
import type { DemoGuest } from '../embedded-server/store/demo-store';
import {
  answers,
  burnAnswers,
  burnNotice,
  greeting,
  languageOf,
  type CastRole,
  type GreetingLine,
} from './cast-lines';
import type { CastMember } from './cast-member';
import { TimerGroup } from './timer-group';

const revealMs = 1_000;
const burnMs = 4_000;
const answerMs = 1_200;
const longestUnreadSeconds = 604_800;

/** Makes the member of a role; messages of others go to `onMessage`. */
export type CreateMember = (role: CastRole, onMessage: (message: TimMessage) => void) => CastMember;

/** The cast of one domain: greets guests, answers them and burns what is to be burned. */
export class Troupe implements Disposable {
  private readonly timers: TimerGroup;
  private readonly members: Readonly<Record<CastRole, CastMember>>;
  private answersGiven = 0;

  constructor(clock: Clock, createMember: CreateMember) {
    this.timers = new TimerGroup(clock);
    this.members = {
      zhou: createMember('zhou', (message) => this.hear('zhou', message)),
      alice: createMember('alice', (message) => this.hear('alice', message)),
    };
  }

  /** Speaks the greeting, over about ten seconds. */
  greet(guest: DemoGuest): void {
    for (const line of greeting) this.timers.after(line.atMs, () => this.speak(line, guest));
  }

  dispose(): void {
    this.timers.dispose();
    this.members.zhou.dispose();
    this.members.alice.dispose();
  }

  private speak(line: GreetingLine, guest: DemoGuest): void {
    const member = this.members[line.speaker];
    const address =
      line.place === 'room'
        ? { msType: MsType.room, roomTid: { node: guest.room } }
        : { msType: MsType.user, toTid: { node: guest.node } };
    const message: TimMessage = { ...address, odType: OdType.message, udtype: 0, ...contentOf(line) };
    const { revokedAfterMs } = line;
    if (revokedAfterMs === undefined) {
      member.post({ type: FrameType.message, message });
      return;
    }
    const afterEcho = (mid: bigint): void => {
      const revoke: TimMessage = { ...address, odType: OdType.revoke, mid, extend: { mid: mid.toString() } };
      this.timers.after(revokedAfterMs, () => member.post({ type: FrameType.revoke, message: revoke }));
    };
    member.post({ type: FrameType.message, message, afterEcho });
  }

  private hear(role: CastRole, message: TimMessage): void {
    const sender = message.fromTid?.node;
    if (sender === undefined || this.isCast(sender)) return;
    const text = message.dataString ?? '';
    if (message.msType === MsType.room) this.answerInRoom(role, message, text);
    else if (message.extend?.['burn'] !== undefined) this.readAndBurn(role, message, sender);
    else this.answer(role, { msType: MsType.user, toTid: { node: sender } }, this.nextAnswer(text));
  }

  /** In a room one of the two answers, the one whose language it is. */
  private answerInRoom(role: CastRole, message: TimMessage, text: string): void {
    const speaker: CastRole = languageOf(text) === 'zh' ? 'zhou' : 'alice';
    if (role !== speaker || message.roomTid === undefined) return;
    this.answer(
      role,
      { msType: MsType.room, roomTid: { node: message.roomTid.node } },
      this.nextAnswer(text),
    );
  }

  private readAndBurn(role: CastRole, message: TimMessage, sender: string): void {
    const { mid } = message;
    if (mid === undefined) return;
    const member = this.members[role];
    const target = { msType: MsType.user, toTid: { node: sender }, extend: { mid: mid.toString() } };
    const language = languageOf(Buffer.from(message.extra?.['body'] ?? new Uint8Array(0)).toString('utf8'));
    this.timers.after(revealMs, () =>
      member.post({ type: FrameType.message, message: { ...target, odType: OdType.revealed } }),
    );
    this.timers.after(burnMs, () =>
      member.post({ type: FrameType.burn, message: { ...target, odType: OdType.burn, mid } }),
    );
    this.timers.after(burnMs, () =>
      this.answer(role, { msType: MsType.user, toTid: { node: sender } }, burnAnswers[language]),
    );
  }

  private answer(
    role: CastRole,
    address: Pick<TimMessage, 'msType' | 'toTid' | 'roomTid'>,
    text: string,
  ): void {
    const message: TimMessage = { ...address, odType: OdType.message, udtype: 0, dataString: text };
    this.timers.after(answerMs, () => this.members[role].post({ type: FrameType.message, message }));
  }

  private nextAnswer(text: string): string {
    const choices = answers[languageOf(text)];
    this.answersGiven += 1;
    return choices[(this.answersGiven - 1) % choices.length] ?? '';
  }

  private isCast(node: string): boolean {
    return node === this.members.zhou.node || node === this.members.alice.node;
  }
}

/** The text itself, or for a burn message a notice with the text where only clients that burn will look. */
function contentOf(line: GreetingLine): Pick<TimMessage, 'dataString' | 'extend' | 'extra'> {
  if (line.burnSeconds === undefined) return { dataString: line.text };
  return {
    dataString: burnNotice,
    extend: { burn: String(line.burnSeconds), burnmax: String(longestUnreadSeconds) },
    extra: { body: Buffer.from(line.text, 'utf8') },
  };
}
