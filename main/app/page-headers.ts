import { mediaScheme } from '../../preload/contract/playback-calls';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  // What the page recorded itself, and files of messages that it shows.
  `media-src blob: ${mediaScheme}:`,
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Headers of every answer under `app://`: the network lives in the main process, so the page may not reach anything. None of
 * them asks for a group of browsing contexts of its own (COOP): the page opens nothing and was opened by nobody, and the engine
 * would throw away the process that it has just started for the window, and start another one.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};
