import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../main/protocol/packets';
import { observeFacts, toIncomingFact, type IncomingFact } from '../../../main/session/incoming-fact';
import { confirmation, messageFrame, refused, ScriptedLink } from '../../support/scripted-link';

const bytes = Uint8Array.of(1);

describe('what tim tells unasked', () => {
  it.each<[string, Frame, IncomingFact]>([
    [
      'a presence',
      { type: 91, packet: { show: 2, fromTid: { node: 'b' } } },
      { kind: 'presence', from: 'b', isOffline: false, presence: { show: 2, fromTid: { node: 'b' } } },
    ],
    [
      'an account that has left',
      { type: 91, packet: { offline: true, fromTid: { node: 'b' } } },
      { kind: 'presence', from: 'b', isOffline: true, presence: { offline: true, fromTid: { node: 'b' } } },
    ],
    [
      'a piece of a stream',
      { type: 94, packet: { id: 1n, VNode: 'v', fromNode: 'b', body: bytes } },
      { kind: 'stream', room: 'v', from: 'b', dtype: 0, body: bytes },
    ],
    [
      'bytes of a stream',
      { type: 97, packet: { node: 'v', data: bytes } },
      { kind: 'streamBytes', room: 'v', data: bytes },
    ],
    [
      'big text',
      { type: 95, packet: { node: 'b', dataString: 'long' } },
      { kind: 'bigText', from: 'b', text: 'long' },
    ],
    [
      'big bytes',
      { type: 96, packet: { node: 'b', data: bytes } },
      { kind: 'bigBytes', from: 'b', data: bytes },
    ],
    [
      'a refusal that names the room of a stream',
      refused(94, 4105, { n: 'v' }),
      { kind: 'refused', frameType: 94, code: 4105, node: 'v' },
    ],
    [
      'a refusal that names nothing',
      refused(91, 4106),
      { kind: 'refused', frameType: 91, code: 4106, node: null },
    ],
  ])('%s is a fact', (_name, frame, fact) => {
    expect(toIncomingFact(frame)).toEqual(fact);
  });

  it.each<[string, Frame]>([
    ['a message', messageFrame({ msType: 2, odType: 1 })],
    ['a confirmation', confirmation(41, 8)],
    ['a pong', { type: 13, packet: {} }],
  ])('%s is none', (_name, frame) => {
    expect(toIncomingFact(frame)).toBeNull();
  });

  it('is observed until the observer is released', () => {
    const link = new ScriptedLink();
    const kinds: string[] = [];
    const observer = observeFacts(link, ({ kind }) => kinds.push(kind));
    link.tell({ type: 95, packet: { node: 'b', dataString: 'x' } });
    link.tell(messageFrame({ msType: 2, odType: 1 }));
    observer.dispose();
    link.tell({ type: 95, packet: { node: 'b', dataString: 'y' } });
    expect(kinds).toEqual(['bigText']);
  });
});
