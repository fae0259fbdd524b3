/**
 * Decides whether a page that died is loaded again: once in the life of a window. A page that dies twice would die
 * again, and an endless loop would hide the reason.
 */
export class ReloadOnce {
  private isUsed = false;

  /** True when the page should be loaded again after this reason of Electron's `render-process-gone`. */
  claim(reason: string): boolean {
    if (reason === 'clean-exit' || this.isUsed) return false;
    this.isUsed = true;
    return true;
  }
}
