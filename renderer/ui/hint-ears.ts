/** What a control does and carries for its hint: listeners and attributes, by their names in a template. */
export type HintEars = Readonly<Record<string, unknown>>;

/** The ears of a control that nobody came to yet: the first who does has the card made, and is then heard by it. */
export function firstEars(met: (listener: 'onFocus' | 'onPointermove', event: Event) => void): HintEars {
  return {
    onFocus: (event: FocusEvent) => met('onFocus', event),
    onPointerenter: (event: PointerEvent) => met('onPointermove', event),
  };
}
