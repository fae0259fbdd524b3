/** The signs that the menu of a message offers. */
export const quickReactions = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

/**
 * The one of these that somebody said; null for any other sign, too. A menu that is gone keeps for a while what it was told, so it is told
 * nothing that it does not show.
 */
export const quickReaction = (said: string | null): string | null =>
  quickReactions.find((emoji) => emoji === said) ?? null;
