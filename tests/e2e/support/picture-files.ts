import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { ImageBytesView } from '../../../preload/contract/message-views';
import { shownAccount } from '../../support/bridge';
import type { Person } from './person';

/** A file as the user picks, pastes or drops it. */
export interface PictureFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** What is painted for a test. */
export interface Painting {
  readonly width: number;
  readonly height: number;
  readonly type: 'image/jpeg' | 'image/png';
  /** A hole in the middle that what is behind shines through. */
  readonly hasHole?: boolean;
}

/** What a camera notes in a photograph, as it is found in the file. */
export const cameraNote = 'N 31.2304 E 121.4737, Lin Xiaoman';

/** A picture of `tests/fixtures/pictures`, as people really send them. */
export function fixturePicture(name: string): PictureFile {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const mimeType = ending === 'jpg' ? 'image/jpeg' : `image/${ending}`;
  return { name, mimeType, buffer: readFileSync(join(__dirname, '../../fixtures/pictures', name)) };
}

/** Paints a picture that no encoder makes small: every pixel is by chance. Needs any page. */
export async function paint(page: Page, painting: Painting): Promise<Buffer> {
  const encoded = await page.evaluate(async ({ width, height, type, hasHole = false }) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    const image = context.createImageData(width, height);
    const words = new Uint32Array(image.data.buffer);
    // The same picture in every run.
    let seed = 1;
    for (let index = 0; index < words.length; index += 1) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      words[index] = (seed | 0xff000000) >>> 0;
    }
    context.putImageData(image, 0, 0);
    if (hasHole) context.clearRect(width / 4, height / 4, width / 2, height / 2);
    const blob = await canvas.convertToBlob({ type, quality: 0.95 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }, painting);
  return Buffer.from(encoded, 'base64');
}

/** The photograph with a camera's notes: who and where, and that it was held upright, so that it is painted turned. */
export function withCameraNotes(jpeg: Buffer): Buffer {
  const entries = Buffer.alloc(2 + 12 + 12 + 4);
  entries.writeUInt16BE(2, 0);
  // Orientation, one short: 6, turned by a quarter.
  entries.writeUInt16BE(0x0112, 2);
  entries.writeUInt16BE(3, 4);
  entries.writeUInt32BE(1, 6);
  entries.writeUInt16BE(6, 10);
  // Description, text after the entries.
  const text = Buffer.from(`${cameraNote}\0`);
  entries.writeUInt16BE(0x010e, 14);
  entries.writeUInt16BE(2, 16);
  entries.writeUInt32BE(text.length, 18);
  entries.writeUInt32BE(8 + entries.length, 22);
  const block = Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'), entries, text]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(block.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, block, jpeg.subarray(2)]);
}

/** Puts a PNG, or a text, into the clipboard and pastes it with the keys into the element that has the focus. */
export async function paste(
  person: Pick<Person, 'app' | 'page'>,
  content: { readonly png: Buffer } | { readonly text: string },
): Promise<void> {
  await person.app.evaluate(
    ({ clipboard, nativeImage }, { png, text }) => {
      if (png === null) return void clipboard.writeText(text);
      // The types are of a newer Electron, which writes pictures in another way, than the one that runs the tests.
      const write: unknown = Reflect.get(clipboard, 'writeImage');
      if (typeof write !== 'function') throw new Error('this Electron writes pictures in another way');
      Reflect.apply(write, clipboard, [nativeImage.createFromBuffer(Buffer.from(png, 'base64'))]);
    },
    'png' in content ? { png: content.png.toString('base64'), text: '' } : { png: null, text: content.text },
  );
  await person.page.keyboard.press('Control+v');
}

/** Answers the dialog for saving, which nothing here can operate, and gives what was written; null before. */
export async function saveWith(
  { app, profileDirectory }: Pick<Person, 'app' | 'profileDirectory'>,
  ask: () => Promise<void>,
): Promise<() => Buffer | null> {
  const path = join(profileDirectory, 'saved');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await ask();
  return () => (existsSync(path) ? readFileSync(path) : null);
}

/** Whether there is a picture on the clipboard. */
export function hasCopiedPicture({ app }: Pick<Person, 'app'>): Promise<boolean> {
  return app.evaluate(({ clipboard }) => {
    // The types are of a newer Electron, which reads pictures in another way, than the one that runs the tests.
    const read: unknown = Reflect.get(clipboard, 'readImage');
    if (typeof read !== 'function') throw new Error('this Electron reads pictures in another way');
    // What it answers is Electron's picture.
    const image = Reflect.apply(read, clipboard, []) as { readonly isEmpty: () => boolean };
    return !image.isEmpty();
  });
}

/** A drag of files from outside, as the system would tell it. */
export interface FileDrag {
  /** Moves it there, as parts of the window's width and height. */
  readonly over: (x: number, y: number) => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly letGo: () => Promise<void>;
}

/** Begins to drag files over the window, at a place in parts of its width and height. */
export async function beginDrag(page: Page, files: readonly PictureFile[], x = 0.6): Promise<FileDrag> {
  const folder = mkdtempSync(join(tmpdir(), 'tim-desktop-dropped-'));
  const paths = files.map(({ name, buffer }) => {
    const path = join(folder, name);
    writeFileSync(path, buffer);
    return path;
  });
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  let place = { x: width * x, y: height / 2 };
  const tell = (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel'): Promise<unknown> =>
    browser.send('Input.dispatchDragEvent', { type, ...place, data });
  await tell('dragEnter');
  await tell('dragOver');
  return {
    over: async (toX, toY) => {
      place = { x: width * toX, y: height * toY };
      await tell('dragOver');
    },
    cancel: async () => {
      await tell('dragCancel');
      await browser.detach();
    },
    letGo: async () => {
      await tell('dragOver');
      await tell('drop');
      await browser.detach();
    },
  };
}

/** Drags files from outside over the middle of the chat and lets them go. */
export async function drop(page: Page, files: readonly PictureFile[]): Promise<void> {
  const drag = await beginDrag(page, files);
  await page.getByTestId('drop-zone').waitFor();
  await drag.letGo();
}

/** The bytes of a picture as they came over the wire, from somebody's own program. */
export async function bytesOf(
  message: Locator,
): Promise<{ readonly mediaType: string; readonly bytes: Buffer }> {
  const shown = await shownAccount(message.page());
  const answer = await message.evaluate(async (element, accountId) => {
    // The page's own bridge, whose answer to this call is the contract's.
    const bridge = Reflect.get(globalThis, 'messenger') as {
      callAccount: (
        accountId: string,
        name: string,
        argument: unknown,
      ) => Promise<{ readonly value: ImageBytesView }>;
    };
    const { messageId } = (element as HTMLElement).dataset;
    const { value } = await bridge.callAccount(accountId, 'messages.image', { messageId });
    return { mediaType: value.mediaType, bytes: [...value.bytes] };
  }, shown?.account.accountId ?? '');
  return { mediaType: answer.mediaType, bytes: Buffer.from(answer.bytes) };
}
