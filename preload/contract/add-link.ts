/** The scheme of links into the app, as the operating system knows it. */
export const linkScheme = 'tim';

/** A tim node: base58 and short. */
const node = '[1-9A-HJ-NP-Za-km-z]{1,32}';
const wholeNode = new RegExp(`^${node}$`, 'u');
const addLink = new RegExp(`^tim://add/(${node})/?$`, 'iu');

/** Whether a text can be a tim node. */
export const isNodeText = (text: string): boolean => wholeNode.test(text);

/** The link by which others add somebody. */
export const addLinkOf = (ofNode: string): string => `${linkScheme}://add/${ofNode}`;

/** Whether a text is meant as a link into the app, whatever it says. */
export const isAppLink = (text: string): boolean => /^tim:/iu.test(text.trim());

/** Whom a link asks to add; null for any other link and for anything that is none. */
export function nodeOfAddLink(text: string): string | null {
  const found = addLink.exec(text.trim())?.[1];
  // The letters of a node have a case, those of the scheme have none.
  return found !== undefined && isNodeText(found) ? found : null;
}

/** A link that the app was given from outside. It is shown and never acted upon. */
export type LinkView = { readonly kind: 'add'; readonly node: string } | { readonly kind: 'unreadable' };

/** What a link from outside is about. */
export function readLink(text: string): LinkView {
  const found = nodeOfAddLink(text);
  return found === null ? { kind: 'unreadable' } : { kind: 'add', node: found };
}
