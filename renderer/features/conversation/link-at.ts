/** The address of the link that an element belongs to, as it would be opened; null outside of links. */
export function linkAt(target: EventTarget | null): string | null {
  const link = target instanceof Element ? target.closest('[data-testid="text-link"]') : null;
  // The attribute: the property would spell a foreign host in Latin letters, which nobody wrote.
  return link?.getAttribute('href') ?? null;
}
