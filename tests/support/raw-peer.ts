import { randomBytes, randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { decodeFrame, encodeFrame } from '../../main/protocol/frame';
import {
  BusinessType,
  FrameType,
  NodesType,
  MsType,
  OdType,
  type Encoding,
} from '../../main/protocol/packet-types';
import type { Frame, TimAck, TimMessage, TimUserBean } from '../../main/protocol/packets';

/** Password of every raw peer. */
export const peerPassword = 'correct horse 9';

const patienceMs = 10_000;
/** Silence is tim's way to say that a history is empty. */
const silenceMs = 2_000;

/** A message of the history or one that just came. */
export const isMessage = (frame: Frame): frame is Extract<Frame, { packet: TimMessage }> =>
  frame.type === FrameType.message || frame.type === FrameType.revoke || frame.type === FrameType.burn;

/** What a message says; of a burn message the body, not the notice beside it. */
export function textOf({ extra, dataString }: TimMessage): string {
  const body = extra?.['body'];
  return body === undefined ? (dataString ?? '') : new TextDecoder().decode(body);
}

/** Registers an account over HTTP and answers its node. */
export async function registerPeer(serverUrl: string, name: string): Promise<string> {
  const request = { type: FrameType.register, packet: { name, pwd: peerPassword } } as const;
  const body = encodeFrame(request, { from: 'client', encoding: 'json' });
  const response = await fetch(serverUrl.replace(/^ws/, 'http').replace(/\/tim$/, '/tim2'), {
    method: 'POST',
    body: Buffer.from(body),
  });
  const frame = decodeFrame(new Uint8Array(await response.arrayBuffer()), {
    from: 'server',
    encoding: 'json',
  });
  return ackOf(frame)?.n ?? '';
}

/** How long a burn message of a raw peer lives, seconds. */
export interface RawBurn {
  readonly seconds: number;
  readonly maxUnreadSeconds: number;
}

const weekSeconds = 604_800;

/** Someone at the server who is nothing but a socket and the codec: what our own client believes is not believed here. */
export class RawPeer {
  node = '';
  /** False leaves everything unacknowledged. */
  acknowledges = true;
  private readonly listeners = new Set<(frame: Frame) => void>();

  private constructor(
    private readonly socket: WebSocket,
    private readonly encoding: Encoding,
  ) {
    socket.on('message', (data: Buffer) => this.receive(data));
    socket.on('error', () => socket.terminate());
  }

  /** Connects and signs in; `who` is the name of a raw peer, or an account with another password. */
  static async signIn(
    serverUrl: string,
    who: string | { readonly name: string; readonly password: string },
    encoding: Encoding = 'compact',
  ): Promise<RawPeer> {
    const { name, password: pwd } = typeof who === 'string' ? { name: who, password: peerPassword } : who;
    const socket = new WebSocket(serverUrl, { origin: 'http://localhost', perMessageDeflate: false });
    const peer = new RawPeer(socket, encoding);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const answer = peer.next((frame) => ackOf(frame) !== null);
    peer.send({ type: FrameType.auth, packet: { name, pwd, resource: 'raw', termtyp: 4 } });
    const frame = await answer;
    const ack = frame === null ? null : ackOf(frame);
    if (ack?.ok !== true) throw new Error(`${name} was not let in`);
    peer.node = ack.n ?? '';
    return peer;
  }

  send(frame: Frame): void {
    this.socket.send(encodeFrame(frame, { from: 'client', encoding: this.encoding }));
  }

  /** Calls `listener` with every frame; the answer ends it. */
  onFrame(listener: (frame: Frame) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The next frame that matches; null when none comes in time. */
  next(matches: (frame: Frame) => boolean, timeoutMs = patienceMs): Promise<Frame | null> {
    return new Promise((resolve) => {
      const finish = (frame: Frame | null): void => {
        stop();
        clearTimeout(timer);
        resolve(frame);
      };
      const stop = this.onFrame((frame) => {
        if (matches(frame)) finish(frame);
      });
      const timer = setTimeout(() => finish(null), timeoutMs);
    });
  }

  /** Hands a message to the server; the answer is its cid. */
  write(to: string, text: string, burn: number | RawBurn | null = null): string {
    const cid = randomUUID();
    const terms = typeof burn === 'number' ? { seconds: burn, maxUnreadSeconds: weekSeconds } : burn;
    const content =
      terms === null
        ? { dataString: text, extend: { cid, v: '1' } }
        : {
            dataString: '[burn]',
            extend: { cid, v: '1', burn: String(terms.seconds), burnmax: String(terms.maxUnreadSeconds) },
            extra: { body: new TextEncoder().encode(text) },
          };
    const target = { msType: MsType.user, odType: OdType.message, toTid: { node: to } };
    this.send({ type: FrameType.message, packet: { ...target, id: randomId(), ...content } });
    return cid;
  }

  /** Sends a message and waits for its echo; null when none comes. */
  async say(to: string, text: string, burn: number | RawBurn | null = null): Promise<bigint | null> {
    const cid = this.write(to, text, burn);
    const echo = await this.next((frame) => isMessage(frame) && frame.packet.extend?.['cid'] === cid);
    return echo !== null && isMessage(echo) ? (echo.packet.mid ?? null) : null;
  }

  /** Tells the server by which name others shall know it. */
  takeName(name: string): Promise<void> {
    return this.takeCard({ name, nickName: name });
  }

  /** Tells the server what others shall know of it. */
  async takeCard(card: TimUserBean): Promise<void> {
    const confirmed = this.next(({ type }) => type === FrameType.ack);
    const usermap = { '': card };
    this.send({ type: FrameType.nodes, packet: { ntype: NodesType.modifyUser, usermap } });
    await confirmed;
  }

  /** Revokes an own message or burns one of somebody else; false when the server refuses or says nothing. */
  async erase(kind: 'revoke' | 'burn', to: string, mid: bigint): Promise<boolean> {
    const [type, odType] =
      kind === 'revoke'
        ? ([FrameType.revoke, OdType.revoke] as const)
        : ([FrameType.burn, OdType.burn] as const);
    const answer = this.next(
      (frame) =>
        (isMessage(frame) && frame.packet.odType === odType && frame.packet.mid === mid) ||
        ackOf(frame)?.timType === type,
    );
    const packet = { msType: MsType.user, odType, toTid: { node: to }, mid, extend: { mid: String(mid) } };
    this.send({ type, packet });
    const frame = await answer;
    return frame !== null && isMessage(frame);
  }

  /** Everything that the server has of the chat with somebody, oldest first. */
  async history(node: string): Promise<readonly TimMessage[]> {
    const answer = this.next(({ type }) => type === FrameType.pullMessages, silenceMs);
    this.send({ type: FrameType.pullMessages, packet: { rtype: 1, node, reqInt: 0n, reqInt2: 0n } });
    const frame = await answer;
    const list = frame !== null && 'messageList' in frame.packet ? (frame.packet.messageList ?? []) : [];
    return [...list].reverse();
  }

  /** Asks for a friendship, or accepts one. */
  befriend(node: string, greeting = 'hello'): void {
    this.send({
      type: FrameType.business,
      packet: { rtype: BusinessType.addRoster, node, reqStr: greeting },
    });
  }

  /** Ends a friendship; resolves when the server has done it. */
  async unfriend(node: string): Promise<void> {
    const answer = this.next((frame) => ackOf(frame)?.timType === FrameType.business);
    this.send({ type: FrameType.business, packet: { rtype: BusinessType.removeRoster, node } });
    const frame = await answer;
    if (frame === null || ackOf(frame)?.ok !== true) throw new Error('the friendship did not end');
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.socket.once('close', () => resolve()));
    this.socket.close(1000);
    return closed;
  }

  private receive(data: Uint8Array): void {
    const frame = decodeFrame(data, { from: 'server', encoding: this.encoding });
    if (frame.syncId !== undefined && this.acknowledges) {
      this.send({ type: FrameType.ack, syncId: frame.syncId, packet: {} });
    }
    for (const listener of [...this.listeners]) listener(frame);
  }
}

/** The acknowledgement or refusal in a frame. */
export const ackOf = (frame: Frame): TimAck | null =>
  // A server's frame of this type carries a TimAck.
  frame.type === FrameType.ack ? (frame.packet as TimAck) : null;

const randomId = (): bigint => (randomBytes(8).readBigUInt64BE() >> 2n) + 1n;
