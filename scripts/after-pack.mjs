import { rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes the program that loads an app from a folder out of the package: electron-builder does so itself only for an
 * Electron that it has downloaded.
 *
 * @param {{ appOutDir: string }} context
 */
export default function afterPack({ appOutDir }) {
  rmSync(path.join(appOutDir, 'resources', 'default_app.asar'), { force: true });
}
