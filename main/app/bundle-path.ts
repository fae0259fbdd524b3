/** Scheme under which the window loads the app's own files, and nothing else. */
export const bundleScheme = 'app';

/** The only origin that the app trusts. */
export const bundleOrigin = 'app://bundle';

/** Address of the window's page. */
export const bundlePage = `${bundleOrigin}/index.html`;

const pathOfUrl = /^app:\/\/bundle(\/[^?#]*)?(?:[?#].*)?$/s;
// The build only makes such names. Everything that could mean something else to a URL parser or a file system (percent
// sign, backslash, colon, NUL, a leading dot, an empty segment) is therefore refused instead of being interpreted.
const safeSegment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/**
 * Path below the renderer's folder, with forward slashes, that a URL asks for; null for everything that is not a plain
 * name on `app://bundle`. Works on the text as it came, so that no decoding can turn a harmless name into another one.
 */
export function resolveBundlePath(url: string): string | null {
  const match = pathOfUrl.exec(url);
  if (match === null) return null;
  const path = match[1] ?? '/';
  if (path === '/') return 'index.html';
  const segments = path.slice(1).split('/');
  return segments.every((segment) => safeSegment.test(segment)) ? segments.join('/') : null;
}

/** True for a page of the app itself. */
export function isBundlePage(url: string): boolean {
  return resolveBundlePath(url) !== null;
}
