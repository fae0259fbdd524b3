/** Whether a message whose tim type (its first byte without the highest bit) is this one may pass. */
export type MayPass = (timType: number) => boolean;

const opcodeContinuation = 0x0;
const firstControlOpcode = 0x8;
const maskedBit = 0x80;
const finalBit = 0x80;
const maskBytes = 4;
const length16 = 126;
const length64 = 127;

/**
 * One direction of a websocket connection, byte for byte as it was written, but for the messages that may not pass. A message is judged
 * by the first byte of its content, so nothing is held back but the head of a frame (RFC 6455, section 5.2).
 */
export class WebSocketFrames {
  private head = Buffer.alloc(0);
  /** Bytes of the present frame that are still to come. */
  private restBytes = 0;
  private isPassing = true;
  /** What was decided about the message of which the present frame is a part. */
  private isMessagePassing = true;

  constructor(private readonly mayPass: MayPass) {}

  /** Takes the next bytes, answers those of them (and of a head that was held back) that pass on. */
  push(bytes: Buffer): Buffer {
    const passing: Buffer[] = [];
    let rest = bytes;
    while (rest.length > 0) {
      if (this.restBytes > 0) {
        const part = rest.subarray(0, this.restBytes);
        this.restBytes -= part.length;
        rest = rest.subarray(part.length);
        if (this.isPassing) passing.push(part);
        continue;
      }
      this.head = Buffer.concat([this.head, rest]);
      const frame = readHead(this.head);
      if (frame === null) break;
      rest = this.head.subarray(frame.judgedBytes);
      this.begin(frame, passing);
    }
    return Buffer.concat(passing);
  }

  private begin(frame: FrameHead, passing: Buffer[]): void {
    if (frame.opcode >= firstControlOpcode) this.isPassing = true;
    else {
      if (frame.opcode !== opcodeContinuation) this.isMessagePassing = this.judge(frame);
      this.isPassing = this.isMessagePassing;
    }
    if (this.isPassing) passing.push(this.head.subarray(0, frame.judgedBytes));
    this.restBytes = frame.wholeBytes - frame.judgedBytes;
    this.head = Buffer.alloc(0);
  }

  private judge({ firstByte }: FrameHead): boolean {
    return firstByte === null || this.mayPass(firstByte & 0x7f);
  }
}

interface FrameHead {
  readonly opcode: number;
  /** First byte of the content, unmasked; null for an empty frame. */
  readonly firstByte: number | null;
  /** Head and first byte of the content. */
  readonly judgedBytes: number;
  readonly wholeBytes: number;
}

/** Null while bytes of the head, or the first one of the content, are missing. */
function readHead(bytes: Buffer): FrameHead | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  const shortLength = second & ~maskedBit;
  const lengthBytes = shortLength === length64 ? 8 : shortLength === length16 ? 2 : 0;
  const isMasked = (second & maskedBit) !== 0;
  const headBytes = 2 + lengthBytes + (isMasked ? maskBytes : 0);
  if (bytes.length < headBytes) return null;
  const contentBytes =
    lengthBytes === 8
      ? Number(bytes.readBigUInt64BE(2))
      : lengthBytes === 2
        ? bytes.readUInt16BE(2)
        : shortLength;
  const opcode = first & ~finalBit & 0x0f;
  if (contentBytes === 0) return { opcode, firstByte: null, judgedBytes: headBytes, wholeBytes: headBytes };
  const content = bytes[headBytes];
  if (content === undefined) return null;
  const mask = isMasked ? (bytes[headBytes - maskBytes] ?? 0) : 0;
  return {
    opcode,
    firstByte: content ^ mask,
    judgedBytes: headBytes + 1,
    wholeBytes: headBytes + contentBytes,
  };
}
