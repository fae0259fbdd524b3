/** Every move of a table, as text; what is not listed must mean nothing. */
export const movesOf = <S extends string, E extends string>(
  states: readonly S[],
  events: readonly E[],
  next: (state: S, event: E) => S | null,
): readonly string[] =>
  states.flatMap((state) =>
    events.flatMap((event) => {
      const to = next(state, event);
      return to === null ? [] : [`${state} ${event} ${to}`];
    }),
  );
