import type { LeftOutView } from '../../preload/contract/views';
import type { AccountStore } from '../storage/account-store';
import { leftOutCount } from '../sync/left-out';

/** What of an account's lists was too much to be kept. */
export const toLeftOutView = (store: AccountStore): LeftOutView => ({
  friends: leftOutCount(store, 'friends'),
  requests: leftOutCount(store, 'requests'),
  blocked: leftOutCount(store, 'blocked'),
  rooms: leftOutCount(store, 'rooms'),
  applications: leftOutCount(store, 'applications'),
  messages: leftOutCount(store, 'strangers'),
});
