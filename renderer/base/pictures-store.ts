import { onScopeDispose, shallowRef } from 'vue';
import { maxPicturesPerQuestion } from '../../preload/contract/api';
import { defineAccountStore } from './account-scope';

/** Most pictures, and people of whom it is known that they have none, that are held: more than a window shows at once. */
const mostHeld = 600;

/** Pictures of people and rooms, fetched for those that are on the screen: many with one question, each once. */
export const usePicturesStore = defineAccountStore('pictures', ({ request }) => {
  /** By the chat with the person, or of the room; null for none. */
  const held = shallowRef<ReadonlyMap<string, string | null>>(new Map());
  const wanted = new Set<string>();
  let isOver = false;
  onScopeDispose(() => {
    isOver = true;
    for (const url of held.value.values()) release(url);
    held.value = new Map();
  });

  /** An object URL of a picture; null for none, and until it has come. */
  function urlOf(owner: string): string | null {
    const known = held.value.get(owner);
    if (known !== undefined) return known;
    if (wanted.size === 0) queueMicrotask(() => void fetchWanted());
    wanted.add(owner);
    return null;
  }

  async function fetchWanted(): Promise<void> {
    const owners = [...wanted];
    wanted.clear();
    for (let start = 0; start < owners.length; start += maxPicturesPerQuestion) {
      const some = owners.slice(start, start + maxPicturesPerQuestion);
      const result = await request('pictures.of', { owners: some });
      // What is not held is asked for by the next avatar that shows it.
      if (!result.ok || isOver) return;
      const came = new Map(
        result.value.map(({ owner, mediaType, bytes }) => [
          owner,
          // The bytes came over the bridge, and are this window's own.
          URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType })),
        ]),
      );
      hold(some.map((owner) => [owner, came.get(owner) ?? null] as const));
    }
  }

  function hold(entries: readonly (readonly [string, string | null])[]): void {
    const next = new Map(held.value);
    for (const [owner, url] of entries) {
      release(next.get(owner) ?? null);
      next.delete(owner);
      next.set(owner, url);
    }
    for (const [owner, url] of next) {
      if (next.size <= mostHeld) break;
      release(url);
      next.delete(owner);
    }
    held.value = next;
  }

  /** These have another picture now, or none. */
  async function applyChanges(owners: readonly string[]): Promise<void> {
    for (const owner of owners) if (held.value.has(owner)) wanted.add(owner);
    if (wanted.size > 0) await fetchWanted();
  }

  /** Something may have been missed: everything that is shown is fetched anew. */
  function reload(): Promise<void> {
    return applyChanges([...held.value.keys()]);
  }

  return { held, urlOf, applyChanges, reload };
});

function release(url: string | null): void {
  if (url !== null) URL.revokeObjectURL(url);
}
