/** Something that must be released once: a timer, a listener, a socket. Disposing twice is harmless. */
export interface Disposable {
  dispose(): void;
}

/** Wraps a release function so that it runs at most once. */
export function toDisposable(release: () => void): Disposable {
  let isDisposed = false;
  return {
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      release();
    },
  };
}

/** A set of disposables that live and die together, released in reverse order of adding. */
export class DisposableStore implements Disposable {
  private readonly items: Disposable[] = [];
  private isDisposed = false;

  /** Takes ownership of `item`; after disposal the item is released at once. */
  add<T extends Disposable>(item: T): T {
    if (this.isDisposed) item.dispose();
    else this.items.push(item);
    return item;
  }

  dispose(): void {
    this.isDisposed = true;
    for (const item of this.items.splice(0).reverse()) item.dispose();
  }
}
