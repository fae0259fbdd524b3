import type { Clock } from '../main/platform/clock';
import type { Random } from '../main/platform/random';
import type { Encoding } from '../main/protocol/packet-types';
import type { AnswerTimes } from '../main/session/client/answer';
import type { ServerAddress } from '../main/transport/server-address';
import type { Dial, Post } from '../main/transport/transport';

/** What a run talks to, and with what. */
export interface LabEnvironment {
  readonly address: ServerAddress;
  readonly encoding: Encoding;
  readonly isSlow: boolean;
  readonly dial: Dial;
  /** The same without an Origin header. */
  readonly dialWithoutOrigin: Dial;
  readonly post: Post;
  readonly clock: Clock;
  readonly random: Random;
  /** How long the client operations listen to silence. */
  readonly times: AnswerTimes;
  /** How long something that must come may take. */
  readonly patienceMs: number;
  /** How long nothing has to come before it counts as nothing. */
  readonly quietMs: number;
  /** Aborted when the run gives up: a server that answers nothing must not keep it for ever. */
  readonly deadline: AbortSignal;
}
