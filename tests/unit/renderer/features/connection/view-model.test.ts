import { describe, expect, it } from 'vitest';
import type { ConnectionState, ConnectionView } from '../../../../../preload/contract/views';
import { connectionLine } from '../../../../../renderer/features/connection/view-model';

const view = (state: ConnectionState, patch: Partial<ConnectionView> = {}): ConnectionView => ({
  state,
  retryAtMs: null,
  awaySinceMs: null,
  isRetry: false,
  failure: null,
  serverOffsetMs: 0,
  unreadableFrames: 0,
  replayedMessages: 0,
  ...patch,
});

describe('connection line', () => {
  it('is silent while everything is well', () => {
    expect(connectionLine(view('online'), 0)).toBeNull();
    expect(connectionLine(view('signedOut'), 0)).toBeNull();
  });

  it('says that something unreadable was skipped, without alarm', () => {
    expect(connectionLine(view('online', { unreadableFrames: 3 }), 0)).toMatchObject({
      key: 'connection.unreadable',
      tone: 'calm',
      count: 3,
    });
  });

  it('says how much of what was missed has come', () => {
    expect(connectionLine(view('replaying'), 0)?.key).toBe('connection.replaying');
    expect(connectionLine(view('replaying', { replayedMessages: 1_240 }), 0)).toMatchObject({
      key: 'connection.replayingCount',
      count: 1_240,
    });
  });

  it('counts down to the next attempt and offers to try now', () => {
    const line = connectionLine(view('waiting', { retryAtMs: 4_200, failure: 'serverUnreachable' }), 1_000);
    expect(line).toMatchObject({
      failure: 'serverUnreachable',
      retryInSeconds: 4,
      actionKey: 'connection.tryNow',
    });
    expect(connectionLine(view('waiting', { retryAtMs: 500 }), 1_000)?.retryInSeconds).toBe(0);
  });

  it('asks before it takes the account back from another computer', () => {
    expect(connectionLine(view('kicked', { failure: 'signedInElsewhere' }), 0)).toMatchObject({
      key: 'connection.kicked',
      actionKey: 'connection.signInAgain',
    });
  });

  it('always has a reason for a rejection', () => {
    expect(connectionLine(view('rejected'), 0)?.failure).toBe('refusedByServer');
    expect(connectionLine(view('rejected', { failure: 'wrongPassword' }), 0)?.failure).toBe('wrongPassword');
  });
});
