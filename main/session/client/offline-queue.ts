import { FrameType } from '../../protocol/packet-types';
import type { Questions } from './questions';

/** What waited for this account while none of its devices was there (tim protocol, section 7). */
export class OfflineQueue {
  constructor(private readonly questions: Questions) {}

  /**
   * Asks for the next page (TIM packet 17). It comes as a frame of its own with at most ten messages, or as packet 18 when
   * there is nothing. tim 2.1.0 sends one page per request, so ask again after the page was acknowledged. One device that
   * fetches takes it from all.
   */
  requestPage(): void {
    this.questions.send({ type: FrameType.offlineMessages, packet: {} });
  }
}
