import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame, TimMessage } from '../../../main/protocol/packets';
import { nameOf } from './long-text';
import type { ChatName, World } from './world';

/** What the server has of a chat, oldest first by its numbers: the texts, each message once. */
export async function serverTruth(world: World, chat: ChatName): Promise<readonly string[]> {
  const messages = await serverHistory(world, chat);
  const firstCopies = new Map<string, TimMessage>();
  for (const message of messages) {
    const key = `${message.fromTid?.node ?? ''} ${message.extend?.['cid'] ?? String(message.mid)}`;
    if (!firstCopies.has(key)) firstCopies.set(key, message);
  }
  return [...firstCopies.values()].map((message) => nameOf(textOf(message)));
}

function textOf(message: TimMessage): string {
  const body = message.extra?.['body'];
  return body === undefined ? (message.dataString ?? '') : new TextDecoder().decode(body);
}

/** Everything that the server has of a chat, copies included, oldest first: asks as another device of account a. */
export async function serverHistory(world: World, chat: ChatName): Promise<readonly TimMessage[]> {
  const target =
    chat === 'room' ? { rtype: 2, node: world.nodeOf('room') } : { rtype: 1, node: world.nodeOf('b') };
  const frames = await requestAsA(world, {
    type: FrameType.pullMessages,
    packet: { ...target, reqInt: 0n, reqInt2: 0n },
  });
  const answer = frames.find(({ type }) => type === FrameType.pullMessages);
  const list = answer !== undefined && 'messageList' in answer.packet ? answer.packet.messageList : undefined;
  // No answer is tim's way to say that there is nothing.
  return [...(list ?? [])].reverse();
}

/** Says something to the server as another device of account a, over a connection of its own; what was said back. */
export async function requestAsA(world: World, request: Frame): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  const connection = world.requireServer().connectInMemory({
    received: (bytes) => frames.push(decodeFrame(bytes, { from: 'server', encoding: 'compact' })),
    closed: () => undefined,
  });
  const send = (frame: Frame): void =>
    connection.send(encodeFrame(frame, { from: 'client', encoding: 'compact' }));
  send({ type: FrameType.auth, packet: { name: 'a', pwd: 'correct horse', resource: 'truth', termtyp: 1 } });
  await world.pass(50);
  send(request);
  await world.pass(50);
  connection.close();
  await world.pass(50);
  return frames;
}
