import type { AttachmentPlace } from '../../../main/domain/attachment';
import type { AttachmentId } from '../../../main/domain/ids';
import { SeededChance } from '../seeded-chance';
import { contentOf } from './content';

/** What the child program tells, one line of JSON each. */
export type ChildNews =
  | { readonly kind: 'opened' }
  | { readonly kind: 'key'; readonly hex: string }
  | { readonly kind: 'kept'; readonly place: AttachmentPlace; readonly seed: number }
  | { readonly kind: 'erasing' | 'erased'; readonly id: AttachmentId }
  | { readonly kind: 'failed'; readonly error: string };

/** An attachment that the child kept, and what its content was made of. */
export interface CommittedAttachment {
  readonly place: AttachmentPlace;
  readonly seed: number;
}

export const childSealingKey = contentOf(99, 32);

/** Length of the content that belongs to a seed, bytes. */
export const lengthOf = (seed: number): number => new SeededChance(seed).below(600_000);
