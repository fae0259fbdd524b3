import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { noticesText } from './packaging/notices.mjs';
import { inProject } from './setup/project.mjs';

/** Electron got the fuse about privileges of file: pages in this version; the app never loads one either way. */
const firstWithFileFuse = 29;

/**
 * What electron-builder does after it has put the app together and before it signs it: closes the back doors of the
 * executable, takes out the program that would load an app from any folder, and lays the licences beside it.
 *
 * @param {import('electron-builder').AfterPackContext} context
 */
export default async function afterPack(context) {
  rmSync(path.join(context.appOutDir, 'resources', 'default_app.asar'), { force: true });
  copyFileSync(inProject('LICENSE'), path.join(context.appOutDir, 'LICENSE'));
  writeFileSync(path.join(context.appOutDir, 'NOTICES.md'), noticesText());
  const electronVersion = context.packager.info.framework.version;
  const hasFileFuse = Number.parseInt(electronVersion, 10) >= firstWithFileFuse;
  await context.packager.addElectronFuses(context, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    ...(hasFileFuse ? { [FuseV1Options.GrantFileProtocolExtraPrivileges]: false } : {}),
  });
}
