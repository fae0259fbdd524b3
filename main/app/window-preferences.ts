import type { WebPreferences } from 'electron';

/** Preferences of every window: a sandboxed page without Node, whose only way out is the preload script's bridge. */
export function windowPreferences(options: {
  readonly preloadFile: string;
  readonly allowsDevTools: boolean;
  /** Somebody on this computer can check spelling. */
  readonly checksSpelling: boolean;
}): WebPreferences {
  return {
    preload: options.preloadFile,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    spellcheck: options.checksSpelling,
    devTools: options.allowsDevTools,
    // Countdowns of burn messages must not slow down behind another window.
    backgroundThrottling: false,
  };
}
