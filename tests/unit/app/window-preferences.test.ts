import { expect, it } from 'vitest';
import { windowPreferences } from '../../../main/app/window-preferences';

it('gives every window a sandbox without Node', () => {
  expect(
    windowPreferences({ preloadFile: 'preload.js', allowsDevTools: false, checksSpelling: false }),
  ).toMatchObject({
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

it('asks for nothing that weakens a page: no insecure content, no experiments of the engine', () => {
  const preferences = windowPreferences({ preloadFile: 'x', allowsDevTools: true, checksSpelling: true });
  expect(preferences.allowRunningInsecureContent ?? false).toBe(false);
  expect(preferences.experimentalFeatures ?? false).toBe(false);
  expect(preferences.enableBlinkFeatures ?? '').toBe('');
});
