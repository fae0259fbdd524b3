import { computed, nextTick, onScopeDispose, shallowRef, type Ref } from 'vue';
import type { ConversationView, MemberView } from '../../../preload/contract/views';
import { useAccount } from '../../base/account-scope';
import { nowMs } from '../../base/clock';
import { calledName, maxOffered, mentionQuery, type MentionQuery } from './mention-query';

/** What naming members in the composer needs. */
export interface MentionOptions {
  /** In which chat something is written; null: in none, where nobody can be called. */
  readonly conversation: () => Pick<ConversationView, 'kind' | 'node'> | null;
  readonly input: Readonly<Ref<HTMLTextAreaElement | null>>;
  /** Takes a text in which somebody is called now. */
  readonly call: (text: string, called: MemberView) => void;
}

/** With the key for commands Enter is not the list's. */
const isCommand = ({ ctrlKey, metaKey }: KeyboardEvent): boolean => ctrlKey || metaKey;

/** A list that was asked for this short a time ago is not asked for again. */
const freshMs = 10_000;

/**
 * Offers the members of a room while a name is typed after “@”. Main has the list and finds who fits; until its answer is here the
 * last one stands in. Nobody tells who comes into a room: with every “@” the server is asked as well, and what is new is offered.
 */
export function useMentions({ conversation, input, call }: MentionOptions) {
  const { request } = useAccount();
  const query = shallowRef<MentionQuery | null>(null);
  const activeIndex = shallowRef(0);
  const found = shallowRef<readonly MemberView[]>([]);
  /** Members who cannot be offered because the room has too many. */
  const leftOutCount = shallowRef(0);
  const offered = computed(() => (query.value === null ? [] : found.value));
  const isOpen = computed(() => offered.value.length > 0);
  /** Rises with every search, so that an older answer never replaces a newer one. */
  let searches = 0;
  let searched: string | null = null;
  let refreshed = { node: '', atMs: Number.NEGATIVE_INFINITY };
  onScopeDispose(() => (searches += 1));

  async function search(typed: string, isRepeat = false): Promise<void> {
    const node = conversation()?.node;
    if (searched === typed || node === undefined) return;
    searched = typed;
    searches += 1;
    const current = searches;
    // One more than is offered: the own account may be among them, whom nobody calls.
    const asked = { list: 'members', text: typed, from: 0, limit: maxOffered + 1 } as const;
    const result = await request('rooms.members', { node, ...asked });
    if (current !== searches) return;
    // Without an answer a name stays what it is: text. The next letter asks again.
    if (!result.ok) searched = null;
    const members = result.ok ? result.value.members : [];
    const active = found.value[activeIndex.value]?.node;
    found.value = members.filter(({ isMe }) => !isMe).slice(0, maxOffered);
    leftOutCount.value = result.ok ? result.value.leftOutCount : 0;
    // Whoever was chosen with the keys stays so when somebody new is offered.
    const again = isRepeat ? found.value.findIndex(({ node }) => node === active) : 0;
    activeIndex.value = Math.max(0, again);
  }

  /** Has the server asked who is in the room; without an answer those who are known are offered. */
  async function refresh(): Promise<void> {
    const node = conversation()?.node;
    if (node === undefined) return;
    const isFresh = refreshed.node === node && nowMs() - refreshed.atMs < freshMs;
    if (isFresh) return;
    refreshed = { node, atMs: nowMs() };
    const result = await request('rooms.refreshMembers', { node, list: 'members' });
    if (!result.ok || query.value === null || conversation()?.node !== node) return;
    searched = null;
    await search(query.value.typed, true);
  }

  /** Looks what stands before the caret; after every change of text or caret. */
  function look(): void {
    const element = input.value;
    const isRoom = conversation()?.kind === 'room';
    const isCaret = element !== null && element.selectionStart === element.selectionEnd;
    const seen = isRoom && isCaret ? mentionQuery(element.value, element.selectionStart) : null;
    if (seen?.typed !== query.value?.typed || seen?.start !== query.value?.start) activeIndex.value = 0;
    // Who is in the room may have changed since the last “@”.
    const isBegun = query.value === null && seen !== null;
    if (query.value === null) searched = null;
    query.value = seen;
    if (isBegun) void refresh();
    if (seen !== null) void search(seen.typed);
  }

  /** The caret may have moved; the key that closed the list does not open it again. */
  function lookAfterKey({ key }: KeyboardEvent): void {
    if (key !== 'Escape') look();
  }

  function close(): void {
    query.value = null;
  }

  /** Puts a name in the place of what was typed, with the caret behind it. */
  async function choose(member: MemberView): Promise<void> {
    const element = input.value;
    if (element === null || query.value === null) return;
    const before = `${element.value.slice(0, query.value.start)}@${calledName(member)} `;
    const after = element.value.slice(element.selectionStart);
    close();
    call(before + after, { node: member.node, name: calledName(member) });
    await nextTick();
    element.focus();
    element.setSelectionRange(before.length, before.length);
  }

  /** True when the key was for the list. */
  function takeKey(event: KeyboardEvent): boolean {
    if (!isOpen.value) return false;
    const { length } = offered.value;
    const active = offered.value[activeIndex.value];
    if (event.key === 'ArrowDown') activeIndex.value = (activeIndex.value + 1) % length;
    else if (event.key === 'ArrowUp') activeIndex.value = (activeIndex.value + length - 1) % length;
    else if (event.key === 'Escape') close();
    else if ((event.key === 'Enter' && !event.shiftKey && !isCommand(event)) || event.key === 'Tab') {
      if (active !== undefined) void choose(active);
    } else return false;
    event.preventDefault();
    return true;
  }

  return { offered, leftOutCount, activeIndex, isOpen, look, lookAfterKey, close, choose, takeKey };
}
