import type { Session } from 'electron';
import { mediaScheme } from '../../preload/contract/playback-calls';
import type { Messenger } from '../ipc/messenger';
import type { Logger } from '../platform/logger';
import { nothingThere, type RangedAnswer } from '../platform/ranged-answer';
import { handleOfMedia } from './media-address';
import { toWebStream } from './web-stream';

/** What files are played from. */
export interface MediaProtocolOptions {
  /** Null before there is a messenger: nobody can have a handle then. */
  readonly media: () => Messenger['media'] | null;
  readonly logger: Logger;
}

/**
 * Answers what the window plays, in `session` and nowhere else: read only, by stretches, opened as the player takes them. What is given
 * lies in memory alone: the session keeps no cache, and nothing here is written. Called before the window loads its page: the engine tells a
 * page at its beginning which schemes there are.
 */
export function serveMedia(session: Session, { media, logger }: MediaProtocolOptions): void {
  const answerOf = (method: string, url: string, range: string | null): RangedAnswer => {
    const handle = method === 'GET' ? handleOfMedia(url) : null;
    return (handle === null ? null : media()?.(handle, range)) ?? nothingThere;
  };
  session.protocol.handle(mediaScheme, ({ method, url, headers }) => {
    const { status, headers: answered, body, ended } = answerOf(method, url, headers.get('range'));
    if (body === null) logger.warn('media refused', { status });
    return new Response(body === null ? null : toWebStream(body, ended), { status, headers: answered });
  });
}
