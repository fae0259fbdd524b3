import { computed, nextTick, shallowRef, type Ref } from 'vue';
import type { ConversationView, MemberView } from '../../../preload/contract/views';
import { useNames } from '../../app/names/use-names';
import { useDraftsStore } from './drafts-store';
import { useMembersStore } from './members-store';
import { calledName, fittingMembers, mentionQuery, type MentionQuery } from './mention-query';

/** What naming members in the composer needs. */
export interface MentionOptions {
  readonly conversation: () => ConversationView;
  readonly input: Readonly<Ref<HTMLTextAreaElement | null>>;
}

/**
 * Offers the members of a room while a name is typed after “@”. The list is fetched with the first “@” of each visit; until it
 * is here, the one of the last visit stands in.
 */
export function useMentions({ conversation, input }: MentionOptions) {
  const drafts = useDraftsStore();
  const members = useMembersStore();
  const { book } = useNames();
  const list = computed(() => members.of(conversation().conversationId));
  const query = shallowRef<MentionQuery | null>(null);
  const activeIndex = shallowRef(0);
  let askedFor: string | null = null;
  const offered = computed(() =>
    query.value === null ? [] : fittingMembers(list.value?.members ?? [], book.finder(query.value.typed)),
  );
  const isOpen = computed(() => offered.value.length > 0);
  /** Members who cannot be offered because the room has too many. */
  const leftOutCount = computed(() => list.value?.leftOutCount ?? 0);

  async function loadMembers(): Promise<void> {
    const { conversationId } = conversation();
    if (askedFor === conversationId) return;
    askedFor = conversationId;
    const isAnswered = await members.load(conversationId);
    // Without them a name stays what it is: text. The next “@” asks again.
    if (!isAnswered && askedFor === conversationId) askedFor = null;
  }

  /** Looks what stands before the caret; after every change of text or caret. */
  function look(): void {
    const element = input.value;
    const isRoom = conversation().kind === 'room';
    const isCaret = element !== null && element.selectionStart === element.selectionEnd;
    const found = isRoom && isCaret ? mentionQuery(element.value, element.selectionStart) : null;
    if (found?.typed !== query.value?.typed || found?.start !== query.value?.start) activeIndex.value = 0;
    query.value = found;
    if (found !== null) void loadMembers();
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
    const { conversationId } = conversation();
    const before = `${element.value.slice(0, query.value.start)}@${calledName(member)} `;
    const after = element.value.slice(element.selectionStart);
    close();
    drafts.write(conversationId, before + after);
    drafts.mention(conversationId, [{ node: member.node, name: calledName(member) }]);
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
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') {
      if (active !== undefined) void choose(active);
    } else return false;
    event.preventDefault();
    return true;
  }

  return { offered, leftOutCount, activeIndex, isOpen, look, lookAfterKey, close, choose, takeKey };
}
