import { rm } from 'node:fs/promises';
import type { AccountStore } from '../storage/account-store';

const key = 'unfinishedExports';
/** More than anybody saves at a time. */
const mostKept = 100;

/**
 * Files that are being saved outside, under their hidden names: a run that was killed in the middle leaves one behind, and the next start
 * removes it. Which they are is noted before they are made.
 */
export class UnfinishedExports {
  constructor(private readonly store: AccountStore) {}

  /** A file is about to be made. */
  add(path: string): void {
    this.write([...this.paths(), path].slice(-mostKept));
  }

  /** It has its own name, or has gone. */
  remove(path: string): void {
    this.write(this.paths().filter((other) => other !== path));
  }

  /** Removes what an earlier run has left; what cannot be removed now is tried again by the next start. */
  async sweep(): Promise<void> {
    for (const path of this.paths()) {
      try {
        await rm(path, { force: true });
      } catch {
        // A stick that was pulled out, or a folder that nobody may write in any more.
        continue;
      }
      this.remove(path);
    }
  }

  private paths(): readonly string[] {
    const text = this.store.profile.get(key);
    // Written below.
    return text === null ? [] : (JSON.parse(text) as readonly string[]);
  }

  private write(paths: readonly string[]): void {
    this.store.transaction((write) => write.profile.set(key, JSON.stringify(paths)));
  }
}
