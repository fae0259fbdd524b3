import { app } from 'electron';
import { linkScheme } from '../../preload/contract/add-link';
import type { LinkInbox } from './link-inbox';

/**
 * Links into the app (`tim://…`). macOS hands them over in an event that may come before the app is ready, Windows and Linux among
 * the arguments of a start. On Linux the desktop file of the package says whose they are.
 */
export function followLinks(links: LinkInbox): void {
  links.receiveArguments(process.argv.slice(1));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    links.receive(link);
  });
  app.on('second-instance', (_event, programArguments) => links.receiveArguments(programArguments));
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient(linkScheme);
}
