import { protocol } from 'electron';
import { mediaScheme } from '../../preload/contract/playback-calls';
import { bundleScheme } from './bundle-path';

/** Declares `app://` and what files are played under to Chromium; it listens once, and before the app is ready. */
export function registerSchemes(): void {
  const closed = { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false } as const;
  protocol.registerSchemesAsPrivileged([
    { scheme: bundleScheme, privileges: closed },
    // A player that is told so asks for stretches of what it plays, and seeks.
    { scheme: mediaScheme, privileges: { ...closed, stream: true } },
  ]);
}
