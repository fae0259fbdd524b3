import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxUnreadSeconds } from '../../../main/domain/burn-policy';
import type { MessageId } from '../../../main/domain/ids';
import { BurnScheduler } from '../../../main/messaging/burn-scheduler';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { chat, midOf, peer, TestCore } from '../../support/test-core';

let core: TestCore;
let scheduler: BurnScheduler;
beforeEach(() => {
  core = new TestCore();
  core.revokeWindowSeconds = null;
  scheduler = new BurnScheduler(core.messaging, core.logger);
});
afterEach(() => {
  scheduler.dispose();
  core.dispose();
});

const lifeMs = maxUnreadSeconds * 1_000;

/** We write a burn message with ten seconds to read; the server does not have it yet. */
const say = (): MessageId => {
  const content = { kind: 'text', text: 'my secret' } as const;
  const outcome = sendMessage(
    { conversationId: chat, content, burnSeconds: 10, replyToId: null, mentions: [] },
    core.messaging,
  );
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};
/** The server has it: its entry of the outbox is settled. */
const deliver = (id: MessageId): void => {
  const { burnTerms, text } = core.message(id);
  core.pipeline.apply([core.echo(id, 1n, { content: { kind: 'text', text: text ?? '' }, burnTerms })]);
  scheduler.sweep();
};
const open = (): void => {
  const conversation = { kind: 'user', node: peer } as const;
  core.pipeline.apply([{ kind: 'messageOpened', conversation, by: peer, claimedMid: midOf(1n) }]);
  scheduler.sweep();
};
/** Time goes by, without a timer for every half minute of a week. */
const pass = (durationMs: number): void => {
  core.clock.jump(durationMs);
  scheduler.sweep();
};
const queued = (id: MessageId): readonly string[] => core.store.outbox.ofMessage(id).map(({ kind }) => kind);

describe('an own burn message', () => {
  it('never expires while it waits for the server', () => {
    const id = say();
    scheduler.sweep();
    pass(lifeMs * 3);
    expect(core.message(id)).toMatchObject({ contentState: 'present', text: 'my secret', expiresAtMs: null });
  });

  it('that was opened goes when the reading time of its reader is over, without a command', () => {
    const id = say();
    deliver(id);
    pass(60_000);
    open();
    pass(9_999);
    expect(core.message(id).contentState).toBe('present');
    pass(1);
    expect(core.message(id)).toMatchObject({ contentState: 'burned', text: null, pendingOperation: null });
    expect(queued(id)).toEqual([]);
  });

  it('that nobody opened goes at the end of its unread life, and is taken back on the server', () => {
    const id = say();
    pass(60_000);
    deliver(id);
    pass(lifeMs - 1);
    expect(core.message(id).contentState).toBe('present');
    pass(1);
    expect(core.message(id)).toMatchObject({
      contentState: 'revoked',
      revokedBy: 'self',
      text: null,
      pendingOperation: 'revoke',
    });
    expect(queued(id)).toEqual(['revoke']);
  });

  it('counts its unread life from the first word of the server, whatever comes later', () => {
    const id = say();
    deliver(id);
    const expiresAtMs = core.message(id).expiresAtMs;
    pass(3_600_000);
    deliver(id);
    expect(core.message(id).expiresAtMs).toBe(expiresAtMs);
  });

  it('that is being taken back when its life ends is asked for once only', () => {
    const id = say();
    deliver(id);
    expect(revokeMessage(id, core.messaging)).toMatchObject({ ok: true });
    pass(lifeMs);
    expect(core.message(id)).toMatchObject({ contentState: 'revoked', text: null });
    expect(queued(id)).toEqual(['revoke']);
  });

  it('that was opened at the end of its life has no longer to live', () => {
    const id = say();
    deliver(id);
    pass(lifeMs - 2_000);
    open();
    pass(2_000);
    expect(core.message(id).contentState).toBe('burned');
    expect(queued(id)).toEqual([]);
  });

  it('goes at the next start when its time ended while the program was not running', () => {
    const id = say();
    deliver(id);
    open();
    scheduler.dispose();
    pass(3_600_000);
    scheduler = new BurnScheduler(core.messaging, core.logger);
    scheduler.sweep();
    expect(core.message(id)).toMatchObject({ contentState: 'burned', text: null });
  });
});
