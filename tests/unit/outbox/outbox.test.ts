import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationId, MessageId } from '../../../main/domain/ids';
import { burnNow } from '../../../main/messaging/burn-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { retryMessage, sendMessage } from '../../../main/messaging/send-message';
import { Outbox } from '../../../main/outbox/outbox';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import type { OutgoingFrame } from '../../../main/protocol/mapper';
import { settle } from '../../support/fake-server';
import { burnContent, chat, received, revoked, room, self, TestCore } from '../../support/test-core';

let core: TestCore;
let outbox: Outbox;
let sent: OutgoingFrame[];
let verified: MessageId[];
/** What looking at the server's history finds. */
let verifying: (messageId: MessageId) => void;
let isOnline: boolean;

const createOutbox = (): Outbox =>
  new Outbox({
    store: core.store,
    settlement: core.settlement,
    clock: core.clock,
    random: core.random,
    logger: core.logger,
    changed: (changes) => core.changes.push(changes),
    link: {
      isOnline: () => isOnline,
      send: (frame) => sent.push(frame),
      verify: async ({ messageId }) => {
        verified.push(messageId);
        verifying(messageId);
      },
    },
  });

beforeEach(() => {
  core = new TestCore();
  sent = [];
  verified = [];
  verifying = () => undefined;
  isOnline = true;
  outbox = createOutbox();
});
afterEach(() => {
  core.dispose();
});

const say = (text: string, conversationId: ConversationId = chat): MessageId => {
  const outcome = sendMessage({ conversationId, text, burnSeconds: null }, core.messaging);
  if (!outcome.ok) throw new Error(outcome.code);
  outbox.pump();
  return outcome.value;
};

const revoke = (messageId: MessageId): void => {
  expect(revokeMessage(messageId, core.messaging)).toEqual({ ok: true, value: null });
  outbox.pump();
};

/** The server's echo of an own message arrives. */
const echo = (messageId: MessageId, mid: bigint): void => {
  core.pipeline.apply([core.echo(messageId, mid)]);
  outbox.settled();
};

/** The server's word that an own message was revoked arrives. */
const echoRevoke = (mid: bigint): void => {
  core.pipeline.apply([revoked(mid, { by: self, isMine: true })]);
  outbox.settled();
};

const texts = (): readonly (string | undefined)[] => sent.map(({ packet }) => packet.dataString);
const open = (messageId: MessageId): readonly string[] =>
  core.store.outbox.ofMessage(messageId).map(({ kind }) => kind);

describe('the outbox', () => {
  it('sends one entry after the other, in the order of the intents', () => {
    const ids = ['一', '二', '三'].map((text) => say(text));
    expect(texts()).toEqual(['一']);
    ids.forEach((id, index) => echo(id, BigInt(index + 1)));
    expect(texts()).toEqual(['一', '二', '三']);
    expect(ids.map((id) => core.message(id).delivery)).toEqual(['sent', 'sent', 'sent']);
    expect(core.store.outbox.head()).toBeNull();
    expect(core.clock.waitingTimers).toBe(0);
  });

  it('sends nothing while offline, and everything in order later', () => {
    isOnline = false;
    const ids = [say('一'), say('二')];
    expect(sent).toEqual([]);
    isOnline = true;
    outbox.pump();
    ids.forEach((id, index) => echo(id, BigInt(index + 1)));
    expect(texts()).toEqual(['一', '二']);
  });

  it('writes what our convention asks for', () => {
    const id = say('好');
    const { clientId } = core.message(id);
    echo(id, 41n);
    revoke(id);
    expect(sent).toEqual([
      {
        type: FrameType.message,
        packet: { msType: 2, odType: 1, id: clientId, toTid: { node: 'peer' }, dataString: '好', extend: { cid: id, v: '1' } },
      },
      {
        type: FrameType.revoke,
        packet: expect.objectContaining({ odType: 2, mid: 41n, extend: { mid: '41', v: '1' } }),
      },
    ]);
  });

  it('is not moved by the echo of another message, or by the message of another device', () => {
    const id = say('一');
    say('二');
    core.pipeline.apply([core.echo(id, 9n, { cid: 'another device' }), received(10n)]);
    outbox.settled();
    expect(texts()).toEqual(['一']);
    expect(core.message(id).delivery).toBe('pending');
  });
});

describe('a refused send', () => {
  it.each([
    [TimErrorCode.permissionDenied, 'notFriends'],
    [TimErrorCode.account, 'unknownAccount'],
    [TimErrorCode.blocked, 'blockedByPeer'],
    [TimErrorCode.parameters, 'refusedByServer'],
  ])('with %i fails with %s, and the next one goes out', (code, failure) => {
    const id = say('一');
    say('二');
    outbox.refused('send', code);
    expect(core.message(id)).toMatchObject({ delivery: 'failed', deliveryFailure: failure, text: '一' });
    expect(texts()).toEqual(['一', '二']);
  });

  it('in a room says that we are no member', () => {
    const id = say('一', room);
    outbox.refused('send', TimErrorCode.permissionDenied);
    expect(core.message(id).deliveryFailure).toBe('notAMember');
  });

  it('can be tried again, at the end of the queue, and is new to the server', () => {
    const id = say('一');
    outbox.refused('send', TimErrorCode.permissionDenied);
    say('二');
    retryMessage(id, core.messaging);
    echo([...core.store.messages.page(chat, null, 10)].find(({ text }) => text === '二')!.messageId, 5n);
    expect(texts()).toEqual(['一', '二', '一']);
    expect(verified).toEqual([]);
  });

  it('is somebody else’s business when nothing of its kind is in flight', () => {
    outbox.refused('send', TimErrorCode.permissionDenied);
    const id = say('一');
    outbox.refused('revoke', TimErrorCode.permissionDenied);
    outbox.refused('burn', TimErrorCode.permissionDenied);
    expect(core.message(id).delivery).toBe('pending');
  });

  it('withdraws the message whose revoke was waiting for it', () => {
    const id = say('一');
    revoke(id);
    outbox.refused('send', TimErrorCode.permissionDenied);
    expect(core.message(id)).toMatchObject({ contentState: 'withdrawn', text: null });
    expect(open(id)).toEqual([]);
    expect(sent).toHaveLength(1);
  });
});

describe('a busy server', () => {
  it.each([5102, 5103, 5104, 5105])('(%i) is asked again after a growing wait, and nothing overtakes', async (code) => {
    say('一');
    say('二');
    core.random.nextFraction = 0;
    for (const waitMs of [500, 1_000, 2_000]) {
      const count = sent.length;
      outbox.refused('send', code);
      core.clock.advance(waitMs - 1);
      await settle();
      expect(sent).toHaveLength(count);
      core.clock.advance(1);
      await settle();
      expect(sent).toHaveLength(count + 1);
    }
    expect(new Set(texts())).toEqual(new Set(['一']));
  });

  it('is never made to wait longer than half a minute, and an answer forgives', async () => {
    const id = say('一');
    core.random.nextFraction = 0.999;
    for (let turn = 0; turn < 12; turn += 1) {
      outbox.refused('send', TimErrorCode.overload);
      core.clock.advance(30_000);
      await settle();
    }
    expect(sent).toHaveLength(13);
    echo(id, 1n);
    core.random.nextFraction = 0;
    say('二');
    outbox.refused('send', TimErrorCode.overload);
    core.clock.advance(500);
    await settle();
    expect(texts().at(-1)).toBe('二');
    expect(sent).toHaveLength(15);
  });
});

describe('an answer that does not come', () => {
  it('makes the outbox look whether the server has the message, and send it again when it has not', async () => {
    const id = say('一');
    core.clock.advance(15_000);
    expect(sent).toHaveLength(1);
    core.clock.advance(1_000);
    await settle();
    expect(verified).toEqual([id]);
    expect(texts()).toEqual(['一', '一']);
    expect(sent[1]?.packet.extend).toEqual(sent[0]?.packet.extend);
  });

  it('is found in the history: the message is not sent twice', async () => {
    const id = say('一');
    say('二');
    verifying = (messageId) => core.pipeline.apply([core.echo(messageId, 7n, { source: 'history' })]);
    core.clock.advance(16_000);
    await settle();
    expect(core.message(id)).toMatchObject({ delivery: 'sent', mid: 7n });
    expect(texts()).toEqual(['一', '二']);
  });

  it('may come while the outbox waits to ask again', async () => {
    const id = say('一');
    core.clock.advance(15_000);
    echo(id, 3n);
    core.clock.advance(30_000);
    await settle();
    expect([core.message(id).delivery, sent.length, verified.length]).toEqual(['sent', 1, 0]);
  });

  it('of a command is asked for again without looking: commands may be repeated', async () => {
    const id = say('一');
    echo(id, 3n);
    revoke(id);
    core.clock.advance(16_000);
    await settle();
    expect([verified.length, sent.filter(({ type }) => type === FrameType.revoke).length]).toEqual([0, 2]);
    outbox.refused('revoke', TimErrorCode.parameters);
    expect(core.message(id)).toMatchObject({ contentState: 'revoked', pendingOperation: null, operationFailure: null });
  });
});

describe('a lost connection', () => {
  it('puts the entry back, and the next connection looks before it sends again', async () => {
    const id = say('一');
    isOnline = false;
    outbox.disconnected();
    expect([core.store.outbox.head()?.attempts, core.clock.waitingTimers]).toEqual([1, 0]);
    isOnline = true;
    outbox.pump();
    await settle();
    expect([verified, texts()]).toEqual([[id], ['一', '一']]);
  });

  it('while looking ends the looking', async () => {
    const id = say('一');
    outbox.disconnected();
    outbox.pump();
    isOnline = false;
    outbox.disconnected();
    await settle();
    expect([verified, sent.length]).toEqual([[id], 1]);
    isOnline = true;
    outbox.pump();
    await settle();
    expect(sent).toHaveLength(2);
  });

  it('while waiting for a busy server lets the next connection begin at once', () => {
    say('一');
    outbox.refused('send', TimErrorCode.overload);
    outbox.disconnected();
    expect(core.clock.waitingTimers).toBe(0);
  });

  it('and a restart: what was in flight is queued again', async () => {
    const id = say('一');
    outbox = createOutbox();
    outbox.recover();
    outbox.pump();
    await settle();
    expect([verified, texts()]).toEqual([[id], ['一', '一']]);
  });
});

describe('a revoke', () => {
  it('waits for its message, then goes out with the number that the server gave it', () => {
    const id = say('一');
    revoke(id);
    expect(sent).toHaveLength(1);
    echo(id, 99n);
    expect(sent[1]).toMatchObject({ type: FrameType.revoke, packet: { mid: 99n, extend: { mid: '99' } } });
    echoRevoke(99n);
    expect(core.message(id)).toMatchObject({ contentState: 'revoked', text: null, pendingOperation: null });
    expect(open(id)).toEqual([]);
  });

  it('is done when the server says so in the older way, too, with or without a number', () => {
    for (const [mid, told] of [
      [5n, 5n],
      [6n, null],
    ] as const) {
      const id = say('一');
      echo(id, mid);
      revoke(id);
      outbox.acknowledged('revoke', told);
      expect(core.message(id).contentState).toBe('revoked');
    }
  });

  it('is not done by the acknowledgement of another one', () => {
    const id = say('一');
    echo(id, 5n);
    revoke(id);
    outbox.acknowledged('revoke', 6n);
    outbox.acknowledged('burn', 5n);
    expect(core.message(id)).toMatchObject({ contentState: 'present', pendingOperation: 'revoke' });
  });

  it('brings an acknowledgement and an echo in rooms, and is done once', () => {
    const id = say('一', room);
    core.pipeline.apply([core.echo(id, 5n, { conversation: { kind: 'room', node: 'room' as typeof self } })]);
    outbox.settled();
    revoke(id);
    outbox.acknowledged('revoke', 5n);
    outbox.acknowledged('revoke', 5n);
    const conversation = { kind: 'room', node: 'room' as typeof self } as const;
    core.pipeline.apply([revoked(5n, { by: self, isMine: true, conversation })]);
    outbox.settled();
    expect(core.message(id)).toMatchObject({ contentState: 'revoked', revokedBy: self });
    expect(core.store.outbox.head()).toBeNull();
  });

  it('that is refused leaves the message as it was and says why', () => {
    const id = say('一');
    echo(id, 5n);
    revoke(id);
    outbox.refused('revoke', TimErrorCode.permissionDenied);
    expect(core.message(id)).toMatchObject({
      contentState: 'present',
      text: '一',
      pendingOperation: null,
      operationFailure: 'notFriends',
    });
  });
});

describe('a burn', () => {
  const burn = (): MessageId => {
    core.pipeline.apply([received(8n, { content: burnContent('secret') })]);
    const { messageId } = core.byMid(8n);
    burnNow(messageId, core.messaging);
    outbox.pump();
    return messageId;
  };

  it('goes out with the number in both places', () => {
    burn();
    expect(sent).toMatchObject([{ type: FrameType.burn, packet: { odType: 3, mid: 8n, extend: { mid: '8', v: '1' } } }]);
  });

  it('that is refused stays burned here, and says why', () => {
    const id = burn();
    outbox.refused('burn', TimErrorCode.permissionDenied);
    expect(core.message(id)).toMatchObject({ contentState: 'burned', text: null, operationFailure: 'notFriends' });
  });

  it('of something that the server no longer has is done', () => {
    const id = burn();
    outbox.refused('burn', TimErrorCode.parameters);
    expect(core.message(id)).toMatchObject({ contentState: 'burned', pendingOperation: null, operationFailure: null });
    expect(open(id)).toEqual([]);
  });
});
