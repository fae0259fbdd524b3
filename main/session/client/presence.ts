import { FrameType } from '../../protocol/packet-types';
import type { TimPresence } from '../../protocol/packets';
import type { Questions } from './questions';

/** What a presence says; `subStatus` by convention 1 for a question, 2 for the answer to one. */
export type PresenceFields = Pick<TimPresence, 'subStatus' | 'show' | 'status' | 'extend' | 'extra'>;

/**
 * Presence (tim protocol, section 11): never stored, never answered, and nothing is told at sign-in by itself. That an
 * account has left is told by the server alone.
 */
export class PresenceSender {
  constructor(private readonly questions: Questions) {}

  /** Tells everybody on the roster who is online; an empty roster is silence. Own other devices hear nothing. */
  broadcast(fields: PresenceFields): void {
    this.questions.send({ type: FrameType.broadcastPresence, packet: fields });
  }

  /** Tells one account, friend or not. A refusal (4106 unknown) is a frame of its own. */
  toUser(node: string, fields: PresenceFields): void {
    this.questions.send({ type: FrameType.presence, packet: { ...fields, toTid: { node } } });
  }

  /** Tells several accounts. A refusal (4106: one of them is unknown, or none is named) is a frame of its own. */
  toUsers(nodes: readonly string[], fields: PresenceFields): void {
    this.questions.send({ type: FrameType.presence, packet: { ...fields, toList: [...nodes] } });
  }
}
