import { describe, expect, it } from 'vitest';
import { isReaction } from '../../../main/domain/reaction';
import { quickReactions } from '../../../renderer/features/conversation/quick-reactions';

describe('one emoji', () => {
  it.each([...quickReactions, '👨‍👩‍👧‍👦', '🧑🏿‍❤️‍💋‍🧑🏿', '🇨🇳', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '©️'])('is a reaction: %s', (emoji) => {
    expect(isReaction(emoji)).toBe(true);
  });

  it.each(['', 'a', '好', '👍👍', 'ok👍', '1', '#', ' ', '\u202e', '👍 ', `👍${'\u0301'.repeat(40)}`])(
    'is not: %j',
    (text) => {
      expect(isReaction(text)).toBe(false);
    },
  );
});
