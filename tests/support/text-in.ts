import type { BodyView } from '../../preload/contract/message-views';

/** The text that a body shows, null when it shows none. */
export function textIn(body: BodyView): string | null {
  if ('content' in body) return body.content.kind === 'text' ? body.content.text : null;
  return 'text' in body ? body.text : null;
}
