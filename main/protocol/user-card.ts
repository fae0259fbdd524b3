import { decodeCompactStruct, encodeCompactStruct } from './compact-codec';
import type { TimUserBean } from './packets';
import { ProtocolError } from './protocol-error';

/** Most bytes that are kept of what somebody tells about themselves. */
const maxCardBytes = 8_192;

/** A card as it came, with what this version does not understand; null for one that is too large to be kept. */
export function toCardBytes(card: TimUserBean): Uint8Array | null {
  const bytes = encodeCompactStruct('TimUserBean', card);
  return bytes.length > maxCardBytes ? null : bytes;
}

/** The card that was kept; null when these bytes are none. */
export function fromCardBytes(bytes: Uint8Array): TimUserBean | null {
  try {
    return decodeCompactStruct('TimUserBean', bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/**
 * What to send for a change of one's own card. tim keeps fields that are left out and replaces maps as a whole (section 12), so
 * a map that is changed goes with everything that others, or a newer version, have in it.
 */
export function mergeCard(current: TimUserBean, change: TimUserBean): TimUserBean {
  return {
    ...change,
    ...(change.extend === undefined ? {} : { extend: { ...current.extend, ...change.extend } }),
    ...(change.extra === undefined ? {} : { extra: { ...current.extra, ...change.extra } }),
  };
}
