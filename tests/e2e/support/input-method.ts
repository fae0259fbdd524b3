import type { CDPSession, Page } from '@playwright/test';

/** Key code of a key that an input method has taken for itself. */
export const takenKeyCode = 229;
/** Key code of Enter when no input method had it. */
export const enterKeyCode = 13;

/**
 * An input method at work in a page, with events that the browser trusts. What comes in one batch comes as fast as a
 * program can send it, without the time of an answer in between.
 */
export class InputMethod {
  private constructor(private readonly browser: CDPSession) {}

  /** Begins to work in a page. */
  static async in(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  /** Shows a text that is being composed at the caret, in the place of the one that is there. */
  async compose(text: string): Promise<void> {
    const { length } = text;
    await this.browser.send('Input.imeSetComposition', {
      text,
      selectionStart: length,
      selectionEnd: length,
    });
  }

  /** Ends the composition with these words. */
  async commit(text: string): Promise<void> {
    await this.browser.send('Input.insertText', { text });
  }

  /** Presses Enter. As on a real keyboard it brings a line break along unless the page or the input method takes it. */
  async enter(windowsVirtualKeyCode: number, { isTaken = false } = {}): Promise<void> {
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode } as const;
    const down = isTaken ? ({ type: 'rawKeyDown' } as const) : ({ type: 'keyDown', text: '\r' } as const);
    await Promise.all([
      this.browser.send('Input.dispatchKeyEvent', { ...key, ...down }),
      this.browser.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp' }),
    ]);
  }

  /** Presses Escape, which the input method takes to give the composition up. */
  async escape(): Promise<void> {
    const key = { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: takenKeyCode } as const;
    await this.browser.send('Input.dispatchKeyEvent', { ...key, type: 'rawKeyDown' });
    await this.browser.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp' });
  }
}
