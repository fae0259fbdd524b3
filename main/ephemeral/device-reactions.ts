import { mostSaidAtOnce, type DeviceReactions } from '../domain/device-words';
import { isNode, toNodeId } from '../domain/ids';
import { isReaction, type OwnReaction } from '../domain/reaction';
import { conventionVersion, parseMid } from '../protocol/message-contents';
import { FrameType } from '../protocol/packet-types';
import { deviceReactionsKey, type KindRules } from './kind-rules';

const deviceKey = 'device';
const answersKey = 'answers';
const asksKey = 'asks';
/** A number of a device and a digest, hexadecimal. */
const maxIdLength = 64;
/** No list that was written here is longer, UTF-16 units. */
const maxListLength = 16_384;
const digits = /^\d{1,19}$/u;
/** The year 2116: what comes later was never said, and nothing could be said after it. */
const latestNs = 2n ** 62n;

/**
 * tim packet 91 to the own address, the one thing that tim takes there (sections 11 and 16): `extend.said` is a JSON list of what was
 * said, each of it as address, number, time and sign, an empty one for what was taken back. It reaches the devices that are there.
 */
export const deviceReactionsRules: KindRules<'deviceReactions'> = {
  carrier: 'presence of devices',
  isForDevices: () => true,
  isForDevicesAlone: true,
  read(frame) {
    if (frame.type !== FrameType.presence) return null;
    const { extend = {} } = frame.packet;
    const [device, answers, asks] = [deviceKey, answersKey, asksKey].map((key) => extend[key] ?? '');
    const said = readSaid(extend[deviceReactionsKey] ?? '');
    const isNamed = device !== undefined && device !== '';
    if (!isNamed || said === null || extend['v'] !== conventionVersion) return null;
    if ([device, answers, asks].some((text) => (text ?? '').length > maxIdLength)) return null;
    return { device, answers: answers || null, asks: asks || null, said };
  },
  write: (target, { device, answers, asks, said }) => ({
    type: FrameType.presence,
    packet: {
      toTid: { node: target },
      extend: {
        [deviceReactionsKey]: JSON.stringify(said.map(toEntry)),
        [deviceKey]: device,
        ...(answers === null ? {} : { [answersKey]: answers }),
        ...(asks === null ? {} : { [asksKey]: asks }),
        v: conventionVersion,
      },
    },
  }),
  fromOne: { burst: 32, perSecond: 2 },
  outgoing: { burst: 8, perSecond: 2 },
  deadlineMs: 30_000,
  isSuperseded: false,
  mostInFlight: 1,
};

const toEntry = ({ peer, mid, saidAtNs, emoji }: OwnReaction): readonly string[] => [
  peer,
  String(mid),
  String(saidAtNs),
  emoji ?? '',
];

function readSaid(text: string): DeviceReactions['said'] | null {
  if (text.length > maxListLength) return null;
  const entries = parse(text);
  if (!Array.isArray(entries) || entries.length > mostSaidAtOnce) return null;
  const said = entries.flatMap((entry: unknown) => toOwnReaction(entry) ?? []);
  return said.length === entries.length ? said : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toOwnReaction(entry: unknown): OwnReaction | null {
  const parts: readonly unknown[] = Array.isArray(entry) ? entry : [];
  if (parts.length !== 4) return null;
  const [peer, number, time, emoji] = parts;
  if (typeof peer !== 'string' || typeof number !== 'string') return null;
  if (typeof time !== 'string' || typeof emoji !== 'string') return null;
  const mid = parseMid(number);
  const saidAtNs = digits.test(time) ? BigInt(time) : 0n;
  if (!isNode(peer) || mid === null || saidAtNs <= 0n || saidAtNs > latestNs) return null;
  if (emoji !== '' && !isReaction(emoji)) return null;
  return { peer: toNodeId(peer), mid, saidAtNs, emoji: emoji === '' ? null : emoji };
}
