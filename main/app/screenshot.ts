import { writeFile } from 'node:fs/promises';
import type { BrowserWindow } from 'electron';

/** Writes what the window shows to a PNG file. Rejects when there is no picture or the file cannot be written. */
export async function writeScreenshot(window: BrowserWindow, file: string): Promise<void> {
  const picture = await window.webContents.capturePage();
  if (picture.isEmpty()) throw new Error('the window gave no picture');
  await writeFile(file, picture.toPNG());
}
