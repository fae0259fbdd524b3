/** Where a tim server listens. */
export interface ServerAddress {
  /** `ws://host:port/tim` or `wss://...`; the websocket. */
  readonly webSocketUrl: string;
  /** `http://host:port/tim2` or `https://...`; register and token. */
  readonly httpUrl: string;
  /** True for an unencrypted connection that leaves this computer. */
  readonly isExposed: boolean;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/u;

/**
 * Reads one or several addresses of a cluster, separated by commas or white space. A bare `host:port` is encrypted,
 * except on this computer. Null when any part is no such address.
 */
export function parseServerAddresses(text: string): readonly ServerAddress[] | null {
  const parts = text.split(/[\s,，;；]+/u).filter((part) => part.length > 0);
  const addresses = parts.map(parseOne);
  if (addresses.length === 0) return null;
  return addresses.every((address): address is ServerAddress => address !== null) ? addresses : null;
}

function parseOne(text: string): ServerAddress | null {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text);
  const url = toUrl(hasScheme ? text : `ws://${text}`);
  if (url === null || url.hostname === '' || url.search !== '' || url.hash !== '') return null;
  if (url.username !== '' || url.password !== '') return null;
  const isLoopback = loopback.test(url.hostname);
  const isSecure = hasScheme ? url.protocol === 'wss:' || url.protocol === 'https:' : !isLoopback;
  if (!['ws:', 'wss:', 'http:', 'https:'].includes(url.protocol)) return null;
  if (url.pathname !== '/' && url.pathname !== '/tim' && url.pathname !== '/tim/') return null;
  return {
    webSocketUrl: `${isSecure ? 'wss' : 'ws'}://${url.host}/tim`,
    httpUrl: `${isSecure ? 'https' : 'http'}://${url.host}/tim2`,
    isExposed: !isSecure && !isLoopback,
  };
}

function toUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    // Thrown for anything that is no URL, which is an answer here; `URL.canParse` needs Node 18.17.
    return null;
  }
}
