import type { Notice } from '../ipc/messenger';
import { printableName } from './printable-name';
import type { Translate } from './texts';

/** What stands on a notification: plain text. */
export interface NotificationText {
  readonly title: string;
  readonly body: string;
}

/** One notification on the desktop. */
export interface NotificationHandle {
  close(): void;
}

/** Puts a notification on the desktop; the callbacks tell what the user or the desktop did with it. */
export type ShowNotification = (
  text: NotificationText,
  events: { readonly onClick: () => void; readonly onClose: () => void },
) => NotificationHandle;

interface NotifiedChat {
  readonly accountId: string;
  readonly conversationId: string;
}

/** What a notification is about: a chat of an account, or what stands among its contacts or rooms. */
export type NotifiedPlace =
  NotifiedChat | { readonly accountId: string; readonly section: 'contacts' | 'rooms' };

/** What the notifications need from the shell. */
export interface DesktopNotificationsOptions {
  readonly show: ShowNotification;
  readonly translate: () => Translate;
  /** The app is locked: whatever is told is the same, and says nothing. */
  readonly isLocked: () => boolean;
  /** Somebody sees what the window shows of this account: nothing needs to be told. */
  readonly isAttended: (accountId: string) => boolean;
  /** Brings the window to the front, and shows what the notification was about; null: nothing of any account. */
  readonly open: (place: NotifiedPlace | null) => void;
}

/**
 * Notifications of new messages, one for each chat of each account, and of who asks for something: replaced by the next, closed when
 * the chat's news are read, revoked or burned, and when nobody waits any more. They carry a name and never any content. The name goes into the title, because desktops read markup in the
 * body only.
 */
export class DesktopNotifications {
  private readonly shown = new Map<string, NotificationHandle>();
  /** What the one notification of a locked app stands for. */
  private readonly hidden = new Set<string>();

  constructor(private readonly options: DesktopNotificationsOptions) {}

  /** Shows or withdraws what a notice asks for. */
  handle(notice: Notice): void {
    const translate = this.options.translate();
    const { accountId } = notice;
    switch (notice.kind) {
      case 'withdrawn':
        this.withdraw(chatKey(notice));
        return;
      case 'left':
        for (const key of [...this.shown.keys(), ...this.hidden]) {
          if (key.startsWith(`${accountId}:`)) this.withdraw(key);
        }
        return;
      case 'answered':
        this.withdraw(askingKey(accountId, notice.what));
        return;
      case 'message':
        this.tell(chatKey(notice), notice, {
          title: printableName(notice.name),
          body: translate(notice.isRoom ? 'notification.newRoomMessage' : 'notification.newMessage'),
        });
        return;
      case 'friendRequest':
        this.tell(
          askingKey(accountId, notice.kind),
          { accountId, section: 'contacts' },
          notice.count === 1
            ? { title: printableName(notice.name), body: translate('notification.friendRequest') }
            : {
                title: translate('notification.friendRequests'),
                body: translate('notification.friendRequestCount', { count: notice.count }),
              },
        );
        return;
      case 'roomApplication':
        this.tell(
          askingKey(accountId, notice.kind),
          notice.roomCount === 1 ? notice : { accountId, section: 'rooms' },
          {
            title:
              notice.roomCount === 1
                ? printableName(notice.name)
                : translate('notification.roomApplications'),
            body:
              notice.count === 1
                ? translate('notification.roomApplication')
                : translate('notification.roomApplicationCount', { count: notice.count }),
          },
        );
        return;
      case 'roomAnswer':
        // Whoever was not let in has no chat there.
        this.tell(
          `${accountId}:roomAnswer:${notice.conversationId}`,
          notice.isAdmitted ? notice : { accountId, section: 'rooms' },
          {
            title: printableName(notice.name),
            body: translate(notice.isAdmitted ? 'notification.roomAdmitted' : 'notification.roomDeclined'),
          },
        );
        return;
    }
  }

  /** Tells the outcome of something that the user asked for outside the window; shown whether the window has the focus or not. */
  confirm(text: NotificationText): void {
    this.replace('confirmation', null, text);
  }

  /** Closes everything that is still on the desktop. */
  closeAll(): void {
    this.hidden.clear();
    for (const key of [...this.shown.keys()]) this.withdraw(key);
  }

  private tell(key: string, place: NotifiedPlace, text: NotificationText): void {
    if (this.options.isAttended(place.accountId)) return;
    const { accountId } = place;
    const target =
      'section' in place
        ? { accountId, section: place.section }
        : { accountId, conversationId: place.conversationId };
    if (this.options.isLocked()) this.tellHidden(key, target);
    else this.replace(key, target, text);
  }

  /** One notification for all that comes while the app is locked; a click leads to the last of it, behind the lock. */
  private tellHidden(key: string, place: NotifiedPlace): void {
    const translate = this.options.translate();
    this.hidden.add(key);
    this.replace(hiddenKey, place, {
      title: translate('window.title'),
      body: translate('notification.somethingNew'),
    });
  }

  private replace(key: string, place: NotifiedPlace | null, text: NotificationText): void {
    this.withdraw(key);
    const forget = (): void => {
      if (this.shown.get(key) === handle) this.shown.delete(key);
    };
    const handle = this.options.show(text, {
      onClick: () => {
        forget();
        this.options.open(place);
      },
      onClose: forget,
    });
    this.shown.set(key, handle);
  }

  private withdraw(key: string): void {
    if (this.hidden.delete(key) && this.hidden.size === 0) this.withdraw(hiddenKey);
    const handle = this.shown.get(key);
    this.shown.delete(key);
    handle?.close();
  }
}

const hiddenKey = 'locked';
const chatKey = ({ accountId, conversationId }: NotifiedChat): string =>
  `${accountId}:chat:${conversationId}`;
const askingKey = (accountId: string, what: 'friendRequest' | 'roomApplication'): string =>
  `${accountId}:${what}`;
