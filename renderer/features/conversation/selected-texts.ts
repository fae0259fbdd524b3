/** What of a message is selected. */
export interface SelectedText {
  readonly messageId: string;
  readonly text: string;
}

/** What was selected of which message, from top to bottom; rows of which nothing may be copied are passed over. */
export function selectedTexts(
  range: Range,
  timeline: Element,
  mayCopy: (messageId: string) => boolean,
): readonly SelectedText[] {
  return [...timeline.querySelectorAll<HTMLElement>('[data-message-id]')].flatMap((row) => {
    const messageId = row.dataset['messageId'] ?? '';
    const words = row.querySelector('[data-words]');
    if (words === null || !range.intersectsNode(words) || !mayCopy(messageId)) return [];
    const text = within(range, words).toString();
    return text === '' ? [] : [{ messageId, text }];
  });
}

/** The part of a range that is inside of an element. */
function within(range: Range, element: Element): Range {
  const part = element.ownerDocument.createRange();
  part.selectNodeContents(element);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0)
    part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0)
    part.setEnd(range.endContainer, range.endOffset);
  return part;
}
