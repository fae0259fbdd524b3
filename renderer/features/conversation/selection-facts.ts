import type { MessageView } from '../../../preload/contract/message-views';
import { isLine } from './timeline-rows';
import type { RevokeEntry } from './revoke-entry';

/** Whether a message can be chosen: nothing that burns, and nothing of which only a line is left. */
export function isSelectable(message: MessageView): boolean {
  const { kind } = message.body;
  return (
    !isLine(message) && (kind === 'text' || kind === 'image' || kind === 'file' || kind === 'unsupported')
  );
}

/** Whether main would pass a message on. */
export function canForward({ body, operation }: MessageView): boolean {
  const isWhole =
    body.kind === 'image' || body.kind === 'file' || (body.kind === 'text' && body.isCut !== true);
  return isWhole && operation?.state !== 'pending';
}

/** Whether it is something that can be saved outside of the app now. */
const canSaveOutside = ({ body }: MessageView): boolean =>
  body.kind === 'image' || (body.kind === 'file' && body.state.kind === 'here');

/** Whether main would take a message away from this computer alone: what is on its way is revoked. */
export const canDeleteHere = (message: MessageView): boolean =>
  isSelectable(message) && message.delivery.state !== 'pending';

/** Why some of several messages cannot be revoked, in the order in which it is told. */
export const revokeObstacles = ['notYours', 'windowOver', 'needsFriend', 'inProgress', 'notSent'] as const;
export type RevokeObstacle = (typeof revokeObstacles)[number];

/** What can be done with the chosen messages. */
export interface SelectionFacts {
  readonly count: number;
  readonly forwardIds: readonly string[];
  readonly deleteIds: readonly string[];
  /** Pictures, and files that are here. */
  readonly saveIds: readonly string[];
  readonly revokeIds: readonly string[];
  /** How many cannot be revoked, and why. */
  readonly revokeObstacles: ReadonlyMap<RevokeObstacle, number>;
}

/** What can be done with messages; `revokeOf` says of an own one whether it can be revoked. */
export function selectionFacts(
  messages: readonly MessageView[],
  revokeOf: (message: MessageView) => RevokeEntry | null,
): SelectionFacts {
  const idsOf = (fits: (message: MessageView) => boolean): readonly string[] =>
    messages.filter(fits).map(({ messageId }) => messageId);
  const obstacles = new Map<RevokeObstacle, number>();
  for (const message of messages) {
    const obstacle = obstacleOf(message, revokeOf);
    if (obstacle !== null) obstacles.set(obstacle, (obstacles.get(obstacle) ?? 0) + 1);
  }
  return {
    count: messages.length,
    forwardIds: idsOf(canForward),
    deleteIds: idsOf(canDeleteHere),
    saveIds: idsOf(canSaveOutside),
    revokeIds: idsOf((message) => obstacleOf(message, revokeOf) === null),
    revokeObstacles: obstacles,
  };
}

function obstacleOf(
  message: MessageView,
  revokeOf: (message: MessageView) => RevokeEntry | null,
): RevokeObstacle | null {
  if (!message.isMine) return 'notYours';
  const entry = revokeOf(message);
  if (entry === null) return 'notSent';
  return entry.state === 'available' ? null : entry.state;
}
