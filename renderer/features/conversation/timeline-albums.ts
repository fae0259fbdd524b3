import type { MessageView } from '../../../preload/contract/message-views';

/** More pictures than can be sent together are several albums, whoever says that they are one. */
const mostPictures = 20;

/** What albums depend on besides the messages. */
export interface AlbumContext {
  /** Something is said at the message, such as why an action failed. */
  readonly hasNotice: (messageId: string) => boolean;
  /** The message above which the line of the unread ones stands; null for no line. */
  readonly firstUnreadId: string | null;
  /** The day of a time, a number. */
  readonly dayOf: (timeMs: number) => number;
}

/** What a message that was erased leaves is a line, which does not part an album. */
type IsLine = (message: MessageView) => boolean;

/** The album of a message; null for one that stands alone, or about which something has to be said. */
function albumOf(
  { body, authorNode, delivery, operation, messageId }: MessageView,
  { hasNotice }: AlbumContext,
) {
  const isAlone = body.kind !== 'image' || body.albumId === undefined;
  if (isAlone || delivery.state === 'failed' || operation?.state === 'failed' || hasNotice(messageId))
    return null;
  return `${authorNode} ${body.albumId}`;
}

/**
 * Which of how many pictures of its author's album one is, as far as they are loaded and shown, from 1; null for a picture that stands
 * alone. Whatever stands between them in the timeline: one that was not sent yet is of the album as well.
 */
export function placeInAlbum(
  messages: readonly MessageView[],
  messageId: string | null,
): { readonly index: number; readonly count: number } | null {
  const picture = messages.find((message) => message.messageId === messageId);
  if (picture?.body.kind !== 'image' || picture.body.albumId === undefined) return null;
  const { albumId } = picture.body;
  const album = messages.filter(
    ({ body, authorNode }) =>
      authorNode === picture.authorNode && body.kind === 'image' && body.albumId === albumId,
  );
  return album.length < 2 ? null : { index: album.indexOf(picture) + 1, count: album.length };
}

/** Whether a message goes on with the album that ends with another one. */
function goesOn(last: MessageView, next: MessageView, context: AlbumContext): boolean {
  const album = albumOf(last, context);
  if (album === null || albumOf(next, context) !== album) return false;
  // Words stand below the last picture, an answer above the first: neither of another one may vanish.
  if ((last.body.kind === 'image' && last.body.caption !== undefined) || next.quote !== null) return false;
  return (
    next.messageId !== context.firstUnreadId && context.dayOf(last.sentAtMs) === context.dayOf(next.sentAtMs)
  );
}

/** The pictures that stand together from a place on; the message itself alone where there is no album. */
export function albumFrom(
  messages: readonly MessageView[],
  start: number,
  context: AlbumContext,
): readonly MessageView[] {
  let end = start + 1;
  for (; end < messages.length && end < start + mostPictures; end += 1) {
    const [last, next] = [messages[end - 1], messages[end]];
    if (last === undefined || next === undefined || !goesOn(last, next, context)) break;
  }
  return asBefore(messages.slice(start, end));
}

/** Albums as they were found last, by their first pictures. */
const found = new WeakMap<MessageView, readonly MessageView[]>();

/** The same array for the same pictures: else every change of a chat would render every album anew. */
function asBefore(album: readonly MessageView[]): readonly MessageView[] {
  const [first] = album;
  if (first === undefined) return album;
  if (album.length === 1) {
    // Nothing of the others is kept longer than they are shown.
    found.delete(first);
    return album;
  }
  const before = found.get(first);
  if (before?.length === album.length && before.every((picture, index) => picture === album[index]))
    return before;
  found.set(first, album);
  return album;
}

/**
 * The messages with their albums together: lines that its author's erased pictures have left in the middle of one follow it, so that
 * the hole closes. The same list where there is none.
 */
export function withAlbumsTogether(
  messages: readonly MessageView[],
  context: AlbumContext,
  isLine: IsLine,
): readonly MessageView[] {
  if (!messages.some((message) => albumOf(message, context) !== null)) return messages;
  const ordered: MessageView[] = [];
  for (let index = 0; index < messages.length;) {
    const first = messages[index];
    if (first === undefined) break;
    const members = [first];
    const left: MessageView[] = [];
    let end = index + 1;
    // Lines count only once a picture of the album comes behind them.
    for (let place = index + 1; albumOf(first, context) !== null && place < messages.length; place += 1) {
      const [last, next] = [members.at(-1), messages[place]];
      if (last === undefined || next === undefined) break;
      if (goesOn(last, next, context)) {
        left.push(...messages.slice(end, place));
        members.push(next);
        end = place + 1;
      } else if (
        !isLine(next) ||
        next.authorNode !== first.authorNode ||
        next.messageId === context.firstUnreadId
      ) {
        break;
      }
    }
    ordered.push(...members, ...left);
    index = end;
  }
  return ordered;
}
