'use strict';
// What `electron <folder> [arguments]` runs in a runtime that came without Electron's own default app: it makes the
// folder's package the running app. Switches before the folder belong to Chromium, and `-r file` preloads a module (the
// test driver attaches itself that way).
const Module = require('node:module');
const path = require('node:path');
const { app } = require('electron');

/** Splits the command line into preloaded modules and the app's folder. */
function parse(args) {
  const preloaded = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (argument === '-r' || argument === '--require') {
      index += 1;
      preloaded.push(args[index]);
    } else if (!argument.startsWith('-')) {
      return { preloaded, folder: path.resolve(argument) };
    }
  }
  return { preloaded, folder: null };
}

/** Takes name, version and path over from the folder's package, as the real default app does. */
function adopt(folder) {
  const manifest = require(path.join(folder, 'package.json'));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setDesktopName(manifest.desktopName ?? `${manifest.name}.desktop`);
  app.setAppPath(folder);
}

const { preloaded, folder } = parse(process.argv.slice(1));
// Electron's documented mark of an app that is not packaged.
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
try {
  for (const file of preloaded) require(path.isAbsolute(file) ? file : path.resolve(file));
  if (folder === null) throw new Error('usage: electron [switches] <folder of the app> [arguments]');
  adopt(folder);
  // As the main module, so that `require.main === module` holds inside the app.
  Module._load(folder, null, true);
} catch (error) {
  console.error(error);
  app.exit(1);
}
