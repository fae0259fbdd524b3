import { inject, onScopeDispose, provide, watch, type InjectionKey } from 'vue';

/** What lies over the window: a dialog in the middle of it, or something that takes its place. */
export type CoverKind = 'dialog' | 'page';

/** Counts what lies over the window. */
export interface Covers {
  readonly put: (kind: CoverKind) => void;
  readonly take: (kind: CoverKind) => void;
}

const coversKey: InjectionKey<Covers> = Symbol('covers');

/** Tells the components below where to say that they cover the window. */
export function provideCovers(covers: Covers): void {
  provide(coversKey, covers);
}

/** Says that something covers the window while `isOpen` holds, as long as the caller's scope lives. */
export function useCover(isOpen: () => boolean, kind: CoverKind): void {
  const covers = inject(coversKey, null);
  let isPut = false;
  function follow(wanted: boolean): void {
    if (wanted === isPut) return;
    isPut = wanted;
    if (wanted) covers?.put(kind);
    else covers?.take(kind);
  }
  watch(isOpen, follow, { immediate: true, flush: 'sync' });
  onScopeDispose(() => follow(false));
}
