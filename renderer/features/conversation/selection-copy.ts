/** One of the messages that are copied together. */
export interface CopiedMessage {
  readonly authorName: string;
  /** As it is printed. */
  readonly time: string;
  readonly text: string;
}

/** Several messages as one text, in their order; with names and times each begins with a line that says who and when. */
export function copiedText(messages: readonly CopiedMessage[], isNamed: boolean): string {
  if (!isNamed) return messages.map(({ text }) => text).join('\n');
  return messages.map(({ authorName, time, text }) => `${authorName} ${time}\n${text}`).join('\n\n');
}
