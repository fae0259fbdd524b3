import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageOpened } from '../../../main/domain/domain-event';
import { toNodeId, type MessageId } from '../../../main/domain/ids';
import { burnContent, midOf, peer, received, revoked, self, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
  core.pipeline.apply([
    core.echo('own burn' as MessageId, 1n, burnContent('secret', 10)),
    core.echo('own text' as MessageId, 2n),
    received(3n, burnContent('of the peer')),
  ]);
  core.outcomes.length = 0;
});
afterEach(() => {
  core.dispose();
});

const other = toNodeId('other');
const opened = (change: Partial<MessageOpened> = {}): MessageOpened => ({
  kind: 'messageOpened',
  conversation: { kind: 'user', node: peer },
  by: peer,
  claimedMid: midOf(1n),
  ...change,
});
const clocks = () => [1n, 2n, 3n].map((mid) => core.byMid(mid).revealedAtMs);

describe('news that a burn message was opened', () => {
  it('starts the reading time of the author’s copy, and the window is told', () => {
    core.clock.advance(5_000);
    const nowMs = core.clock.nowMs();
    core.pipeline.apply([opened()]);
    expect(core.byMid(1n)).toMatchObject({ revealedAtMs: nowMs, expiresAtMs: nowMs + 10_000 });
    expect([...(core.outcomes[0]?.changes.messages.values() ?? [])]).toEqual([
      new Set([core.byMid(1n).messageId]),
    ]);
  });

  it('does not move the clock when it comes again', () => {
    core.pipeline.apply([opened()]);
    const first = core.byMid(1n).expiresAtMs;
    core.clock.advance(8_000);
    core.outcomes.length = 0;
    core.pipeline.apply([opened(), opened()]);
    expect(core.byMid(1n).expiresAtMs).toBe(first);
    expect(core.outcomes[0]?.changes.messages.size).toBe(0);
  });

  it('counts for every number of a message that is on the server twice', () => {
    core.pipeline.apply([core.echo('own burn' as MessageId, 9n, burnContent('secret', 10))]);
    core.pipeline.apply([opened({ claimedMid: midOf(9n) })]);
    expect(core.byMid(1n).revealedAtMs).toBe(core.clock.nowMs());
  });

  it.each<[string, MessageOpened]>([
    ['by somebody who did not get the message', opened({ by: other })],
    ['in the chat of somebody else', opened({ by: other, conversation: { kind: 'user', node: other } })],
    ['by ourselves, on another device', opened({ by: self })],
    ['in a room', opened({ conversation: { kind: 'room', node: toNodeId('room') } })],
    ['about a message that stays', opened({ claimedMid: midOf(2n) })],
    ['about a message of the peer', opened({ claimedMid: midOf(3n) })],
    ['about a message that nobody knows', opened({ claimedMid: midOf(4_711n) })],
    ['about nothing', opened({ claimedMid: null })],
  ])('is ignored when it comes %s, and noted without naming anybody', (_name, event) => {
    core.pipeline.apply([event]);
    expect(clocks()).toEqual([null, null, null]);
    expect(core.outcomes[0]?.changes.messages.size).toBe(0);
    expect(core.logger.lines).toEqual(['opening ignored']);
  });

  it('comes too late for a message that was taken back', () => {
    core.pipeline.apply([revoked(1n, { by: self, isMine: true }), opened()]);
    expect(core.byMid(1n)).toMatchObject({ contentState: 'revoked', revealedAtMs: null, expiresAtMs: null });
  });
});
