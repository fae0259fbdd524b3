/**
 * What tim 2.1.0 is known to do that a designer of a new server would not do. Each entry is a switch: `true` behaves
 * like the real server (tim protocol, sections 4 to 10). Tests turn single switches off to prove that a client does
 * not depend on a defect.
 */
export interface ServerBehaviour {
  /** Frames of one socket are handled concurrently, so messages can be stored in another order than they were sent. */
  readonly reorderFrames: boolean;
  /** A revoke or burn in the offline store carries `mid` 0. */
  readonly midZeroOffline: boolean;
  /** Offline rows whose message was revoked or burned are never removed and shrink, finally block, the list. */
  readonly stuckOfflineQueue: boolean;
  /** One page of offline messages per request; without it pages follow each other until the list is empty. */
  readonly onePagePerRequest: boolean;
  /** Devices of an account and members of a room are served one after the other, each waiting for an acknowledgement. */
  readonly sequentialFanOut: boolean;
  /** A failed room operation or password change is answered twice. */
  readonly doubleErrorAcks: boolean;
  /** Empty lists, empty history and unknown users are not answered at all. */
  readonly silentWhenEmpty: boolean;
  /** Register and token in the compact encoding are answered with an empty body. */
  readonly emptyCompactHttp: boolean;
  /** Room membership is cached: a member's first message after a kick or block is still delivered. */
  readonly cachedMembership: boolean;
  /** A message to a socket that just died reaches the offline store only when the pending acknowledgement times out. */
  readonly reconnectGap: boolean;
  /** A login that evicts the account's only other device is told, as its friends are, that the account went offline. */
  readonly falseOfflineOnEviction: boolean;
}

/** The behaviour of tim 2.1.0; `reorderFrames` is off because an ordered run is one of the runs the real server can show. */
export const realBehaviour: ServerBehaviour = {
  reorderFrames: false,
  midZeroOffline: true,
  stuckOfflineQueue: true,
  onePagePerRequest: true,
  sequentialFanOut: true,
  doubleErrorAcks: true,
  silentWhenEmpty: true,
  emptyCompactHttp: true,
  cachedMembership: true,
  reconnectGap: true,
  falseOfflineOnEviction: true,
};
