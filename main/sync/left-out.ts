import type { ChangeSet } from '../domain/change-set';
import type { BoundedList } from '../domain/list-limits';
import type { StoreReader, StoreWriter } from '../storage/account-store';
import type { ProfileKey } from '../storage/profile-repository';

const keys = {
  friends: 'leftOutFriends',
  requests: 'leftOutRequests',
  blocked: 'leftOutBlocked',
  rooms: 'leftOutRooms',
  applications: 'leftOutApplications',
  strangers: 'leftOutMessages',
} as const satisfies Record<BoundedList, ProfileKey>;

/** How many entries of a list were not kept because there were too many; of `strangers`, how many messages. */
export function leftOutCount({ profile }: Pick<StoreReader, 'profile'>, list: BoundedList): number {
  return Number(profile.get(keys[list]) ?? 0);
}

/** Notes how many entries of a list were not kept. Inside the caller's transaction. */
export function noteLeftOut(
  write: StoreWriter,
  { list, count }: { readonly list: BoundedList; readonly count: number },
  changes: ChangeSet,
): void {
  if (leftOutCount(write, list) === count) return;
  write.profile.set(keys[list], String(count));
  changes.addLeftOut();
}
