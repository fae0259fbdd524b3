/** Width of the details of a chat, CSS pixels. */
export const detailsWidth = 320;
/** What the conversation needs to stay beside them, CSS pixels. */
export const leastConversationWidth = 560;
/** Width of the rail, CSS pixels. */
const railWidth = 64;

/** Where the details of a chat stand: beside the conversation, over its right edge, or in its place. */
export type DetailsPlacement = 'beside' | 'over' | 'page';

/** They push the conversation as long as it stays wide enough; in a narrow window they take turns with it. */
export function detailsPlacement({
  windowWidth,
  listWidth,
  isNarrow,
}: {
  readonly windowWidth: number;
  readonly listWidth: number;
  readonly isNarrow: boolean;
}): DetailsPlacement {
  if (isNarrow) return 'page';
  const left = windowWidth - railWidth - listWidth - detailsWidth;
  return left >= leastConversationWidth ? 'beside' : 'over';
}
