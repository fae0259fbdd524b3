import thrift from 'thrift';
import * as generated from '../../../main/protocol/generated/tim_types';
import type { TimMessage } from '../../../main/protocol/packets';

/** The structs of the app's own thrift file in the hands of the library itself: the baseline of the codec. */
export function thriftSample(message: TimMessage): generated.GeneratedStruct {
  const struct = new generated.TimMessage();
  const { mid, timestamp, fromTid, toTid, ...rest } = message;
  Object.assign(struct, rest, { mid: int64(mid), timestamp: int64(timestamp) });
  Object.assign(struct, { fromTid: tid(fromTid), toTid: tid(toTid) });
  return struct;
}

/** Bytes of a struct as the library writes them. */
export function writeWithThrift(struct: generated.GeneratedStruct): Buffer {
  let written: Buffer = Buffer.alloc(0);
  const transport = new thrift.TBufferedTransport(undefined, (bytes) => {
    written = bytes ?? written;
  });
  struct.write(new thrift.TCompactProtocol(transport));
  transport.flush();
  return written;
}

/** A message as the library reads it. */
export function readWithThrift(bytes: Buffer): generated.GeneratedStruct {
  let struct: generated.GeneratedStruct | null = null;
  const receive = thrift.TBufferedTransport.receiver((transport) => {
    struct = new generated.TimMessage();
    struct.read(new thrift.TCompactProtocol(transport));
  }, 0);
  receive(bytes);
  if (struct === null) throw new Error('nothing was read');
  return struct;
}

function tid(value: TimMessage['fromTid']): generated.Tid | null {
  return value === undefined ? null : Object.assign(new generated.Tid(), value);
}

/** The library has a class of its own for numbers of 64 bits. */
function int64(value: bigint | undefined): thrift.Int64 | null {
  if (value === undefined) return null;
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return new thrift.Int64(bytes);
}
