/** `fields` without the entries that are `undefined`: on the wire an absent field is absent. */
export function presentFields<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Removing the undefined entries is what makes it a T.
  return Object.fromEntries(entries) as T;
}
