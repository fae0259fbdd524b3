import { initial } from './0001-initial';

/** Every migration in order; the database's `user_version` is the number of those applied. Never edit a released one. */
export const migrations: readonly string[] = [initial];
