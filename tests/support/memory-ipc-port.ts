import type { IpcPort } from '../../main/ipc/ipc-port';
import { toDisposable, type Disposable } from '../../main/platform/disposable';
import type { RendererPort } from '../../preload/create-api';

type RendererListener = (event: unknown, payload: unknown) => void;

/** Main and window in one process: what one side sends arrives at the other as the copy that a process border makes. */
export class MemoryIpcPort implements IpcPort, RendererPort {
  readonly handlers = new Map<string, (argument: unknown) => Promise<unknown>>();
  readonly sent: { readonly channel: string; readonly payload: unknown }[] = [];
  private readonly listeners = new Map<string, Set<RendererListener>>();

  handle(channel: string, handler: (argument: unknown) => Promise<unknown>): Disposable {
    if (this.handlers.has(channel)) throw new Error(`second handler for ${channel}`);
    this.handlers.set(channel, handler);
    return toDisposable(() => this.handlers.delete(channel));
  }

  broadcast(channel: string, payload: unknown): void {
    this.sent.push({ channel, payload });
    for (const listener of this.listeners.get(channel) ?? [])
      listener({ sender: 'electron' }, structuredClone(payload));
  }

  async invoke(channel: string, argument: unknown): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`no handler for ${channel}`);
    return structuredClone(await handler(structuredClone(argument)));
  }

  on(channel: string, listener: RendererListener): void {
    const listeners = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, listeners.add(listener));
  }

  removeListener(channel: string, listener: RendererListener): void {
    this.listeners.get(channel)?.delete(listener);
  }
}
