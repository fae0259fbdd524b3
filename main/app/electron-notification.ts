import { Notification } from 'electron';
import type { ShowNotification } from './desktop-notifications';
import { hasSessionBus } from './session-bus';

/** Shows notifications through the operating system; silently does nothing where the desktop has none. */
export function createElectronNotifications(iconFile: string): ShowNotification {
  const isSupported =
    Notification.isSupported() && (process.platform !== 'linux' || hasSessionBus(process.env));
  return (text, events) => {
    if (!isSupported) return { close: () => undefined };
    const notification = new Notification({ ...text, icon: iconFile });
    notification.on('click', events.onClick);
    notification.on('close', events.onClose);
    notification.show();
    return { close: () => notification.close() };
  };
}
