import { describe, expect, it } from 'vitest';
import { FrameType } from '../../../../main/protocol/packet-types';
import type { Frame } from '../../../../main/protocol/packets';
import { TimClient } from '../../../../main/session/tim-client';
import { ScriptedLink } from '../../../support/scripted-link';

/** The frame that an operation sends. */
function sentBy(operate: (client: TimClient) => void): Frame | undefined {
  const link = new ScriptedLink();
  operate(new TimClient(link));
  expect(link.sent).toHaveLength(1);
  return link.sent[0];
}

const user = { kind: 'user', node: 'b' } as const;
const room = { kind: 'room', room: 'r' } as const;
const bytes = Uint8Array.of(1, 2);

describe('what has no answer is sent as it is', () => {
  it.each<[string, (client: TimClient) => void, Frame]>([
    [
      'a message to a user',
      ({ messages }) => messages.send(user, { id: 1n, dataString: 'hi' }),
      { type: 90, packet: { msType: 2, odType: 1, id: 1n, dataString: 'hi', toTid: { node: 'b' } } },
    ],
    [
      'a message to a room',
      ({ messages }) => messages.send(room, { dataString: 'hi' }),
      { type: 90, packet: { msType: 3, odType: 1, dataString: 'hi', roomTid: { node: 'r' } } },
    ],
    [
      'a private message in a room',
      ({ messages }) => messages.send({ kind: 'private', room: 'r', node: 'b' }, { dataString: 'hi' }),
      {
        type: 90,
        packet: { msType: 2, odType: 1, dataString: 'hi', toTid: { node: 'b' }, roomTid: { node: 'r' } },
      },
    ],
    [
      'a receipt',
      ({ messages }) => messages.sendAs(31, user, { extend: { rd: '4' } }),
      { type: 90, packet: { msType: 2, odType: 31, extend: { rd: '4' }, toTid: { node: 'b' } } },
    ],
    [
      'a revoke in a room, as a message to the room',
      ({ messages }) => messages.revoke(room, 4n, { extend: { mid: '4' } }),
      { type: 92, packet: { msType: 3, odType: 2, mid: 4n, extend: { mid: '4' }, roomTid: { node: 'r' } } },
    ],
    [
      'a burn',
      ({ messages }) => messages.burn(user, 4n),
      { type: 93, packet: { msType: 2, odType: 3, mid: 4n, toTid: { node: 'b' } } },
    ],
    [
      'a request for the next offline page',
      ({ offline }) => offline.requestPage(),
      { type: FrameType.offlineMessages, packet: {} },
    ],
    [
      'a presence to everybody',
      ({ presence }) => presence.broadcast({ show: 1 }),
      { type: FrameType.broadcastPresence, packet: { show: 1 } },
    ],
    [
      'a presence to one',
      ({ presence }) => presence.toUser('b', { status: 'here' }),
      { type: FrameType.presence, packet: { status: 'here', toTid: { node: 'b' } } },
    ],
    [
      'a presence to several',
      ({ presence }) => presence.toUsers(['b', 'c'], {}),
      { type: FrameType.presence, packet: { toList: ['b', 'c'] } },
    ],
    [
      'a piece of a stream',
      ({ streams }) => streams.push('v', { dtype: 2, body: bytes }),
      { type: FrameType.stream, packet: { id: 1n, VNode: 'v', dtype: 2, body: bytes, fromNode: '' } },
    ],
    [
      'bytes of a stream',
      ({ streams }) => streams.pushBytes('v', bytes),
      { type: FrameType.bigBinaryStream, packet: { node: 'v', data: bytes } },
    ],
    [
      'big text',
      ({ bigData }) => bigData.sendText('b', 'long'),
      { type: FrameType.bigString, packet: { node: 'b', dataString: 'long' } },
    ],
    [
      'big bytes',
      ({ bigData }) => bigData.sendBytes('b', bytes),
      { type: FrameType.bigBinary, packet: { node: 'b', data: bytes } },
    ],
  ])('%s', (_name, operate, frame) => {
    expect(sentBy(operate)).toEqual(frame);
  });
});
