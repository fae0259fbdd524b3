import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import type { PictureOutlet } from '../account/picture-outlet';

/** Pictures leave through the dialog of the system, which writes where the user says, and through its clipboard. */
export const pictureOutlet: PictureOutlet = {
  save: async ({ fileName, bytes }) => {
    const ending = fileName.slice(fileName.lastIndexOf('.') + 1);
    const answer = await dialog.showSaveDialog({
      defaultPath: join(app.getPath('pictures'), fileName),
      filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
    });
    if (answer.canceled || answer.filePath === '') return false;
    await writeFile(answer.filePath, bytes);
    return true;
  },
  copyAt: (x, y) => {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    window?.webContents.copyImageAt(Math.round(x), Math.round(y));
  },
};
