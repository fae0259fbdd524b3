import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId, type MessageId } from '../../../main/domain/ids';
import { editableText, editMessage } from '../../../main/messaging/edit-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { discardMessage, retryMessage, sendMessage } from '../../../main/messaging/send-message';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { burnContent, chat, midOf, received, revoked, room, self } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

const done = { ok: true, value: null };
const refused = (code: string) => ({ ok: false, code });

/** A message that the server has, said just now. */
function delivered(text: string, mid: bigint, conversationId = chat): MessageId {
  const id = lane.say(text, conversationId);
  const sentAtNs = lane.core.message(id).sortNs;
  const conversation = {
    kind: conversationId === room ? 'room' : 'user',
    node: toNodeId(conversationId === room ? 'room' : 'peer'),
  } as const;
  lane.core.pipeline.apply([lane.core.echo(id, mid, { sentAtNs, conversation })]);
  lane.outbox.settled();
  return id;
}

function edit(messageId: MessageId, text: string): MessageId {
  const outcome = editMessage({ messageId, text, mentions: [] }, lane.core.messaging);
  lane.outbox.pump();
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

const attempt = (messageId: MessageId, text: string) =>
  editMessage({ messageId, text, mentions: [] }, lane.core.messaging);

/** What went out, a message by its text, a revoke by its number. */
const sent = (): readonly unknown[] =>
  lane.sent.map(({ type, packet }) => (type === FrameType.revoke ? packet.mid : packet.dataString));

describe('editing', () => {
  it('takes the old one back first, and says the new one when the server has done so', () => {
    const old = delivered('tommorow', 1n);
    const id = edit(old, 'tomorrow');
    expect(sent()).toEqual(['tommorow', 1n]);
    expect(lane.core.message(old)).toMatchObject({ contentState: 'present', pendingOperation: 'revoke' });
    expect(lane.core.message(id)).toMatchObject({ delivery: 'pending', replaces: 1n, text: 'tomorrow' });
    lane.echoRevoke(1n);
    expect(sent()).toEqual(['tommorow', 1n, 'tomorrow']);
    expect(lane.sent.at(-1)?.packet.extend).toMatchObject({ ed: '1', cid: id });
    lane.echo(id, 2n);
    expect(lane.core.message(old)).toMatchObject({ contentState: 'revoked', text: null });
    expect(lane.core.message(id)).toMatchObject({ delivery: 'sent', mid: 2n });
  });

  it('keeps what the message answers, also when that is gone by now', () => {
    lane.core.pipeline.apply([received(1n)]);
    const quoted = lane.core.byMid(1n).messageId;
    const answer = sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'yse' },
        burnSeconds: null,
        replyToId: quoted,
        mentions: [],
      },
      lane.core.messaging,
    );
    if (!answer.ok) throw new Error(answer.code);
    lane.outbox.pump();
    lane.core.pipeline.apply([
      lane.core.echo(answer.value, 2n, {
        sentAtNs: lane.core.message(answer.value).sortNs,
        replyTo: midOf(1n),
      }),
    ]);
    lane.outbox.settled();
    lane.core.pipeline.apply([revoked(1n)]);
    const id = edit(answer.value, 'yes');
    lane.echoRevoke(2n);
    expect(lane.core.message(id).replyTo).toBe(1n);
    expect(lane.sent.at(-1)?.packet.extend).toMatchObject({ re: '1', ed: '2' });
  });

  it('calls whom the new text calls, and nobody whom it does not', () => {
    const old = delivered('@Wang come', 1n, room);
    const [wang, lin] = [toNodeId('wang'), toNodeId('lin')];
    const named = editMessage(
      { messageId: old, text: '@Lin come', mentions: [lin, lin] },
      lane.core.messaging,
    );
    if (!named.ok) throw new Error(named.code);
    expect(lane.core.message(named.value).mentions).toEqual([lin]);
    expect(lane.core.message(named.value).mentions).not.toContain(wang);
    const inChat = delivered('hello', 5n);
    expect(editMessage({ messageId: inChat, text: 'x', mentions: [lin] }, lane.core.messaging)).toEqual(
      refused('invalidArgument'),
    );
  });

  it('that changes nothing does nothing, and one that empties the text is no deletion', () => {
    const old = delivered('as it was', 1n);
    expect(attempt(old, 'as it was')).toEqual({ ok: true, value: old });
    expect(attempt(old, ' \n ')).toEqual(refused('textEmpty'));
    expect(lane.open(old)).toEqual([]);
    expect(lane.core.message(old)).toMatchObject({ contentState: 'present', pendingOperation: null });
  });

  it('is refused with its reason for whatever cannot be said otherwise', () => {
    const late = delivered('late', 1n);
    lane.core.clock.advance(120_001);
    lane.core.pipeline.apply([received(2n)]);
    const burning = sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'hot' },
        burnSeconds: 10,
        replyToId: null,
        mentions: [],
      },
      lane.core.messaging,
    );
    const passedOn = sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'theirs' },
        burnSeconds: null,
        replyToId: null,
        mentions: [],
        forwardedFrom: 'Wang',
      },
      lane.core.messaging,
    );
    if (!burning.ok || !passedOn.ok) throw new Error('not sent');
    expect(attempt(late, 'x')).toEqual(refused('revokeWindowOver'));
    expect(attempt(lane.core.byMid(2n).messageId, 'x')).toEqual(refused('notTheAuthor'));
    expect(attempt(burning.value, 'x')).toEqual(refused('cannotEdit'));
    expect(attempt(passedOn.value, 'x')).toEqual(refused('cannotEdit'));
    expect(editableText(late, lane.core.messaging)).toEqual(refused('revokeWindowOver'));
    lane.core.revokeWindowSeconds = null;
    expect(editableText(late, lane.core.messaging)).toEqual({
      ok: true,
      value: { isCaption: false, text: 'late', mentions: [] },
    });
    revokeMessage(late, lane.core.messaging);
    expect(attempt(late, 'x')).toEqual(refused('alreadyGone'));
  });

  it('waits for the number of a message that is just being sent', () => {
    const id = lane.say('on its way');
    expect(attempt(id, 'x')).toEqual(refused('stillOnItsWay'));
  });

  it('of what never left sends the new text alone, as if nothing else had been said', () => {
    lane.isOnline = false;
    const old = lane.say('frist');
    const id = edit(old, 'first');
    lane.isOnline = true;
    lane.outbox.pump();
    expect(sent()).toEqual(['first']);
    expect(lane.sent.at(-1)?.packet.extend).not.toHaveProperty('ed');
    expect(lane.core.message(old)).toMatchObject({ contentState: 'withdrawn', text: null });
    expect(lane.core.message(id).replaces).toBeNull();
  });

  it('offline waits as a pair, over a restart, and goes out once and in order', () => {
    const old = delivered('a', 1n);
    lane.isOnline = false;
    const id = edit(old, 'b');
    const after = lane.say('then');
    lane.restart();
    expect(sent()).toEqual(['a']);
    lane.isOnline = true;
    lane.outbox.pump();
    lane.echoRevoke(1n);
    lane.echo(after, 2n);
    lane.echo(id, 3n);
    expect(sent().filter((one) => one === 'b')).toEqual(['b']);
    expect(sent().indexOf('b')).toBeGreaterThan(sent().indexOf(1n));
  });

  it('again before the server has heard of it says the last text alone', () => {
    const old = delivered('one', 1n);
    lane.isOnline = false;
    const second = edit(old, 'two');
    const third = edit(second, 'three');
    lane.isOnline = true;
    lane.outbox.pump();
    lane.echoRevoke(1n);
    expect(sent()).toEqual(['one', 1n, 'three']);
    expect(lane.core.message(third).replaces).toBe(1n);
    expect(lane.core.message(second)).toMatchObject({ contentState: 'withdrawn', text: null });
  });

  it('that is taken back before it went out takes both away', () => {
    const old = delivered('one', 1n);
    lane.isOnline = false;
    const id = edit(old, 'two');
    lane.revoke(id);
    lane.isOnline = true;
    lane.outbox.pump();
    lane.echoRevoke(1n);
    expect(sent()).toEqual(['one', 1n]);
    expect(lane.core.message(old).contentState).toBe('revoked');
  });
});

describe('an edit of which the old message stays', () => {
  const kept = (): readonly [old: MessageId, id: MessageId] => {
    const old = delivered('old', 1n);
    const id = edit(old, 'new');
    lane.outbox.refused(FrameType.revoke, TimErrorCode.permissionDenied);
    return [old, id];
  };

  it('does not go out beside it, and says why', () => {
    const [old, id] = kept();
    expect(lane.core.message(old)).toMatchObject({ text: 'old', operationFailure: 'notFriends' });
    expect(lane.core.message(id)).toMatchObject({
      delivery: 'failed',
      deliveryFailure: 'editNotRevoked',
      text: 'new',
    });
    lane.outbox.pump();
    lane.restart();
    expect(sent()).toEqual(['old', 1n]);
  });

  it('is tried again as a pair', () => {
    const [, id] = kept();
    expect(retryMessage(id, lane.core.messaging)).toEqual(done);
    lane.outbox.pump();
    expect(sent()).toEqual(['old', 1n, 1n]);
    lane.echoRevoke(1n);
    expect(sent()).toEqual(['old', 1n, 1n, 'new']);
  });

  it('is not tried again as a pair once the old one cannot be taken back any more', () => {
    const [, id] = kept();
    lane.core.clock.advance(120_001);
    expect(retryMessage(id, lane.core.messaging)).toEqual(refused('revokeWindowOver'));
    expect(lane.core.message(id).delivery).toBe('failed');
  });

  it('goes out as a message of its own only when the user says so', () => {
    const [old, id] = kept();
    expect(retryMessage(id, lane.core.messaging, true)).toEqual(done);
    lane.outbox.pump();
    expect(sent()).toEqual(['old', 1n, 'new']);
    expect(lane.sent.at(-1)?.packet.extend).not.toHaveProperty('ed');
    expect(lane.core.message(id).replaces).toBeNull();
    expect(lane.core.message(old).contentState).toBe('present');
  });

  it('can be given up: the old one stands as it stood', () => {
    const [old, id] = kept();
    expect(discardMessage(id, lane.core.messaging)).toEqual(done);
    expect(lane.core.message(id)).toMatchObject({ contentState: 'withdrawn', text: null });
    expect(lane.core.message(old)).toMatchObject({ contentState: 'present', text: 'old' });
  });
});

describe('an edit of which the old message is gone', () => {
  it('and whose new text is refused keeps that here, to be sent again', () => {
    const old = delivered('old', 1n);
    const id = edit(old, 'new');
    lane.echoRevoke(1n);
    lane.outbox.refused(FrameType.message, TimErrorCode.blocked);
    expect(lane.core.message(id)).toMatchObject({
      delivery: 'failed',
      deliveryFailure: 'blockedByPeer',
      text: 'new',
    });
    retryMessage(id, lane.core.messaging);
    lane.outbox.pump();
    expect(sent()).toEqual(['old', 1n, 'new', 'new']);
    expect(lane.sent.at(-1)?.packet.extend).toMatchObject({ ed: '1' });
  });

  it('and whose echo is lost is looked for before it is sent again', async () => {
    const old = delivered('old', 1n);
    const id = edit(old, 'new');
    lane.echoRevoke(1n);
    lane.outbox.disconnected();
    lane.verifying = () => lane.core.pipeline.apply([lane.core.echo(id, 2n, { replaces: midOf(1n) })]);
    lane.outbox.pump();
    await settle();
    expect(sent()).toEqual(['old', 1n, 'new']);
    expect(lane.core.message(id)).toMatchObject({ delivery: 'sent', mid: 2n });
  });

  it('because another device took it back before this one could ask does not go out unasked', () => {
    const old = delivered('old', 1n);
    lane.isOnline = false;
    const id = edit(old, 'new');
    lane.echoRevoke(1n);
    lane.isOnline = true;
    lane.outbox.pump();
    expect(sent()).toEqual(['old']);
    expect(lane.core.message(id)).toMatchObject({ delivery: 'failed', deliveryFailure: 'editedElsewhere' });
    expect(lane.core.message(old).contentState).toBe('revoked');
  });

  it('because another device has edited it does not go out beside that', () => {
    const old = delivered('old', 1n);
    const id = edit(old, 'here');
    lane.core.pipeline.apply([
      revoked(1n, { by: self, isMine: true }),
      received(2n, {
        author: self,
        isMine: true,
        content: { kind: 'text', text: 'there' },
        replaces: midOf(1n),
      }),
    ]);
    lane.outbox.settled();
    expect(sent()).toEqual(['old', 1n]);
    expect(lane.core.message(id)).toMatchObject({ delivery: 'failed', deliveryFailure: 'editedElsewhere' });
  });
});

describe('what is left of an old text', () => {
  it('is nothing: not for writing it anew, not in the search, not in the outbox, not in the file', () => {
    const old = delivered('the old secret 7Qw2', 1n);
    const id = edit(old, 'harmless');
    lane.echoRevoke(1n);
    lane.echo(id, 2n);
    const { store, messaging } = lane.core;
    expect(messaging.reedits.untilMs(old)).toBeNull();
    expect(store.outbox.head()).toBeNull();
    expect(lane.core.files.decryptedPages().includes('old secret')).toBe(false);
    expect(lane.core.files.decryptedPages().includes('harmless')).toBe(true);
  });

  it('never was more than a burn message is: one that burns is not edited', () => {
    lane.core.pipeline.apply([received(3n, { ...burnContent('hot'), author: self, isMine: true })]);
    expect(attempt(lane.core.byMid(3n).messageId, 'x')).toEqual(refused('cannotEdit'));
  });
});
