import { expect, it } from 'vitest';
import { ReloadOnce } from '../../../main/app/reload-once';
import { windowPreferences } from '../../../main/app/window-preferences';

it('gives every window a sandbox without Node', () => {
  expect(windowPreferences({ preloadFile: 'preload.js', allowsDevTools: false })).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
});

it('loads a page again once after it died, and never after an ordinary end', () => {
  const reload = new ReloadOnce();
  expect(reload.claim('clean-exit')).toBe(false);
  expect(reload.claim('crashed')).toBe(true);
  expect(reload.claim('crashed')).toBe(false);
});
