import type { ElectronApplication } from '@playwright/test';
import type { SearchedApp } from './searched-app';

/** What a window has shown since its process began or since the last look. */
export interface WindowRecord {
  /** Frames that were painted. */
  readonly frames: number;
  /** Frames with pixels of the conspicuous colour. */
  readonly conspicuousFrames: number;
  /** Changes of the document. */
  readonly mutations: number;
  /** Changes that brought a conspicuous text or a picture into the document. */
  readonly conspicuousMutations: number;
  /** Whether the window was watched before it was shown, and the document before it had a body. */
  readonly isWatchedFromBeginning: boolean;
}

/** Part of every text that must not come back. */
export const conspicuousText = 'the conspicuous secret';
/** A colour that the app has nowhere. */
export const conspicuousColour = [255, 0, 255] as const;

// Watches for what is taken out again before anybody could look, too: a removed node still has its text.
const documentRecorder = `(() => {
  const record = { mutations: 0, conspicuous: 0, isFirst: document.body === null };
  Object.defineProperty(globalThis, 'windowRecord', { value: record });
  const picture = '[data-testid="message-image"]';
  const isConspicuous = (node) =>
    (node.textContent ?? '').includes(${JSON.stringify(conspicuousText)}) ||
    (node instanceof Element && (node.matches(picture) || node.querySelector(picture) !== null));
  new MutationObserver((changes) => {
    for (const { target, addedNodes, removedNodes } of changes) {
      record.mutations += 1;
      if ([target, ...addedNodes, ...removedNodes].some(isConspicuous)) record.conspicuous += 1;
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})();`;

/** Has every frame and every change of the document looked at, from the first one on. For `LaunchOptions.prepare`. */
export async function recordWindow(app: ElectronApplication): Promise<void> {
  await app.context().addInitScript({ content: documentRecorder });
  await app.evaluate(({ app: electron, BrowserWindow }) => {
    const existing = BrowserWindow.getAllWindows();
    // A slow computer can have made the window by now. What is hidden has not been painted for anybody.
    const record = { frames: 0, conspicuous: 0, isFirst: existing.every((window) => !window.isVisible()) };
    Reflect.set(globalThis, 'frameRecord', record);
    const stepPixels = 6;
    const subscribe = (window: (typeof existing)[number]): void => {
      window.webContents.beginFrameSubscription(false, (image) => {
        record.frames += 1;
        const { width, height } = image.getSize();
        // Four bytes for each pixel: blue, green, red, opacity.
        const pixels = image.toBitmap();
        for (let y = 0; y < height; y += stepPixels) {
          for (let x = 0; x < width; x += stepPixels) {
            const [blue = 0, green = 255, red = 0] = pixels.subarray(4 * (y * width + x));
            if (blue > 220 && green < 50 && red > 220) {
              record.conspicuous += 1;
              return;
            }
          }
        }
      });
    };
    // A window that has no page yet forgets its subscription with the first one: that begins anew with it, before it is painted.
    const watch = (window: (typeof existing)[number]): void => {
      subscribe(window);
      window.webContents.on('did-navigate', () => subscribe(window));
    };
    existing.forEach(watch);
    electron.on('browser-window-created', (_event, window) => watch(window));
  });
}

/** What was recorded since the last call. */
export async function takeRecord(app: SearchedApp): Promise<WindowRecord> {
  const frames = await app.life.app.evaluate(() => {
    const record = Reflect.get(globalThis, 'frameRecord') as {
      frames: number;
      conspicuous: number;
      isFirst: boolean;
    };
    const copy = { ...record };
    Object.assign(record, { frames: 0, conspicuous: 0 });
    return copy;
  });
  const changes = await app.page.evaluate(() => {
    const record = Reflect.get(globalThis, 'windowRecord') as {
      mutations: number;
      conspicuous: number;
      isFirst: boolean;
    };
    const copy = { ...record };
    Object.assign(record, { mutations: 0, conspicuous: 0 });
    return copy;
  });
  return {
    frames: frames.frames,
    conspicuousFrames: frames.conspicuous,
    mutations: changes.mutations,
    conspicuousMutations: changes.conspicuous,
    isWatchedFromBeginning: frames.isFirst && changes.isFirst,
  };
}
