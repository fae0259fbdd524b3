import { NodesType } from '../../protocol/packet-types';
import type { TimRoomBean, TimUserBean } from '../../protocol/packets';
import type { Answer } from './answer';
import { valueOf, type Questions } from './questions';

/** Cards by node. */
export type Cards<T> = Readonly<Record<string, T>>;

/** What people and rooms tell about themselves (tim protocol, section 12). Unknown nodes are missing from an answer. */
export class CardIndex {
  constructor(private readonly questions: Questions) {}

  /** Cards of people; all unknown: unanswered. A new account's card has `createtime` only. */
  async people(nodes: readonly string[]): Promise<Answer<Cards<TimUserBean>>> {
    if (nodes.length === 0) return nothing;
    const answer = await this.questions.cards({ ntype: NodesType.userInfo, nodelist: [...nodes] });
    return valueOf(answer, ({ usermap }) => usermap ?? {});
  }

  /** Cards of rooms; all unknown: unanswered. */
  async rooms(nodes: readonly string[]): Promise<Answer<Cards<TimRoomBean>>> {
    if (nodes.length === 0) return nothing;
    const answer = await this.questions.cards({ ntype: NodesType.roomInfo, nodelist: [...nodes] });
    return valueOf(answer, ({ roommap }) => roommap ?? {});
  }

  /** Sets own fields; fields left out are kept. Confirmed. The map's key is ignored by the server. */
  changeOwn(card: TimUserBean): Promise<Answer<null>> {
    return this.questions.changeCards({ ntype: NodesType.modifyUser, usermap: { '': card } });
  }

  /**
   * Sets fields of a room, as its founder or manager; `managers` as its founder. Confirmed. Refused: 4105 no right, 4106 or
   * 4109 unknown, 4108 cancelled.
   */
  changeRoom(room: string, card: TimRoomBean): Promise<Answer<null>> {
    return this.questions.changeCards({ ntype: NodesType.modifyRoom, roommap: { [room]: card } });
  }
}

// tim refuses to be asked for nobody's card (4104).
const nothing = { kind: 'ok', value: {} } as const;
