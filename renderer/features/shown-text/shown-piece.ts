import type { MentionView } from '../../../preload/contract/message-views';

/** Where a link leads: to a page or an address outside, or to the dialog that adds somebody. */
export type LinkTarget =
  { readonly kind: 'outside'; readonly href: string } | { readonly kind: 'add'; readonly node: string };

/** How the words of a piece stand out. */
export interface PieceStyle {
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isStruck: boolean;
}

/**
 * A stretch of a text as it is shown. The texts of all pieces, in their order, are the text that was typed: `mark` is what was
 * typed to format the others, which is not seen but copied.
 */
export type ShownPiece = PieceStyle & { readonly text: string } & (
    | { readonly kind: 'plain' | 'mark' | 'code' | 'codeBlock' }
    | { readonly kind: 'link'; readonly target: LinkTarget }
    | { readonly kind: 'mention'; readonly mention: MentionView }
  );

/** A stretch that is one thing whatever stands around it; UTF-16 units. */
export type Atom = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'mark' | 'code' | 'codeBlock' }
  | { readonly kind: 'link'; readonly target: LinkTarget }
  | { readonly kind: 'mention'; readonly mention: MentionView }
);
