import type { ContentView, MessageView } from '../../../preload/contract/message-views';

/** What a message holds, where nothing conceals it; nothing else is in what a chat has. */
export function openContentOf({ body }: MessageView): ContentView | null {
  return body.kind === 'text' || body.kind === 'image' || body.kind === 'file' ? body : null;
}

const linkPattern = /https?:\/\/\S+|www\.\S+/iu;

/** The first link of a text as it is written there, or the beginning of the text where it is written otherwise. */
export function linkIn(text: string): string {
  const at = text.search(linkPattern);
  if (at === -1) return text;
  const end = text.slice(at).search(/\s/u);
  return end === -1 ? text.slice(at) : text.slice(at, at + end);
}
