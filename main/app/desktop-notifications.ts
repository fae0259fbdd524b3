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

/** What a notification is about: a chat of an account, or where the chat is null, who wants to be a friend of it. */
export interface NotifiedPlace {
  readonly accountId: string;
  readonly conversationId: string | null;
}

/** What the notifications need from the shell. */
export interface DesktopNotificationsOptions {
  readonly show: ShowNotification;
  readonly translate: () => Translate;
  /** Somebody sees what the window shows of this account: nothing needs to be told. */
  readonly isAttended: (accountId: string) => boolean;
  /** Brings the window to the front, and shows what the notification was about; null: nothing of any account. */
  readonly open: (place: NotifiedPlace | null) => void;
}

/**
 * Notifications of new messages: one for each chat of each account, replaced by the next, closed when the chat's news are read, revoked
 * or burned. They carry a name and never any content. The name goes into the title, because desktops read markup in the
 * body only.
 */
export class DesktopNotifications {
  private readonly shown = new Map<string, NotificationHandle>();

  constructor(private readonly options: DesktopNotificationsOptions) {}

  /** Shows or withdraws what a notice asks for. */
  handle(notice: Notice): void {
    const translate = this.options.translate();
    switch (notice.kind) {
      case 'withdrawn':
        this.withdraw(chatKey(notice));
        return;
      case 'left':
        for (const key of [...this.shown.keys()])
          if (key.startsWith(`${notice.accountId}:`)) this.withdraw(key);
        return;
      case 'message':
        this.tell(chatKey(notice), notice, {
          title: printableName(notice.name),
          body: translate(notice.isRoom ? 'notification.newRoomMessage' : 'notification.newMessage'),
        });
        return;
      case 'friendRequest':
        this.tell(
          `${notice.accountId}:friendRequest`,
          notice,
          notice.count === 1
            ? { title: printableName(notice.name), body: translate('notification.friendRequest') }
            : {
                title: translate('notification.friendRequests'),
                body: translate('notification.friendRequestCount', { count: notice.count }),
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
    for (const key of [...this.shown.keys()]) this.withdraw(key);
  }

  private tell(key: string, notice: Notice, text: NotificationText): void {
    if (this.options.isAttended(notice.accountId)) return;
    const { accountId } = notice;
    const conversationId = notice.kind === 'message' ? notice.conversationId : null;
    this.replace(key, { accountId, conversationId }, text);
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
    const handle = this.shown.get(key);
    this.shown.delete(key);
    handle?.close();
  }
}

const chatKey = ({ accountId, conversationId }: NotifiedPlace): string =>
  `${accountId}:chat:${conversationId}`;
