/**
 * Most elements of all lists and maps of one frame together. A frame of 32 MiB holds fewer honest messages than this, but
 * could announce 32 million empty ones, each an object of two hundred bytes.
 */
export const maxElementsPerFrame = 262_144;

/** Deepest nesting of JSON values. The deepest packet, a map in a Tid in a message in a list, needs five. */
export const maxJsonDepth = 64;

/** Most values in one JSON text: twelve times the elements, since a message has about a dozen fields. */
export const maxJsonValues = 12 * maxElementsPerFrame;
