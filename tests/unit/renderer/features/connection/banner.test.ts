import { describe, expect, it } from 'vitest';
import type { ConnectionState, ConnectionView } from '../../../../../preload/contract/views';
import {
  bannerOrder,
  connectionBanner,
  droppedBanner,
  missingBanner,
  mostUrgent,
} from '../../../../../renderer/features/connection/banner';

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
const lost = (state: ConnectionState, patch: Partial<ConnectionView> = {}): ConnectionView =>
  view(state, { awaySinceMs: 1_000, isRetry: true, ...patch });

describe('the banner of the connection', () => {
  it('is not there while everything is well', () => {
    expect(connectionBanner(view('online'), 0)).toBeNull();
    expect(connectionBanner(view('signedOut'), 0)).toBeNull();
  });

  it('says that something unreadable was skipped, without alarm', () => {
    expect(connectionBanner(view('online', { unreadableFrames: 3 }), 0)).toMatchObject({
      subject: 'lostData',
      key: 'connection.unreadable',
      tone: 'calm',
      count: 3,
    });
  });

  it('says how much of what was missed has come', () => {
    const replaying = (replayedMessages: number) =>
      connectionBanner(view('replaying', { awaySinceMs: 0, replayedMessages }), 3_000);
    expect(replaying(0)?.key).toBe('connection.replaying');
    expect(replaying(1_240)).toMatchObject({ key: 'connection.replayingCount', count: 1_240 });
  });

  it('says nothing for three seconds, neither of a loss nor of what is fetched after it', () => {
    const states = [lost('waiting', { retryAtMs: 9_000 }), lost('connecting'), lost('authenticating')];
    for (const connection of [...states, lost('replaying')]) {
      expect([connectionBanner(connection, 3_999), connectionBanner(connection, 4_000)]).toEqual([
        null,
        expect.objectContaining({ subject: 'offline', tone: 'calm' }),
      ]);
    }
  });

  it('stays the same calm line through attempts and pauses for ten seconds, without a button', () => {
    const states = [lost('waiting', { failure: 'timedOut', retryAtMs: 9_000 }), lost('connecting')];
    for (const connection of [...states, lost('authenticating')]) {
      expect(connectionBanner(connection, 10_999)).toMatchObject({
        key: 'connection.waiting',
        tone: 'calm',
        failure: null,
        retryInSeconds: null,
        action: null,
      });
    }
  });

  it('says after ten seconds that messages go out later, through attempts and pauses, and offers to try now', () => {
    const connections = [lost('waiting', { failure: 'serverUnreachable', retryAtMs: 14_000 })];
    for (const connection of [...connections, lost('connecting'), lost('authenticating')]) {
      expect(connectionBanner(connection, 11_000)).toMatchObject({
        key: 'connection.waitingReason',
        tone: 'warn',
        action: 'reconnect',
        actionKey: 'connection.tryNow',
      });
    }
    expect(connectionBanner(connections[0] ?? view('waiting'), 11_000)?.failure).toBe('serverUnreachable');
  });

  it('counts down only while the next attempt is more than ten seconds away', () => {
    const seconds = (retryAtMs: number): number | null | undefined =>
      connectionBanner(lost('waiting', { retryAtMs }), 20_000)?.retryInSeconds;
    expect([seconds(45_000), seconds(30_001), seconds(30_000), seconds(19_000)]).toEqual([
      25,
      11,
      null,
      null,
    ]);
  });

  it('does not speak of coming back at the first attempt', () => {
    expect(connectionBanner(view('connecting', { awaySinceMs: 0 }), 3_000)?.key).toBe(
      'connection.connecting',
    );
    const authenticating = view('authenticating', { awaySinceMs: 0 });
    expect(connectionBanner(authenticating, 3_000)?.key).toBe('connection.authenticating');
    const failed = view('waiting', { awaySinceMs: 0, isRetry: true, failure: 'connectionRefused' });
    expect(connectionBanner(failed, 3_000)?.key).toBe('connection.waiting');
  });

  it('says when it goes on by itself after another device has signed in just now', () => {
    const connection = lost('waiting', { failure: 'signedInJustNow', retryAtMs: 23_000 });
    expect(connectionBanner(connection, 20_000)).toMatchObject({
      key: 'connection.justElsewhere',
      count: 3,
      action: null,
    });
  });

  it('asks before it takes the account back from another computer', () => {
    expect(connectionBanner(view('kicked', { failure: 'signedInElsewhere' }), 0)).toMatchObject({
      subject: 'kicked',
      key: 'connection.kicked',
      actionKey: 'connection.signInAgain',
      actionHintKey: 'connection.signInAgainHint',
    });
  });

  it('always has a reason for a rejection', () => {
    expect(connectionBanner(view('rejected'), 0)?.failure).toBe('refusedByServer');
    const rejected = view('rejected', { failure: 'wrongPassword' });
    expect(connectionBanner(rejected, 0)?.failure).toBe('wrongPassword');
  });
});

describe('the slot for banners', () => {
  const kicked = connectionBanner(view('kicked'), 0);
  const offline = connectionBanner(lost('waiting'), 60_000);
  const unreadable = connectionBanner(view('online', { unreadableFrames: 1 }), 0);

  it('has one order', () => {
    expect(bannerOrder).toEqual(['kicked', 'offline', 'lostData', 'pinned', 'call']);
  });

  it('shows one line: being signed out before being offline before what was lost', () => {
    expect(mostUrgent([droppedBanner(2), missingBanner(3), kicked])).toBe(kicked);
    expect(mostUrgent([missingBanner(3), offline, droppedBanner(2)])).toBe(offline);
    expect(mostUrgent([unreadable, droppedBanner(2)])).toBe(unreadable);
    expect(mostUrgent([null, missingBanner(3), droppedBanner(2)])?.key).toBe('missing.question');
    expect(mostUrgent([null, missingBanner(0), droppedBanner(0)])).toBeNull();
  });
});
