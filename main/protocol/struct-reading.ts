import type { StructName, StructTypes } from './struct-schema';

/** What could be read of a struct. */
export interface StructReading<S extends StructName> {
  readonly packet: StructTypes[S];
  /** False: the bytes broke off, or values had another type than their field. */
  readonly isIntact: boolean;
}
