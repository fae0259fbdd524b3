import type { Page } from '@playwright/test';

/** What is waited for after something that the user does. */
export interface PaintedOptions {
  /** The event of the page with which the time begins, as the browser engine stamps it. */
  readonly event: 'keydown' | 'pointerdown' | 'input';
  /** An expression of the page that says whether what is waited for is there. */
  readonly isThere: string;
  /** Does it, with trusted input. */
  readonly act: () => Promise<unknown>;
}

/**
 * From an event in the page until what it leads to has been painted, milliseconds: the condition is looked at in every frame, and
 * the time ends when the frame in which it first holds has been handed over.
 */
export async function paintedAfterMs(page: Page, { event, isThere, act }: PaintedOptions): Promise<number> {
  await page.evaluate(`void (globalThis.benchPainted = new Promise((resolve) => {
    let startedMs = null;
    addEventListener('${event}', (event) => { startedMs ??= event.timeStamp; }, { capture: true, once: true });
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(performance.now() - startedMs);
    const look = () => {
      if (startedMs !== null && (${isThere})) channel.port2.postMessage(null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }))`);
  await act();
  return Number(await page.evaluate('globalThis.benchPainted'));
}
