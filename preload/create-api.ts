import type { ChangeBatch } from './contract/changes';
import type { AccountEnvelope, CallName, MessengerBridge } from './contract/api';
import { accountCallNames, appCallNames, callChannel, changesChannel } from './contract/channels';

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
  const invokeApp = createInvoke(port, appCallNames);
  const invokeAccount = createInvoke(port, accountCallNames);
  const call = (name: string, argument: unknown): Promise<unknown> => invokeApp(name, argument);
  const callAccount = (accountId: string, name: string, argument: unknown): Promise<unknown> => {
    const envelope: AccountEnvelope = { accountId, argument };
    return invokeAccount(name, envelope);
  };
  const onChanges = (listener: (batch: ChangeBatch) => void): (() => void) => {
    // The payload comes from our own main process over the one channel that carries batches.
    const forward = (_event: unknown, payload: unknown): void => listener(payload as ChangeBatch);
    port.on(changesChannel, forward);
    return () => void port.removeListener(changesChannel, forward);
  };
  const api = {
    call: Object.freeze(call),
    callAccount: Object.freeze(callAccount),
    onChanges: Object.freeze(onChanges),
  };
  // The typed signature maps names to answers; the port itself is untyped.
  return Object.freeze(api) as MessengerBridge;
}

/** Calls by name, if the name is in the list. */
function createInvoke(port: RendererPort, names: readonly CallName[]) {
  const allowed: ReadonlyMap<string, CallName> = new Map(names.map((name) => [name, name]));
  return (name: string, argument: unknown): Promise<unknown> => {
    const known = allowed.get(name);
    return known === undefined
      ? Promise.reject(new Error('unknown call'))
      : port.invoke(callChannel(known), argument);
  };
}
