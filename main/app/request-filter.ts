import { isBundlePage } from './bundle-path';
import { handleOfMedia } from './media-address';

/** True for what a page may load: the app's files, files that it plays, and what it made itself (blob, data). Nothing that leaves the computer. */
export function isAllowedRequest(url: string, options: { readonly allowsDevTools: boolean }): boolean {
  if (isBundlePage(url) || url.startsWith('blob:app://bundle/') || url.startsWith('data:')) return true;
  if (handleOfMedia(url) !== null) return true;
  return options.allowsDevTools && url.startsWith('devtools:');
}
