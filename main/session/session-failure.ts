import type { DiskFailure } from '../platform/disk-failure';
import type { DialFailure } from '../transport/transport';

/** Why there is no connection. */
export type SessionFailure = DialFailure | 'lost' | 'overLimit' | 'kicked' | 'wrongPassword' | DiskFailure;
