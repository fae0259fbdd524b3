import { computed, nextTick, shallowRef, watch } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';
import type { ConversationView } from '../../../preload/contract/views';
import { useSessionStore } from '../../base/session-store';
import { useCopy } from '../../base/use-copy';
import { useContactsStore } from '../contacts';
import { useConversationStore } from './conversation-store';
import { useMessageQuestionsStore } from './message-questions-store';
import type { RefusedAction } from './refused-message';
import { useSelectionStore } from './selection-store';
import { useReceipts } from './use-receipts';
import { useRefusedMessage } from './use-refused-message';
import { messageMenu, type MessageMenuModel } from './view-model';

/** Where the menu of a message was asked for. */
export interface MessageMenuPlace {
  readonly messageId: string;
  /** In the window. */
  readonly place: DOMRect;
  /** Address of the link there; null for no link. */
  readonly linkAddress: string | null;
}

/** What the menu of a message needs of the timeline. */
export interface MessageMenuOptions {
  readonly conversation: () => ConversationView;
  /** Server time while a menu is open, ms. */
  readonly serverNowMs: () => number;
  /** Makes a row the one that Tab reaches. */
  readonly activate: (key: string) => void;
  readonly focusRow: (key: string) => Promise<void>;
  /** The messages of the row in which a message stands: an album is chosen as one. */
  readonly idsOfRow: (messageId: string) => readonly string[];
}

/** The one menu of the messages of a timeline, and what its entries do. */
export function useMessageMenu(
  isMenuOpen: { value: boolean },
  { conversation, serverNowMs, activate, focusRow, idsOfRow }: MessageMenuOptions,
) {
  const session = useSessionStore();
  const contacts = useContactsStore();
  const store = useConversationStore();
  const selection = useSelectionStore();
  const questions = useMessageQuestionsStore();
  const { copy } = useCopy('toast');
  const receipts = useReceipts();
  const helpRefused = useRefusedMessage(conversation);
  const menuOf = shallowRef<MessageMenuPlace | null>(null);
  const message = computed(
    () => store.messages.find(({ messageId }) => messageId === menuOf.value?.messageId) ?? null,
  );

  /** What the menu of a message offers at a moment, server time in ms. */
  function menuFor(of: MessageView, atMs: number): MessageMenuModel | null {
    const { node, standing } = conversation();
    return messageMenu(of, {
      revokeWindowSeconds: session.settings?.revokeWindowSeconds ?? null,
      serverNowMs: atMs,
      isClosed: standing !== 'open',
      isFriend: contacts.find(node)?.state === 'friend',
      ...(receipts.value === null ? {} : { receipts: receipts.value }),
    });
  }
  const model = computed(() => {
    const shown = message.value === null ? null : menuFor(message.value, serverNowMs());
    const linkAddress = menuOf.value?.linkAddress ?? null;
    if (shown === null || linkAddress === null) return shown;
    // Of what burns nothing is copied.
    return shown.copyText === null ? shown : { ...shown, linkAddress };
  });
  // A message that is gone takes its menu along.
  watch(model, (shown) => {
    if (shown === null) isMenuOpen.value = false;
  });

  function open(asked: MessageMenuPlace): void {
    menuOf.value = asked;
    activate(asked.messageId);
    isMenuOpen.value = true;
  }

  /** What waits until the menu is gone: the focus then goes where it belongs, not back to the message. */
  let afterwards: ((messageId: string) => void) | null = null;

  function replyAfterwards(): void {
    afterwards = (messageId) => store.reply(messageId);
  }

  function forwardAfterwards(): void {
    afterwards = (messageId) => questions.ask({ kind: 'forward', messageIds: [messageId], leftOut: 0 });
  }

  function editAfterwards(): void {
    afterwards = (messageId) => void store.edit(messageId);
  }

  function deleteAfterwards(): void {
    afterwards = (messageId) => questions.ask({ kind: 'delete', messageIds: [messageId], leftOut: 0 });
  }

  function selectAfterwards(): void {
    afterwards = (messageId) => {
      selection.toggle(idsOfRow(messageId));
      void nextTick(() => focusRow(messageId));
    };
  }

  function pin(isPinned: boolean): void {
    onMessage((messageId) => void store.pin(messageId, isPinned));
  }

  function save(isSaved: boolean): void {
    onMessage((messageId) => void store.save(messageId, isSaved));
  }

  function react(emoji: string | null): void {
    onMessage((messageId) => void store.react(messageId, emoji));
  }

  function copyMessage(): void {
    const text = model.value?.copyText ?? null;
    const id = menuOf.value?.messageId;
    if (text === null || id === undefined) return;
    void store.wholeText(id, text).then((whole) => (whole === null ? undefined : void copy(whole)));
  }

  function copyLink(): void {
    const address = model.value?.linkAddress;
    if (address !== undefined) void copy(address);
  }

  /** Runs an action on the message whose menu is open. */
  function onMessage(action: (messageId: string) => unknown): void {
    const id = menuOf.value?.messageId;
    if (id !== undefined) void action(id);
  }

  function help(action: RefusedAction): void {
    if (message.value !== null) void helpRefused(message.value, action);
  }

  /** The menu has closed. */
  function afterMenu(): void {
    const id = menuOf.value?.messageId;
    if (id === undefined) return;
    const deed = afterwards;
    afterwards = null;
    if (deed === null) void nextTick(() => focusRow(id));
    else deed(id);
  }

  const place = computed(() => menuOf.value?.place ?? null);
  return {
    model,
    place,
    menuFor,
    open,
    replyAfterwards,
    forwardAfterwards,
    editAfterwards,
    deleteAfterwards,
    selectAfterwards,
    pin,
    save,
    react,
    copyMessage,
    copyLink,
    onMessage,
    help,
    helpRefused,
    afterMenu,
  };
}
