import type { ChangeBatch } from './contract/changes';
import type { CallName, MessengerBridge } from './contract/api';
import { callChannel, callNames, changesChannel } from './contract/channels';

/** What the preload script needs of Electron's `ipcRenderer`. */
export interface RendererPort {
  invoke(channel: string, argument: unknown): Promise<unknown>;
  on(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
  removeListener(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
}

/**
 * Builds the object that the window sees. Unknown names are refused here, so that no other channel can be reached; event
 * objects are dropped, so that the window never holds one.
 */
export function createApi(port: RendererPort): MessengerBridge {
  const allowed: ReadonlySet<string> = new Set(callNames);
  const call = (name: CallName, argument: unknown): Promise<unknown> =>
    allowed.has(name) ? port.invoke(callChannel(name), argument) : Promise.reject(new Error('unknown call'));
  const onChanges = (listener: (batch: ChangeBatch) => void): (() => void) => {
    // The payload comes from our own main process over the one channel that carries batches.
    const forward = (_event: unknown, payload: unknown): void => listener(payload as ChangeBatch);
    port.on(changesChannel, forward);
    return () => void port.removeListener(changesChannel, forward);
  };
  // The typed signature maps names to answers; the port itself is untyped.
  return Object.freeze({ call: Object.freeze(call), onChanges: Object.freeze(onChanges) }) as MessengerBridge;
}
