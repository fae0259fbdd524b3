import { toDisposable, type Disposable } from './disposable';

/** Broadcasts facts to listeners. Events tell what happened; they never command. */
export class Emitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  /** Registers `listener` until the returned disposable is released. */
  on(listener: (value: T) => void): Disposable {
    this.listeners.add(listener);
    return toDisposable(() => this.listeners.delete(listener));
  }

  /** Calls every listener in order of registration. */
  emit(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}
