import type { TrialView } from '../../../preload/contract/trial-view';
import type { ChangeSet } from '../../domain/change-set';
import type { Message } from '../../domain/message';
import type { Disposable } from '../../platform/disposable';
import type { AccountCore } from './account-core';

/** What somebody who tries the app can have done. */
export const trialDeeds = ['revoked', 'opened', 'sent', 'invited', 'closed'] as const;
export type TrialDeed = (typeof trialDeeds)[number];

/**
 * What somebody has tried of the app on this computer's server, read from what became of the messages: a message taken back, a
 * burn message opened, one sent. Kept with the account, so that it is asked for once. Ends with the account.
 */
export class Trial implements Disposable {
  private readonly done: Set<TrialDeed>;
  private readonly listening: Disposable;

  /** `changed` hears when there is something new in `view`. */
  constructor(
    private readonly core: AccountCore,
    private readonly changed: () => void,
  ) {
    const kept = (core.store.profile.get('trial') ?? '').split(' ');
    this.done = new Set(trialDeeds.filter((deed) => kept.includes(deed)));
    // Nothing that goes wrong here may become a failure of what was committed.
    this.listening = core.changed.on((changes) => core.trouble.attempt(() => this.look(changes)));
  }

  /** What was tried; null once it is not to be shown any more. */
  view(): TrialView | null {
    const { done } = this;
    if (done.has('closed')) return null;
    return {
      hasRevoked: done.has('revoked'),
      hasOpened: done.has('opened'),
      hasSent: done.has('sent'),
      hasInvited: done.has('invited'),
    };
  }

  /** Notes what was done. Throws, and notes nothing, when it could not be written. */
  note(deeds: readonly TrialDeed[]): void {
    const fresh = deeds.filter((deed) => !this.done.has(deed));
    if (fresh.length === 0) return;
    const all = trialDeeds.filter((deed) => this.done.has(deed) || fresh.includes(deed));
    this.core.store.transaction((write) => write.profile.set('trial', all.join(' ')));
    for (const deed of fresh) this.done.add(deed);
    this.changed();
  }

  dispose(): void {
    this.listening.dispose();
  }

  private look(changes: ChangeSet): void {
    if (this.isSeen()) return;
    const deeds: TrialDeed[] = [];
    for (const messageIds of changes.messages.values()) {
      for (const messageId of messageIds) {
        const message = this.core.store.messages.byId(messageId);
        const deed = message === null ? null : deedOf(message);
        if (deed !== null) deeds.push(deed);
      }
    }
    this.note(deeds);
  }

  /** Whether the messages have nothing more to tell. */
  private isSeen(): boolean {
    const { done } = this;
    return done.has('closed') || (done.has('revoked') && done.has('opened') && done.has('sent'));
  }
}

/** What a message shows of what was done with it. */
export function deedOf({
  isMine,
  contentState,
  revokedBy,
  author,
  burnTerms,
  revealedAtMs,
  delivery,
}: Message): TrialDeed | null {
  if (isMine && contentState === 'revoked' && revokedBy === author) return 'revoked';
  if (burnTerms === null) return null;
  if (isMine) return delivery === 'sent' ? 'sent' : null;
  return revealedAtMs === null ? null : 'opened';
}
