import { shallowRef, watch, type ShallowRef } from 'vue';
import { maxRowsPerQuestion } from '../../../preload/contract/api';
import { useAccount } from '../../base/account-scope';
import { useMembersStore } from './members-store';

/** A room, and people of whom it is asked whether they are in it. */
export interface AskedMembers {
  readonly room: string;
  readonly people: readonly string[];
}

/**
 * Those of some people who are in a room, kept up to date while somebody is asked about; null asks nothing. What cannot be told
 * leaves them out: the server is the one that refuses.
 */
export function useMembersAmong(asked: () => AskedMembers | null): Readonly<ShallowRef<ReadonlySet<string>>> {
  const { request } = useAccount();
  const members = useMembersStore();
  const found = shallowRef<ReadonlySet<string>>(new Set());
  let latest = 0;

  async function look(wanted: AskedMembers | null): Promise<void> {
    latest += 1;
    const turn = latest;
    const inRoom = new Set<string>();
    const { room = '', people = [] } = wanted ?? {};
    for (let start = 0; start < people.length; start += maxRowsPerQuestion) {
      const some = people.slice(start, start + maxRowsPerQuestion);
      const result = await request('rooms.membersAmong', { node: room, people: some });
      if (turn !== latest) return;
      if (result.ok) for (const node of result.value) inRoom.add(node);
    }
    found.value = inRoom;
  }

  watch(
    () => {
      const wanted = asked();
      return [wanted, wanted === null ? 0 : members.versionOf(wanted.room)] as const;
    },
    ([wanted]) => void look(wanted),
    { immediate: true },
  );
  return found;
}
