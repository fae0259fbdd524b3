import { Notification } from 'electron';
import type { ShowNotification } from './desktop-notifications';

/** Shows notifications through the operating system; silently does nothing where the desktop has none. */
export function createElectronNotifications(iconFile: string): ShowNotification {
  return (text, events) => {
    if (!Notification.isSupported()) return { close: () => undefined };
    const notification = new Notification({ ...text, icon: iconFile });
    notification.on('click', events.onClick);
    notification.on('close', events.onClose);
    notification.show();
    return { close: () => notification.close() };
  };
}
