import { BusinessType, NodesType } from '../../protocol/packet-types';
import type { Answer } from './answer';
import { unrefused, valueOf, type Questions } from './questions';

/** Friends and blocked people (tim protocol, section 9). */
export class People {
  constructor(private readonly questions: Questions) {}

  /**
   * Nodes of the roster. Membership is not yet friendship: asking twice puts the peer into the roster although it never
   * agreed. Empty: unanswered.
   */
  roster(): Promise<Answer<readonly string[]>> {
    return this.questions.list({ rtype: BusinessType.roster }, NodesType.roster);
  }

  /**
   * Sends or accepts a friend request. Success is silence for the caller; the peer gets a message with bnType 4 (request)
   * or 5 (accepted). Refused: 4104 empty of arguments, 4105 oneself, 4106 unknown, 4110 blocked by the peer, 4117 already
   * friends (the peer gets bnType 5 again).
   */
  async add(node: string, greeting: string): Promise<Answer<null>> {
    const reply = await this.questions.business(
      { rtype: BusinessType.addRoster, node, reqStr: greeting },
      { isAnswer: () => false, timeoutMs: this.questions.times.errorMs },
    );
    return unrefused(reply, null);
  }

  /**
   * Removes a friend, declines a request or lifts a block. Confirmed; the peer gets bnType 6 and both rosters lose each
   * other. The confirmation waits until the peer's devices have acknowledged. Refused: 4104 nothing to remove, 4106.
   */
  async remove(node: string): Promise<Answer<null>> {
    const answer = await this.questions.confirmed({ rtype: BusinessType.removeRoster, node });
    return valueOf(answer, () => null);
  }

  /**
   * Blocks somebody. Confirmed; both rosters lose the entry. A stranger gets bnType 7, a friend is not told. Refused: 4105
   * oneself, 4106. `remove` lifts the block; the friendship does not come back.
   */
  async block(node: string): Promise<Answer<null>> {
    const answer = await this.questions.confirmed({ rtype: BusinessType.blockRoster, node });
    return valueOf(answer, () => null);
  }

  /** Nodes that this account blocks. Empty: unanswered. */
  blocked(): Promise<Answer<readonly string[]>> {
    return this.questions.list({ rtype: BusinessType.blockRosterList }, NodesType.blockRosterList);
  }
}
