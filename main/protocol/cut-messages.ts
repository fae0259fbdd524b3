import type { Frame, TimMessage } from './packets';

const cut = new WeakSet<TimMessage>();

/** Whether something was left out of this message because its frame was too long to be kept; see `FrameShortener`. */
export const isCut = (message: TimMessage): boolean => cut.has(message);

/**
 * The frame with its shortened messages marked for `isCut` and rid of the token that stands for what was left out. `token`
 * is what the shortener was given.
 */
export function markCutMessages(frame: Frame, token: string): Frame {
  if ('messageList' in frame.packet && frame.packet.messageList !== undefined) {
    const messageList = frame.packet.messageList.map((message) => withoutToken(message, token));
    // Only the list has changed, which the compiler cannot see through the union.
    return { ...frame, packet: { ...frame.packet, messageList } } as Frame;
  }
  if (!('odType' in frame.packet)) return frame;
  // A packet with an odType is a TimMessage, and stays one.
  return { ...frame, packet: withoutToken(frame.packet as TimMessage, token) } as Frame;
}

function withoutToken(message: TimMessage, token: string): TimMessage {
  // JSON carries bytes as base64, and the token is written as if it were that.
  const asBytes = [Buffer.from(token), Buffer.from(token, 'base64')];
  const isToken = (value: unknown): boolean =>
    value === token || (value instanceof Uint8Array && asBytes.some((bytes) => bytes.equals(value)));
  const entries = Object.entries(message);
  const left = entries.filter(([, value]) => !isToken(value) && !hasToken(value, isToken));
  if (left.length === entries.length) return message;
  // Fewer optional fields; those that are required are numbers, which are never left out.
  const shortened = Object.fromEntries(left) as unknown as TimMessage;
  cut.add(shortened);
  return shortened;
}

/** Maps of a message lie one level down; one that has lost a value goes as a whole. */
function hasToken(value: unknown, isToken: (value: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return Object.values(value).some(isToken);
}
