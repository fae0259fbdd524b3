import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { ReeditShelf, reeditMs } from '../../../main/messaging/reedit-shelf';
import { reeditMessage, revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { ManualClock } from '../../support/manual-clock';
import { chat, revoked, self, TestCore } from '../../support/test-core';

const [first, second] = ['first', 'second'] as MessageId[] as [MessageId, MessageId];

describe('the shelf of texts to write anew', () => {
  let clock: ManualClock;
  let shelf: ReeditShelf;
  const said = (text: string) => ({ text, replyToId: null, mentions: [] });
  const textOf = (id: MessageId): string | null => shelf.draftOf(id)?.text ?? null;
  beforeEach(() => {
    clock = new ManualClock();
    shelf = new ReeditShelf(clock);
  });
  afterEach(() => {
    shelf.dispose();
  });

  it('keeps each text for five minutes of its own', () => {
    shelf.keep(first, said('一'));
    clock.advance(60_000);
    shelf.keep(second, said('二'));
    clock.advance(reeditMs - 60_001);
    expect([textOf(first), textOf(second)]).toEqual(['一', '二']);
    clock.advance(1);
    expect([textOf(first), textOf(second)]).toEqual([null, '二']);
    clock.advance(60_000);
    expect([textOf(second), shelf.untilMs(second)]).toEqual([null, null]);
  });

  it('tells until when', () => {
    const nowMs = clock.nowMs();
    shelf.keep(first, said('一'));
    clock.advance(1_000);
    expect(shelf.untilMs(first)).toBe(nowMs + reeditMs);
    expect(shelf.untilMs(second)).toBeNull();
  });

  it('forgets by itself, with one timer, and has none when it is empty', () => {
    shelf.keep(first, said('一'));
    shelf.keep(second, said('二'));
    expect(clock.waitingTimers).toBe(1);
    clock.advance(reeditMs);
    expect(clock.waitingTimers).toBe(0);
  });

  it('tells what it has forgotten, once', () => {
    const told: MessageId[][] = [];
    const telling = new ReeditShelf(clock, (ids) => told.push([...ids]));
    telling.keep(first, said('一'));
    telling.keep(second, said('二'));
    expect(telling.all()).toEqual([first, second]);
    clock.advance(reeditMs);
    expect([telling.all(), told]).toEqual([[], [[first, second]]]);
    telling.dispose();
  });

  it('forgets after a sleep that was longer, before any timer had its turn', () => {
    shelf.keep(first, said('一'));
    clock.jump(reeditMs);
    expect(textOf(first)).toBeNull();
  });

  it('gives a text back as often as it is asked for', () => {
    shelf.keep(first, said('一'));
    expect([textOf(first), textOf(first)]).toEqual(['一', '一']);
  });

  it('is empty at the end, and so is the next one', () => {
    shelf.keep(first, said('一'));
    shelf.dispose();
    expect([textOf(first), clock.waitingTimers]).toEqual([null, 0]);
    expect(new ReeditShelf(clock).draftOf(first)).toBeNull();
  });
});

describe('writing anew', () => {
  let core: TestCore;
  beforeEach(() => {
    core = new TestCore();
  });
  afterEach(() => {
    core.dispose();
  });

  const deliver = (text: string, burnSeconds: number | null = null): MessageId => {
    const outcome = sendMessage(
      { conversationId: chat, content: { kind: 'text', text }, burnSeconds, replyToId: null, mentions: [] },
      core.messaging,
    );
    if (!outcome.ok) throw new Error(outcome.code);
    const { burnTerms, sortNs } = core.message(outcome.value);
    core.pipeline.apply([
      core.echo(outcome.value, 1n, { content: { kind: 'text', text }, burnTerms, sentAtNs: sortNs }),
    ]);
    return outcome.value;
  };
  const over = { ok: false, code: 'reeditOver' };

  it('is offered for a text that its author took back, while nothing of it is in the database', () => {
    const marker = 'a marker that is nowhere else';
    const id = deliver(marker);
    expect(reeditMessage(id, core.messaging)).toEqual(over);
    revokeMessage(id, core.messaging);
    core.pipeline.apply([revoked(1n, { by: self, isMine: true })]);
    expect(reeditMessage(id, core.messaging)).toEqual({
      ok: true,
      value: { text: marker, replyToId: null, mentions: [] },
    });
    expect(core.message(id)).toMatchObject({ contentState: 'revoked', text: null });
    expect(core.files.database.prepare<[], unknown>('SELECT * FROM profile').all().join()).not.toContain(
      marker,
    );
    core.clock.advance(reeditMs);
    expect(reeditMessage(id, core.messaging)).toEqual(over);
  });

  it('is not offered for a burn message, which was never meant to last', () => {
    const id = deliver('secret', 10);
    expect(revokeMessage(id, core.messaging)).toMatchObject({ ok: true });
    expect(reeditMessage(id, core.messaging)).toEqual(over);
  });

  it('is not offered for what another device took back, or what was refused', () => {
    const id = deliver('text');
    core.pipeline.apply([revoked(1n, { by: self, isMine: true })]);
    expect(reeditMessage(id, core.messaging)).toEqual(over);
    expect(revokeMessage(id, core.messaging)).toEqual({ ok: false, code: 'alreadyGone' });
    expect(reeditMessage(id, core.messaging)).toEqual(over);
  });
});
