import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import { isBundlePage } from './bundle-path';

/** What a page asks for, in Electron's words. */
export interface MediaWish {
  readonly permission: string;
  /** `audio` for the microphone, `video` for a camera. */
  readonly kinds: readonly string[];
  /** Address of the document that asks. */
  readonly url: string;
  readonly isMainFrame: boolean;
}

/** Longer than the longest recording with its listening: a page that never says that it has ended is not left an open gate, ms. */
const longestOpenMs = 10 * 60_000;

/** Lets the app's own page hear the microphone while the user records, and nobody else, at no other time, to nothing else. */
export class MicrophoneGate implements Disposable {
  private isOpen = false;
  /** The last beginning, while nobody has ended it. */
  private wish: object | null = null;
  private closing: Disposable = toDisposable(() => undefined);

  constructor(private readonly clock: Clock) {}

  /** The user begins to record, if the system allows it; false when it does not, and when the user has ended it meanwhile. */
  async open(isAllowed: () => Promise<boolean>): Promise<boolean> {
    this.close();
    const wish = {};
    this.wish = wish;
    if (!(await isAllowed()) || this.wish !== wish) return false;
    this.isOpen = true;
    this.closing = this.clock.after(longestOpenMs, () => this.close());
    return true;
  }

  /** The recording has ended, or its page has. */
  close(): void {
    this.wish = null;
    this.isOpen = false;
    this.closing.dispose();
  }

  /** Whether a page may have what it asks for. */
  admits({ permission, kinds, url, isMainFrame }: MediaWish): boolean {
    const isMicrophone = permission === 'media' && kinds.length === 1 && kinds[0] === 'audio';
    return this.isOpen && isMicrophone && isMainFrame && isBundlePage(url);
  }

  dispose(): void {
    this.close();
  }
}
