import type { Component } from 'vue';

/** An entry of a menu that opens at a place. */
export interface PlacedMenuEntry<Name extends string> {
  readonly name: Name;
  readonly testId: string;
  readonly label: string;
  readonly icon: Component;
  /** It stays to be read, with the reason where `label` does not tell it, but does nothing. */
  readonly isUsable: boolean;
  readonly why?: string | null;
  /** Its shortcut, as it is printed. */
  readonly keys?: string | null;
  /** It cannot simply be had back: it is red. */
  readonly isGrave?: boolean;
}

/** Entries in their order, those that cannot simply be had back apart, at the end. */
export function graveApart<Name extends string>(
  entries: readonly PlacedMenuEntry<Name>[],
): readonly (readonly PlacedMenuEntry<Name>[])[] {
  const isGrave = (entry: PlacedMenuEntry<Name>): boolean => entry.isGrave === true;
  return [entries.filter((entry) => !isGrave(entry)), entries.filter(isGrave)].filter(
    (group) => group.length > 0,
  );
}
