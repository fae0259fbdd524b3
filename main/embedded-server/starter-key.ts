/** What brings messages from the process that started this one. */
interface StarterPort {
  once(event: 'message', listener: (message: unknown) => void): unknown;
}

/**
 * The key of the database, from the process that started this one: it comes in a message, because arguments and the
 * environment of a process can be read by others. Rejects when nobody can send one, or when something else is sent.
 */
export async function keyFromStarter(): Promise<Uint8Array> {
  const port = starterPort();
  if (port === null) throw new Error('nobody is there to give the key of the database');
  const message = await new Promise<unknown>((resolve) => void port.once('message', resolve));
  const key = contentOf(message);
  if (!(key instanceof Uint8Array)) throw new Error('the first message is not a key');
  return key;
}

/** A utility process of Electron has a port to its starter; a process that Node forked hears messages itself. */
function starterPort(): StarterPort | null {
  if ('parentPort' in process && process.parentPort !== undefined && process.parentPort !== null) {
    return process.parentPort;
  }
  return process.send === undefined ? null : process;
}

/** Electron wraps a message into an event. */
function contentOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'data' in message ? message.data : message;
}
