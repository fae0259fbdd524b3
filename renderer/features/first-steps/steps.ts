import type { TrialView } from '../../../preload/contract/trial-view';

/** One thing to try. */
export interface TrialStep {
  readonly name: 'revoke' | 'burn' | 'invite';
  readonly isDone: boolean;
  /** Message key of its words. */
  readonly key: string;
}

/** What there is to try, and what of it is done. Burning is done when both sides of it were seen; it says which one is next. */
export function trialSteps({ hasRevoked, hasOpened, hasSent, hasInvited }: TrialView): readonly TrialStep[] {
  return [
    { name: 'revoke', isDone: hasRevoked, key: 'trial.revoke' },
    {
      name: 'burn',
      isDone: hasOpened && hasSent,
      key: hasOpened && !hasSent ? 'trial.burnSend' : 'trial.burnOpen',
    },
    { name: 'invite', isDone: hasInvited, key: 'trial.invite' },
  ];
}
