/** Makes the compiler prove that a union was handled completely; throws if a value slips through at run time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value of kind ${typeof value}`);
}
