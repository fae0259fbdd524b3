import type { DemoGuest, DemoStore } from '../embedded-server/store/demo-store';
import { FrameType, MsType, OdType } from '../protocol/packet-types';
import type { TimMessage } from '../protocol/packets';
import { burnNotice, greeting, type CastLanguage, type CastRole, type GreetingStep } from './cast-lines';
import type { CastPost } from './cast-member';
import type { TimerGroup } from './timer-group';

const longestUnreadSeconds = 604_800;

/** What a greeting needs. */
export interface GreetingParts {
  readonly store: DemoStore;
  readonly timers: TimerGroup;
  readonly language: CastLanguage;
  readonly isOnline: () => boolean;
  readonly post: (speaker: CastRole, post: CastPost) => void;
}

/**
 * Speaks the greeting of a guest from where it stands, one step after the other. Each step is noted when the server has it, so
 * that none comes twice, whenever anybody leaves; one that could not be spoken is spoken at the next sign-in. `ended` is called
 * when there is nothing more to say now.
 */
export function speakGreeting(guest: DemoGuest, parts: GreetingParts, ended: () => void): void {
  const { store, timers, language, isOnline } = parts;
  const steps = greeting[language];

  const goOn = (): void => {
    const { steps: done, lastMid } = store.progress(guest.node);
    const step = steps[done];
    if (step === undefined) ended();
    else timers.after(step.afterMs, () => speak(step, { done, lastMid }));
  };

  const speak = (
    step: GreetingStep,
    { done, lastMid }: { readonly done: number; readonly lastMid: bigint | null },
  ): void => {
    const settled = (mid: bigint | null): void => {
      // A revoke that is refused would be refused again: what it was about is gone.
      if (mid === null && (step.kind !== 'revoke' || !isOnline())) {
        ended();
        return;
      }
      store.setProgress(guest.node, { steps: done + 1, lastMid: mid });
      goOn();
    };
    const type = step.kind === 'revoke' ? FrameType.revoke : FrameType.message;
    parts.post(step.speaker, { type, message: messageOf(step, guest, lastMid), isWanted: isOnline, settled });
  };

  goOn();
}

function messageOf(step: GreetingStep, guest: DemoGuest, lastMid: bigint | null): TimMessage {
  const address =
    step.place === 'room'
      ? { msType: MsType.room, roomTid: { node: guest.room } }
      : { msType: MsType.user, toTid: { node: guest.node } };
  const message = { ...address, odType: OdType.message, udtype: 0 };
  switch (step.kind) {
    case 'say':
      return { ...message, dataString: step.text };
    // The text lies where only clients that burn will look.
    case 'sayBurning':
      return {
        ...message,
        dataString: burnNotice,
        extend: { burn: String(step.burnSeconds), burnmax: String(longestUnreadSeconds) },
        extra: { body: Buffer.from(step.text, 'utf8') },
      };
    case 'revoke': {
      const mid = lastMid ?? 0n;
      return { ...address, odType: OdType.revoke, mid, extend: { mid: mid.toString() } };
    }
  }
}
