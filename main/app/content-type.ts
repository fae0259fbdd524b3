const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
};

/** Media type of a file by the end of its name; null for a kind of file that the app does not serve. */
export function contentTypeOf(path: string): string | null {
  const extension = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';
  return Object.hasOwn(contentTypes, extension) ? (contentTypes[extension] ?? null) : null;
}
