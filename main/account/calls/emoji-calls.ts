import { skinTones, type EmojiShelfView } from '../../../preload/contract/emoji-views';
import { succeed } from '../../../preload/contract/result';
import type { ActiveAccount } from '../active-account';
import type { Handlers } from './call-context';

type EmojiCallName = Extract<keyof Handlers, `emoji.${string}`>;

/** Most emoji that are kept. */
const maxRecent = 32;

/** Calls about the emoji that somebody likes: kept with the account, in its encrypted database. */
export function createEmojiCalls(): Pick<Handlers, EmojiCallName> {
  return {
    'emoji.shelf': (_request, { store }) => succeed(shelfOf(store)),
    'emoji.noteChosen': ({ emoji }, { store }) => {
      const recent = [emoji, ...shelfOf(store).recent.filter((other) => other !== emoji)].slice(0, maxRecent);
      store.transaction((write) => write.profile.set('emojiRecent', recent.join(' ')));
      return succeed();
    },
    'emoji.chooseTone': ({ skinTone }, { store }) => {
      store.transaction((write) => write.profile.set('emojiTone', String(skinTone)));
      return succeed();
    },
  };
}

function shelfOf({ profile }: ActiveAccount['store']): EmojiShelfView {
  const recent = (profile.get('emojiRecent') ?? '').split(' ').filter((emoji) => emoji !== '');
  const tone = Number(profile.get('emojiTone') ?? 0);
  return { recent, skinTone: skinTones.find((known) => known === tone) ?? 0 };
}
