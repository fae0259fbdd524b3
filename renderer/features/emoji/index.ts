import { later } from '../../base/later';

export { emojiNamed, findEmoji, type Emoji } from './emoji-catalogue';
export { emojiQuery, type EmojiQuery } from './emoji-query';
export { useEmojiStore } from './emoji-store';

export const EmojiPanel = later(() => import('./EmojiPanel.vue'));
