import { shallowRef } from 'vue';
import type { RoomLineView } from '../../../preload/contract/member-views';
import type { ConversationView } from '../../../preload/contract/views';
import type { AccountRequest } from '../../base/bridge';

/** Where the lines of the open chat come from. */
export interface RoomLinesOptions {
  readonly request: AccountRequest;
  /** The open chat; null while none is. */
  readonly chat: () => ConversationView | null;
  /** Runs a task after those before it, unless another chat is open by then. */
  readonly inTurn: (task: (isCurrent: () => boolean) => Promise<void>) => Promise<void>;
}

/** What was learnt of the open room, if it is one. A room has a bounded number of lines, so they come at once. */
export function createRoomLines({ request, chat, inTurn }: RoomLinesOptions) {
  const lines = shallowRef<readonly RoomLineView[]>([]);

  /** tim node of the open room; null for no room. */
  function room(): string | null {
    const open = chat();
    return open?.kind === 'room' ? open.node : null;
  }

  async function load(isCurrent: () => boolean): Promise<void> {
    const node = room();
    if (node === null) return;
    const result = await request('rooms.lines', { node });
    if (isCurrent() && result.ok) lines.value = result.value;
  }

  /** Something may have been learnt of these rooms. */
  async function applyRooms(nodes: readonly string[]): Promise<void> {
    const node = room();
    if (node !== null && nodes.includes(node)) await inTurn(load);
  }

  /** People have other names now, and lines may name them. */
  async function applyNames(): Promise<void> {
    if (lines.value.length > 0) await inTurn(load);
  }

  function clear(): void {
    lines.value = [];
  }

  return { lines, load, applyRooms, applyNames, clear };
}
