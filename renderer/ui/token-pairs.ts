/**
 * Which colour tokens meet, and how clearly they have to differ. Whoever puts a token on another one adds the pair here; a token
 * that is in no pair fails the test, and so does a pair that is too weak in one of the themes (tests/contract/token-contrast).
 */

/**
 * What the difference is for. `text`: words up to 18 px, 4.5:1. `part`: signs, large words, the edge or the state of a control,
 * and the ring of the focus, 3:1. `edge`: a hairline or a surface that nobody needs to see in order to understand, 1.08:1.
 */
export type PairUse = 'text' | 'part' | 'edge';

/** A token without its dashes, or two, of which the first lies half transparent on the second. */
export type Ground = string | readonly [veil: string, below: string];

/** Tokens that are seen on grounds: each of the first on each of the second. */
export interface TokenPairs {
  readonly use: PairUse;
  readonly fronts: readonly string[];
  readonly grounds: readonly Ground[];
}

/** What whole columns, cards, dialogs and menus are painted with. */
const sheets = ['ground', 'surface', 'raised', 'sunken'] as const;
/** The same under the pointer. */
const hovered = [
  ['hover', 'ground'],
  ['hover', 'surface'],
  ['hover', 'raised'],
  ['hover', 'sunken'],
] as const satisfies readonly Ground[];
const numbers = ['0', '1', '2', '3', '4', '5', '6', '7'] as const;

export const tokenPairs: readonly TokenPairs[] = [
  { use: 'edge', fronts: ['checker-1'], grounds: ['checker-2'] },
  // Words.
  {
    use: 'text',
    fronts: ['text', 'text-2'],
    grounds: [...sheets, ...hovered, 'accent-soft', 'other', 'ember-soft'],
  },
  { use: 'text', fronts: ['text-3'], grounds: [...sheets, 'other', 'accent-soft', 'ember-soft'] },
  { use: 'text', fronts: ['accent-strong'], grounds: [...sheets, ...hovered, 'accent-soft', 'other', 'own'] },
  { use: 'text', fronts: ['accent'], grounds: ['surface', 'raised'] },
  { use: 'text', fronts: ['on-accent'], grounds: ['accent', 'accent-strong'] },
  { use: 'text', fronts: ['own-text', 'own-meta', 'text'], grounds: ['own'] },
  { use: 'text', fronts: ['pending-text', 'accent-strong', 'ember'], grounds: ['pending'] },
  {
    use: 'text',
    fronts: ['ember'],
    grounds: [
      ...sheets,
      'ember-soft',
      'other',
      'accent-soft',
      ['ember-wash', 'surface'],
      ['ember-wash', 'ember-soft'],
    ],
  },
  { use: 'text', fronts: ['on-ember'], grounds: ['ember'] },
  { use: 'text', fronts: ['good'], grounds: ['surface', 'raised', 'ground', 'other'] },
  { use: 'text', fronts: ['warn', 'text', 'text-2'], grounds: ['warn-soft'] },
  { use: 'text', fronts: ['bad'], grounds: [...sheets, 'bad-soft', 'other', 'accent-soft'] },
  { use: 'text', fronts: ['on-bad'], grounds: ['bad'] },
  // Tooltips and toasts turn the theme around.
  { use: 'text', fronts: ['ground'], grounds: ['text'] },
  ...numbers.map((number): TokenPairs => ({
    use: 'text',
    fronts: [`author-${number}`],
    grounds: ['ground', 'surface', 'raised'],
  })),
  ...numbers.map((number): TokenPairs => ({
    use: 'text',
    fronts: ['on-avatar'],
    grounds: [`avatar-${number}-from`, `avatar-${number}-to`],
  })),
  // On a picture, and a picture may be white.
  {
    use: 'text',
    fronts: ['on-veil'],
    grounds: [
      ['veil', 'on-veil'],
      ['veil-strong', 'on-veil'],
    ],
  },
  { use: 'text', fronts: ['on-veil'], grounds: ['viewer'] },

  // Controls and signs.
  {
    use: 'part',
    fronts: ['focus'],
    grounds: [...sheets, 'accent-soft', 'own', 'other', 'ember-soft', 'warn-soft', 'bad-soft'],
  },
  { use: 'part', fronts: ['control-line'], grounds: ['surface', 'raised', 'ground'] },
  { use: 'part', fronts: ['switch-off-thumb'], grounds: ['surface', 'raised'] },
  { use: 'part', fronts: ['switch-on-thumb'], grounds: ['switch-on'] },
  // On and off differ by their luminance, not by their hue alone.
  { use: 'part', fronts: ['switch-on'], grounds: ['surface', 'raised'] },
  { use: 'part', fronts: ['accent'], grounds: [...sheets] },
  {
    use: 'part',
    fronts: ['presence-online', 'presence-away', 'presence-busy'],
    grounds: ['surface', 'sunken', 'raised', 'accent-soft'],
  },
  { use: 'part', fronts: ['presence-busy-bar'], grounds: ['presence-busy'] },

  // What only divides.
  { use: 'edge', fronts: ['line', 'line-strong'], grounds: ['surface', 'raised', 'ground'] },
  { use: 'edge', fronts: ['ember-line'], grounds: ['ground', 'ember-soft', 'surface'] },
  { use: 'edge', fronts: ['ember-glow'], grounds: ['surface', 'ember-soft'] },
  { use: 'edge', fronts: ['own', 'pending'], grounds: ['ground'] },
  { use: 'edge', fronts: ['raised'], grounds: [['overlay', 'ground']] },
];
