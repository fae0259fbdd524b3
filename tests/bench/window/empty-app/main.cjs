'use strict';
// The least that is a window: what Electron itself costs. Guarded like the app's own window, with a session in memory.
const { join } = require('node:path');
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1180,
    height: 760,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, partition: 'empty' },
  });
  return window.loadFile(join(__dirname, 'index.html'));
});
