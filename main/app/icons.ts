import { join } from 'node:path';

/** Files of the app's pictures. */
export interface Icons {
  readonly app: string;
  readonly tray: string;
  readonly trayUnread: string;
}

/** The pictures for a platform: macOS recolours a monochrome template itself, the others show the coloured icon. */
export function iconsFor(platform: NodeJS.Platform, directory: string): Icons {
  const isMac = platform === 'darwin';
  return {
    app: join(directory, '256x256.png'),
    tray: join(directory, isMac ? 'trayTemplate.png' : 'tray.png'),
    trayUnread: join(directory, isMac ? 'trayUnreadTemplate.png' : 'tray-unread.png'),
  };
}
