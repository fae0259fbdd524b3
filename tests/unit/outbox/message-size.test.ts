import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toConversationId, type MessageId } from '../../../main/domain/ids';
import { pictureLimits, sendSmaller } from '../../../main/messaging/send-smaller';
import { retryMessage, sendMessage } from '../../../main/messaging/send-message';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { png } from '../../support/pictures';
import { chat, received } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

const pass = async (durationMs: number): Promise<void> => {
  for (let leftMs = durationMs; leftMs > 0; leftMs -= 250) {
    lane.core.clock.advance(Math.min(250, leftMs));
    await settle();
  }
};

/** A picture of exactly so many bytes. */
const picture = (bytes: number): Uint8Array => {
  const head = png({ width: 40, height: 30 });
  return Uint8Array.from({ length: bytes }, (_, index) => head[index] ?? 0);
};

const show = (bytes: number, conversationId = chat): MessageId => {
  const outcome = sendMessage(
    {
      conversationId,
      content: { kind: 'image', bytes: picture(bytes) },
      burnSeconds: null,
      replyToId: null,
      mentions: [],
    },
    lane.core.messaging,
  );
  if (!outcome.ok) throw new Error(outcome.code);
  lane.outbox.pump();
  return outcome.value;
};

let lastMid = 0n;
/** A server that stores up to `columnBytes`, for so long; answers what it was sent and has not answered yet. */
const serve = async (columnBytes: number, durationMs: number): Promise<void> => {
  let answered = lane.sent.length - 1;
  for (let leftMs = durationMs; leftMs > 0; leftMs -= 250) {
    for (; answered < lane.sent.length; answered += 1) {
      const { packet } = lane.sent[answered] ?? { packet: undefined };
      const bytes = packet?.dataBinary?.length ?? packet?.dataString?.length ?? 0;
      const cid = packet?.extend?.['cid'] as MessageId;
      if (bytes > columnBytes) lane.outbox.refused(FrameType.message, TimErrorCode.database);
      else lane.echo(cid, (lastMid += 1n));
      await settle();
    }
    await pass(250);
  }
};
const stateOf = (id: MessageId): string => {
  const { delivery, deliveryFailure } = lane.core.message(id);
  return deliveryFailure ?? delivery;
};

describe('a server whose columns are small', () => {
  it('T15: a picture that it does not store fails in words, and the text behind it goes out', async () => {
    const large = show(200_000);
    const text = lane.say('behind it');
    await serve(65_000, 10_000);
    expect([stateOf(large), stateOf(text)]).toEqual(['tooLargeForServer', 'sent']);
    expect(lane.core.limits.isTooLarge(200_000)).toBe(true);
  });

  it('T15: what is refused for its size is known without asking again, also after a restart', async () => {
    show(200_000);
    lane.say('behind it');
    await serve(65_000, 10_000);
    lane.restart();
    const count = lane.sent.length;
    expect(pictureLimits(null, lane.core.messaging)).toEqual({ bytes: 54 * 1024, largeBytes: 54 * 1024 });
    expect(() => show(210_000)).toThrow('tooLargeForServer');
    const fitting = show(60_000);
    await serve(65_000, 1_000);
    expect([stateOf(fitting), lane.sent.length]).toEqual(['sent', count + 1]);
  });

  it('T15: several large pictures and texts: each text goes out once, each picture fails once', async () => {
    const large = [show(200_000), show(150_000), show(100_000)];
    const texts = ['a', 'b', 'c'].map((text) => lane.say(text));
    await serve(65_000, 60_000);
    expect(large.map(stateOf)).toEqual(Array(3).fill('tooLargeForServer'));
    expect(texts.map(stateOf)).toEqual(Array(3).fill('sent'));
    expect(lane.texts().filter((text) => ['a', 'b', 'c'].includes(text ?? ''))).toEqual(['a', 'b', 'c']);
  });

  it('T15: a picture fails in words although there is nothing smaller that could prove it', async () => {
    const large = show(200_000);
    await serve(65_000, 60_000);
    expect([stateOf(large), lane.core.limits.isTooLarge(200_000)]).toEqual(['tooLargeForServer', false]);
    lane.say('later');
    await serve(65_000, 1_000);
    expect(lane.core.limits.isTooLarge(200_000)).toBe(true);
  });

  it('T15: a picture that was refused is sent again as a smaller one', async () => {
    const large = show(200_000);
    await serve(65_000, 60_000);
    const { messaging } = lane.core;
    expect(sendSmaller(large, picture(100_000), messaging)).toEqual({ ok: false, code: 'tooLargeForServer' });
    expect(pictureLimits(large, messaging).bytes).toBe(54 * 1024);
    expect(sendSmaller(large, picture(55_000), messaging)).toEqual({ ok: true, value: null });
    lane.outbox.pump();
    await serve(65_000, 1_000);
    expect([stateOf(large), lane.core.store.messages.attachmentOf(large)?.length]).toEqual(['sent', 55_000]);
  });

  it('T15: the arrival of a large picture proves that the server stores it', async () => {
    show(200_000);
    lane.say('behind it');
    await serve(65_000, 10_000);
    lane.core.limits.noteStored(250_000);
    expect(lane.core.limits.isTooLarge(200_000)).toBe(false);
  });

  it('T15: who wants it tried again has it tried', async () => {
    const large = show(200_000);
    lane.say('behind it');
    await serve(65_000, 10_000);
    expect(retryMessage(large, lane.core.messaging)).toEqual({ ok: true, value: null });
    lane.outbox.pump();
    await serve(300_000, 1_000);
    expect(stateOf(large)).toBe('sent');
  });
});

describe('a database that is busy', () => {
  it('T15: is waited for with a small message, however often it refuses', async () => {
    const text = lane.say('small');
    for (let time = 0; time < 8; time += 1) {
      lane.outbox.refused(FrameType.message, TimErrorCode.database);
      await pass(31_000);
    }
    expect(stateOf(text)).toBe('pending');
    lane.echo(text, 5n);
    expect(stateOf(text)).toBe('sent');
  });

  it('T15: and takes a large message in the end is not said to have a limit', async () => {
    const large = show(200_000);
    const text = lane.say('behind it');
    for (let time = 0; time < 3; time += 1) {
      lane.outbox.refused(FrameType.message, TimErrorCode.database);
      await pass(2_500);
    }
    await serve(300_000, 30_000);
    expect([stateOf(large), stateOf(text), lane.core.limits.fittingBytes()]).toEqual(['sent', 'sent', null]);
  });

  it('T15: the arrival of something small shows that it is not busy', async () => {
    const large = show(200_000);
    for (let time = 0; time < 2; time += 1) {
      lane.outbox.refused(FrameType.message, TimErrorCode.database);
      await pass(1_000);
    }
    lane.core.pipeline.apply([received(77n)]);
    lane.outbox.othersStored(chat, 10);
    await settle();
    lane.outbox.refused(FrameType.message, TimErrorCode.database);
    expect([stateOf(large), lane.core.limits.isTooLarge(200_000)]).toEqual(['tooLargeForServer', true]);
  });
});

describe('a server that says nothing to what is too large', () => {
  const room = toConversationId('r:room');
  /** Answers every text, and pictures not at all. */
  const serveTexts = async (durationMs: number): Promise<void> => {
    let answered = lane.sent.length - 1;
    for (let leftMs = durationMs; leftMs > 0; leftMs -= 250) {
      for (; answered < lane.sent.length; answered += 1) {
        const packet = lane.sent[answered]?.packet;
        // Every message of ours has one.
        const cid = packet?.extend?.['cid'] as MessageId;
        if (packet?.dataBinary === undefined) lane.echo(cid, (lastMid += 1n));
        await settle();
      }
      await pass(250);
    }
  };

  it('T15: what is behind a large picture overtakes it, which then fails in words', async () => {
    const large = show(200_000, room);
    const text = lane.say('behind it', room);
    await serveTexts(50_000);
    expect([stateOf(large), stateOf(text), lane.renewals]).toEqual(['pending', 'sent', 1]);
    await serveTexts(20_000);
    expect([stateOf(large), lane.renewals, lane.core.limits.isTooLarge(200_000)]).toEqual([
      'tooLargeForServer',
      2,
      true,
    ]);
  });

  it('T15: what other chats get proves nothing, because a room may be gone', async () => {
    const large = show(200_000, room);
    const text = lane.say('elsewhere');
    await serveTexts(300_000);
    expect([stateOf(large), stateOf(text), lane.core.limits.isTooLarge(200_000)]).toEqual([
      'timedOut',
      'sent',
      false,
    ]);
    lane.say('later', room);
    await serveTexts(1_000);
    expect(lane.core.limits.isTooLarge(200_000)).toBe(true);
  });

  it('T15: a late echo ends the suspicion, and other large ones go out', async () => {
    const large = show(200_000, room);
    const text = lane.say('behind it');
    await pass(46_000);
    expect(lane.texts().at(-1)).toBe('behind it');
    lane.echo(large, (lastMid += 1n));
    lane.echo(text, (lastMid += 1n));
    const other = show(150_000);
    await pass(1_000);
    expect([stateOf(large), lane.sent.at(-1)?.packet.extend?.['cid']]).toEqual(['sent', other]);
  });
});
