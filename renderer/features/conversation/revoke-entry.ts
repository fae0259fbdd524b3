/** Whether an own message can be revoked now, for its menu. */
export type RevokeEntry =
  | { readonly state: 'available'; readonly remainingMs: number | null }
  | { readonly state: 'windowOver'; readonly windowSeconds: number }
  | { readonly state: 'inProgress' }
  /** It went through a room to somebody who is no friend: the server refuses. */
  | { readonly state: 'needsFriend' };
