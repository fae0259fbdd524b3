import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tokenPairs, type Ground, type PairUse } from '../../renderer/ui/token-pairs';

const rendererFolder = join(__dirname, '../../renderer');
const css = readFileSync(join(rendererFolder, 'ui/tokens.css'), 'utf8');

/** Red, green, blue and opacity, each 0 to 1. */
type Colour = readonly [number, number, number, number];
type Tokens = ReadonlyMap<string, Colour>;

const least: Readonly<Record<PairUse, number>> = { text: 4.5, part: 3, edge: 1.08 };

const light = tokensOf(css.slice(0, css.indexOf("[data-theme='dark']")));
const ownDark = tokensOf(css.slice(css.indexOf("[data-theme='dark']")));
const themes: readonly (readonly [string, Tokens])[] = [
  ['light', light],
  ['dark', new Map([...light, ...ownDark])],
];

describe('colour tokens', () => {
  it.each(themes)('differ clearly enough where they meet, in the %s theme', (_theme, tokens) => {
    const weak = tokenPairs.flatMap(({ use, fronts, grounds }) =>
      fronts.flatMap((front) =>
        grounds.flatMap((ground) => {
          const ratio = contrast(colourOf(tokens, front), groundOf(tokens, ground));
          return ratio < least[use] ? [`${front} on ${String(ground)} (${use}): ${ratio.toFixed(2)}`] : [];
        }),
      ),
    );
    expect(weak).toEqual([]);
  });

  it('are each in a pair', () => {
    const used = new Set(tokenPairs.flatMap(({ fronts, grounds }) => [...fronts, ...grounds.flat()]));
    expect([...light.keys()].filter((name) => !used.has(name))).toEqual([]);
  });

  it('are the same set in both themes, but for those that do not change', () => {
    const constant = [...light.keys()].filter((name) => !ownDark.has(name));
    expect([...ownDark.keys()].filter((name) => !light.has(name))).toEqual([]);
    expect(constant.filter((name) => !/^(?:on-)?(?:avatar|veil|viewer)/.test(name))).toEqual([]);
  });

  it.each(themes)('are orange for nothing but burning, in the %s theme', (_theme, tokens) => {
    const orange = [...tokens].filter(([name, colour]) => isOrange(colour) && !name.includes('ember'));
    expect(orange.map(([name]) => name)).toEqual([]);
    expect(isOrange(colourOf(tokens, 'ember'))).toBe(true);
  });

  it('are the only colours of the window', () => {
    const own = filesWith(/\.(?:vue|css)$/, rendererFolder)
      .filter((file) => !file.endsWith('tokens.css'))
      .flatMap((file) =>
        literalColours(readFileSync(file, 'utf8'), file.endsWith('.vue')).map(
          (literal) => `${file.slice(rendererFolder.length + 1)}: ${literal}`,
        ),
      );
    expect(own).toEqual([]);
  });
});

function filesWith(ending: RegExp, folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file));
}

/** Colours that are written out in a file's rules. */
function literalColours(source: string, isComponent: boolean): readonly string[] {
  const styles = isComponent
    ? [...source.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(([all]) => all)
    : [source];
  return styles.flatMap((style) => [
    ...[...style.matchAll(/#[0-9a-f]{3,8}\b|(?:rgb|hsl|oklch)a?\([^)]*\)/gi)].map(([all]) => all),
    ...[
      ...style.matchAll(
        /(?:color|background|border(?:-\w+)*|fill|stroke)\s*:[^;]*\b(?:white|black|gr[ae]y|red|orange)\b/gi,
      ),
    ].map(([all]) => all),
  ]);
}

function tokensOf(rules: string): Tokens {
  const found = [...rules.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6}|rgb\([^)]*\));/g)];
  return new Map(found.map(([, name = '', value = '']) => [name, colour(value)] as const));
}

function colour(value: string): Colour {
  if (value.startsWith('#')) {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(value.slice(at, at + 2), 16) / 255);
    return [red ?? 0, green ?? 0, blue ?? 0, 1];
  }
  const [red = 0, green = 0, blue = 0, opacity = 1] = (value.match(/[\d.]+/g) ?? []).map(Number);
  return [red / 255, green / 255, blue / 255, opacity];
}

function colourOf(tokens: Tokens, name: string): Colour {
  const found = tokens.get(name);
  if (found === undefined) throw new Error(`there is no token --${name}`);
  return found;
}

function groundOf(tokens: Tokens, ground: Ground): Colour {
  if (typeof ground === 'string') return colourOf(tokens, ground);
  const [veil, below] = ground.map((name) => colourOf(tokens, name)) as [Colour, Colour]; // A ground has two of them.
  const mix = (index: 0 | 1 | 2): number => veil[index] * veil[3] + below[index] * (1 - veil[3]);
  return [mix(0), mix(1), mix(2), 1];
}

/** WCAG 2.2, relative luminance. */
function luminance([red, green, blue]: Colour): number {
  const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function contrast(one: Colour, other: Colour): number {
  if (one[3] !== 1 || other[3] !== 1) throw new Error('a transparent colour has no contrast of its own');
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]; // Two went in.
  return (bright + 0.05) / (dark + 0.05);
}

/** Between red and yellow, and not grey. */
function isOrange([red, green, blue]: Colour): boolean {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range < 0.2 || most !== red) return false;
  const hue = (60 * (green - blue)) / range;
  return hue >= 10 && hue <= 45;
}
