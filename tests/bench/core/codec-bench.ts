import { decodeCompactStruct, encodeCompactStruct } from '../../../main/protocol/compact-codec';
import { decodeJsonStruct, encodeJsonStruct } from '../../../main/protocol/json-codec';
import type { TimMessage } from '../../../main/protocol/packets';
import { alone, alternate } from '../harness/alternate';
import { atMostRatio } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import type { Row } from '../harness/row';
import { readWithThrift, thriftSample, writeWithThrift } from './npm-thrift';

const sample: TimMessage = {
  msType: 2,
  odType: 1,
  mid: 48_211n,
  fromTid: { node: 'RG4veZed8qL' },
  toTid: { node: '3cigZrD8gG4' },
  timestamp: 1_790_000_000_123_456_789n,
  dataString: '好的，我七点半到 👍',
  extend: { v: '1' },
};

const row = (title: string, change: Partial<Row>): Row => ({
  title,
  unit: 'ms',
  baseline: 'npm thrift',
  goal: atMostRatio(1),
  limit: 'Checks that tim’s own library leaves out: depth, lengths, UTF-8, and 64-bit numbers without loss.',
  ...change,
});

const jsonLimit =
  'Numbers of 64 bits have to pass without loss, as numbers and not as texts: JSON.parse and JSON.stringify alone would round them.';

/** Both encodings of the wire, per ten thousand messages. */
export const codecBench = defineBench({
  group: 'codec',
  rows: {
    'compact-bytes': row('compact: bytes of the sample message', {
      unit: 'bytes',
      goal: atMostRatio(1.02),
      limit: 'The same fields in the same order as the library writes them.',
    }),
    'compact-encode': row('compact: encode ten thousand', {}),
    'compact-decode': row('compact: decode ten thousand', {}),
    'json-encode': row('JSON: encode ten thousand', {
      baseline: 'JSON.stringify',
      goal: atMostRatio(3),
      limit: jsonLimit,
    }),
    'json-decode': row('JSON: decode ten thousand', {
      baseline: 'JSON.parse of the same bytes',
      goal: atMostRatio(3),
      limit: jsonLimit,
    }),
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const compact = encodeCompactStruct('TimMessage', sample);
    const json = encodeJsonStruct('TimMessage', sample, 'client');
    const thriftBytes = writeWithThrift(thriftSample(sample));
    // Without bigints, which JSON.stringify refuses.
    const plain: unknown = JSON.parse(Buffer.from(json).toString());
    const pair = async (ours: () => unknown, theirs: () => unknown) => {
      const measured = {
        value: () => Promise.resolve(repeated(ours, context)),
        baseline: () => Promise.resolve(repeated(theirs, context)),
      };
      // Once before, so that neither side is compiled while it is measured.
      await alternate(1, measured);
      return alternate(context.isQuick ? 1 : 15, measured);
    };
    return {
      'compact-bytes': { ...alone(compact.length), baselines: [thriftBytes.length] },
      'compact-encode': await pair(
        () => encodeCompactStruct('TimMessage', sample),
        () => writeWithThrift(thriftSample(sample)),
      ),
      'compact-decode': await pair(
        () => decodeCompactStruct('TimMessage', compact),
        () => readWithThrift(thriftBytes),
      ),
      'json-encode': await pair(
        () => encodeJsonStruct('TimMessage', sample, 'client'),
        () => Buffer.from(JSON.stringify(plain)),
      ),
      'json-decode': await pair(
        () => decodeJsonStruct('TimMessage', json),
        () => JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString()) as unknown,
      ),
    };
  },
});

function repeated(work: () => unknown, { isQuick }: BenchContext): number {
  const startedMs = performance.now();
  for (let count = 0; count < (isQuick ? 1_000 : 10_000); count += 1) work();
  return performance.now() - startedMs;
}
