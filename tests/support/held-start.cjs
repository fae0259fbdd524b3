'use strict';
// Loaded into the app's main process before the app (`electron -r`): nothing of the app goes beyond its first wait until
// the test has prepared everything that has to see the very first window.
const { app } = require('electron');

const whenReady = app.whenReady.bind(app);
const released = new Promise((resolve) => {
  globalThis.releaseStart = resolve;
});
app.whenReady = () => whenReady().then(() => released);
