import type { FailureCode, Result } from '../../preload/contract/result';
import type { NotificationText } from './desktop-notifications';
import type { TextKey, Translate } from './texts';

const failureTexts: Partial<Record<FailureCode, TextKey>> = {
  nothingToRevoke: 'revoke.nothingToRevoke',
  revokeWindowOver: 'revoke.revokeWindowOver',
  notSignedIn: 'revoke.notSignedIn',
  appLocked: 'revoke.appLocked',
};

/** The outcome of "revoke last message", in words for a notification: the window may be hidden when it was asked for. */
export function describeRevokeOutcome(
  outcome: Result<{ readonly chatTitle: string }>,
  translate: Translate,
): NotificationText {
  if (outcome.ok)
    return {
      title: translate('revoke.doneTitle'),
      body: translate('revoke.done', { name: outcome.value.chatTitle }),
    };
  const key = failureTexts[outcome.failure.code] ?? 'revoke.other';
  return { title: translate('revoke.failedTitle'), body: translate(key) };
}
