import { onScopeDispose, shallowRef } from 'vue';
import type { CallAnswer } from '../../../preload/contract/api';
import type { MediaKind } from '../../../preload/contract/media-calls';
import type { FailureCode } from '../../../preload/contract/result';
import type { MessageView } from '../../../preload/contract/message-views';
import { defineAccountStore } from '../../base/account-scope';

/** What is shown of a chat. */
export interface ShownMedia {
  readonly conversationId: string;
  readonly kind: MediaKind;
}

const pageSize = 60;

/** What a chat has, as far as somebody has looked. Nothing is here but while it is shown. */
export const useMediaStore = defineAccountStore('media', ({ request }) => {
  const shown = shallowRef<ShownMedia | null>(null);
  const messages = shallowRef<readonly MessageView[]>([]);
  const isLoaded = shallowRef(false);
  const failure = shallowRef<FailureCode | null>(null);
  const earlier = shallowRef<string | null>(null);
  let isLoading = false;
  /** Answers to another look are of no use. */
  let look = 0;

  /** A page that has something, or the end. */
  async function pageFrom(
    wanted: ShownMedia,
    before: string | null,
  ): Promise<CallAnswer<'media.page'> | null> {
    const ticket = look;
    for (let place = before; ;) {
      const page = await request('media.page', { ...wanted, before: place, limit: pageSize });
      if (ticket !== look) return null;
      if (!page.ok || page.value.messages.length > 0 || page.value.earlier === null) return page;
      place = page.value.earlier;
    }
  }

  /** Shows what a chat has of a kind, from the newest on. */
  async function show(wanted: ShownMedia): Promise<void> {
    drop();
    shown.value = wanted;
    await load(null);
  }

  /** Shows what is older, too. */
  async function loadMore(): Promise<void> {
    if (earlier.value !== null) await load(earlier.value);
  }

  async function load(before: string | null): Promise<void> {
    const wanted = shown.value;
    if (wanted === null || isLoading) return;
    isLoading = true;
    const page = await pageFrom(wanted, before);
    if (page === null) return;
    isLoading = false;
    isLoaded.value = true;
    failure.value = page.ok ? null : page.failure.code;
    if (!page.ok) return;
    const known = new Set(messages.value.map(({ messageId }) => messageId));
    const fresh = page.value.messages.filter(({ messageId }) => !known.has(messageId));
    messages.value = [...messages.value, ...fresh];
    earlier.value = page.value.earlier;
  }

  /** Messages of a chat are others than they were; null: any of them. What was taken back is gone at once. */
  async function applyChanges(conversationId: string, messageIds: readonly string[] | null): Promise<void> {
    const wanted = shown.value;
    if (wanted?.conversationId !== conversationId) return;
    if (messageIds === null) return show(wanted);
    const known = new Map(messages.value.map((message) => [message.messageId, message]));
    const changed = messageIds.filter((id) => known.has(id));
    if (changed.length > 0) await refresh(changed);
    if (changed.length < messageIds.length && shown.value === wanted) await addNewest(wanted);
  }

  async function refresh(messageIds: readonly string[]): Promise<void> {
    const ticket = look;
    const answer = await request('messages.byIds', { messageIds });
    if (ticket !== look) return;
    const now = new Map((answer.ok ? answer.value : []).map((message) => [message.messageId, message]));
    const isAsked = new Set(messageIds);
    messages.value = messages.value.flatMap((message) => {
      if (!isAsked.has(message.messageId)) return [message];
      const after = now.get(message.messageId);
      const isThere = after?.body.kind === message.body.kind && after.operation?.state !== 'pending';
      return after !== undefined && isThere ? [after] : [];
    });
  }

  async function addNewest(wanted: ShownMedia): Promise<void> {
    const page = await pageFrom(wanted, null);
    if (page?.ok !== true) return;
    const known = new Set(messages.value.map(({ messageId }) => messageId));
    const fresh = page.value.messages.filter(({ messageId }) => !known.has(messageId));
    if (fresh.length === 0) return;
    messages.value = [...fresh, ...messages.value].sort((one, other) => other.sentAtMs - one.sentAtMs);
    if (messages.value.length === fresh.length) earlier.value = page.value.earlier;
  }

  /** Asks for everything anew, from the newest on. */
  async function reload(): Promise<void> {
    if (shown.value !== null) await show(shown.value);
  }

  function drop(): void {
    look += 1;
    isLoading = false;
    shown.value = null;
    messages.value = [];
    earlier.value = null;
    failure.value = null;
    isLoaded.value = false;
  }
  onScopeDispose(drop);

  return { shown, messages, isLoaded, failure, earlier, show, loadMore, applyChanges, reload, close: drop };
});
