/** Longest frame in bytes, both ways: the server's inbound websocket limit (protocol section 1). */
export const maxFrameBytes = 32 * 1024 * 1024;
