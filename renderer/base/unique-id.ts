/** An id that nothing else has, on this computer or another. */
export function newId(): string {
  return crypto.randomUUID();
}
