import { BusinessType } from '../../protocol/packet-types';
import type { Answer } from './answer';
import { valueOf, type Questions } from './questions';

/** The account's password (tim protocol, section 12). */
export class Password {
  constructor(private readonly questions: Questions) {}

  /**
   * Changes the password. Confirmed. Refused: 4112 when the old one is wrong (followed by 4105, which the session swallows).
   * An empty new password is refused here: the server takes it and the account can never sign in again.
   */
  async change(oldPassword: string, newPassword: string): Promise<Answer<null>> {
    if (newPassword === '') return { kind: 'refused', code: 4112 };
    return this.changeUnchecked(oldPassword, newPassword);
  }

  /** The same without the guard against an empty password. */
  async changeUnchecked(oldPassword: string, newPassword: string): Promise<Answer<null>> {
    const answer = await this.questions.confirmed({
      rtype: BusinessType.modifyAuth,
      reqStr: oldPassword,
      reqStr2: newPassword,
    });
    return valueOf(answer, () => null);
  }
}
