import type { FrameContext } from '../../main/protocol/frame';
import recorded from '../fixtures/wire/golden-frames.json';
import type { SeededChance } from './seeded-chance';

/** A frame recorded from the real server. */
export interface GoldenBytes extends FrameContext {
  readonly name: string;
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** All recorded frames. */
export const goldenBytes: readonly GoldenBytes[] = recorded.map(({ name, from, encoding, type, hex }) => ({
  name,
  // The fixture is recorded data; the golden frame tests fail on any other words.
  from: from as GoldenBytes['from'],
  encoding: encoding as GoldenBytes['encoding'],
  type,
  bytes: Uint8Array.from(Buffer.from(hex, 'hex')),
}));

type Mutation = (bytes: Uint8Array, chance: SeededChance) => Uint8Array;

const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
const anyBytes = (length: number, chance: SeededChance): Uint8Array =>
  Uint8Array.from({ length }, () => chance.below(256));

/** Varints and int32s that claim gigabytes, all there is, or less than nothing. */
const lies = [
  'ffffffff07',
  'ffffffff0f',
  '80808080800100',
  '7fffffff',
  'ffffffff',
  '80000000',
  '00',
  'fe01',
].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));

const mutations: readonly Mutation[] = [
  // One byte is another.
  (bytes, chance) => {
    const copy = Uint8Array.from(bytes);
    copy[chance.below(copy.length)] = chance.below(256);
    return copy;
  },
  // One bit is another.
  (bytes, chance) => {
    const copy = Uint8Array.from(bytes);
    const at = chance.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
    return copy;
  },
  // The end is missing.
  (bytes, chance) => bytes.slice(0, chance.below(bytes.length)),
  // A piece is missing.
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    return join(bytes.subarray(0, at), bytes.subarray(at + 1 + chance.below(8)));
  },
  // A piece is there that nobody wrote.
  (bytes, chance) => {
    const at = chance.below(bytes.length + 1);
    return join(bytes.subarray(0, at), anyBytes(1 + chance.below(8), chance), bytes.subarray(at));
  },
  // A length lies.
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    const lie = chance.pick(lies) ?? bytes;
    return join(bytes.subarray(0, at), lie, bytes.subarray(at + lie.length * chance.below(2)));
  },
  // A piece comes again.
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    const piece = bytes.subarray(at, at + 1 + chance.below(32));
    return join(bytes.subarray(0, at), ...Array.from({ length: 1 + chance.below(16) }, () => piece));
  },
  // The beginning of one frame, the end of another.
  (bytes, chance) => {
    const other = chance.pick(goldenBytes)?.bytes ?? bytes;
    return join(bytes.subarray(0, chance.below(bytes.length)), other.subarray(chance.below(other.length)));
  },
  // Nobody ever wrote any of it, but perhaps the type.
  (bytes, chance) => join(bytes.subarray(0, chance.below(2)), anyBytes(chance.below(400), chance)),
];

/** A frame that nobody sent: up to four mutations of a recorded one, for a reader of either side and either encoding. */
export function fuzzedFrame(chance: SeededChance): {
  readonly bytes: Uint8Array;
  readonly context: FrameContext;
} {
  const golden = chance.pick(goldenBytes);
  if (golden === undefined) throw new Error('no recorded frames');
  let { bytes } = golden;
  for (let left = 1 + chance.below(4); left > 0 && bytes.length > 0; left -= 1) {
    bytes = chance.pick(mutations)?.(bytes, chance) ?? bytes;
  }
  // Mostly the reader that the frame was meant for, sometimes another.
  const isHonest = chance.below(4) > 0;
  const context: FrameContext = isHonest
    ? { from: golden.from, encoding: golden.encoding }
    : {
        from: chance.below(2) === 0 ? 'client' : 'server',
        encoding: chance.below(2) === 0 ? 'compact' : 'json',
      };
  return { bytes, context };
}
