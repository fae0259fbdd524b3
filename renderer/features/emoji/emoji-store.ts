import { shallowRef } from 'vue';
import type { EmojiShelfView, SkinTone } from '../../../preload/contract/emoji-views';
import { defineAccountStore } from '../../base/account-scope';
import { withTone, type Emoji, type EmojiCatalogue } from './emoji-catalogue';

/** The emoji of an account: all there are, once somebody has looked, those that were chosen last, and the colour of their skin. */
export const useEmojiStore = defineAccountStore('emoji', ({ request }) => {
  const catalogue = shallowRef<EmojiCatalogue | null>(null);
  const shelf = shallowRef<EmojiShelfView>({ recent: [], skinTone: 0 });
  const hasFailed = shallowRef(false);
  let loading: Promise<void> | null = null;

  async function read(): Promise<void> {
    const [data, answer] = await Promise.all([
      import('./emoji-data').catch(() => null),
      request('emoji.shelf', null),
    ]);
    if (answer.ok) shelf.value = answer.value;
    catalogue.value = data?.catalogue ?? null;
    hasFailed.value = data === null;
    // What could not be read is tried again by the next look.
    if (data === null) loading = null;
  }

  /** Reads the data with the first look, and once. */
  function load(): Promise<void> {
    return (loading ??= read());
  }

  /** The form in which an emoji is typed. */
  const typed = (emoji: Emoji): string => withTone(emoji, shelf.value.skinTone);

  /** Notes what was chosen. What it was chosen for and burns leaves no trace here. */
  function noteChosen(emoji: string): void {
    const recent = [emoji, ...shelf.value.recent.filter((other) => other !== emoji)];
    shelf.value = { ...shelf.value, recent: recent.slice(0, maxRecent) };
    // Without an answer it is forgotten with the window, and nothing else.
    void request('emoji.noteChosen', { emoji });
  }

  function chooseTone(skinTone: SkinTone): void {
    shelf.value = { ...shelf.value, skinTone };
    void request('emoji.chooseTone', { skinTone });
  }

  return { catalogue, shelf, hasFailed, load, typed, noteChosen, chooseTone };
});

/** As many as main keeps. */
const maxRecent = 32;
