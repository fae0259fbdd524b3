/** The signs that the menu of a message offers. */
export const quickReactions = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;
