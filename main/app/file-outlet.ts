import { join } from 'node:path';
import { app, dialog, shell } from 'electron';
import type { FileOutlet } from '../account/file-outlet';

/** Files leave through the dialog of the system; what was saved is shown by its file manager. */
export const fileOutlet: FileOutlet = {
  choose: async (fileName) => {
    const answer = await dialog.showSaveDialog({ defaultPath: join(app.getPath('downloads'), fileName) });
    return answer.canceled || answer.filePath === '' ? null : answer.filePath;
  },
  chooseFolder: async () => {
    const answer = await dialog.showOpenDialog({
      defaultPath: app.getPath('downloads'),
      properties: ['openDirectory', 'createDirectory'],
    });
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  },
  show: (path) => shell.showItemInFolder(path),
};
