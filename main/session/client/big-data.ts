import { FrameType } from '../../protocol/packet-types';
import type { Questions } from './questions';

/**
 * Text and bytes of up to 32 MiB to whoever is online (tim protocol, section 12): friendship is not asked for, nothing is
 * stored and nothing is answered.
 */
export class BigData {
  constructor(private readonly questions: Questions) {}

  /** Sends text (TIM packet 95). */
  sendText(node: string, text: string): void {
    this.questions.send({ type: FrameType.bigString, packet: { node, dataString: text } });
  }

  /** Sends bytes (TIM packet 96). */
  sendBytes(node: string, data: Uint8Array): void {
    this.questions.send({ type: FrameType.bigBinary, packet: { node, data } });
  }
}
