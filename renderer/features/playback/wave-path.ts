/** Room of the drawing; it is stretched to what there is. */
export const waveBox = { width: 100, height: 24 } as const;

/** Most bars that can be told apart in a bubble. */
const mostBars = 50;
/** What is quiet is seen, too. */
const quietest = 0.08;

/** So many levels, each the loudest of its part of what was recorded. */
export function toBars(levels: readonly number[], count = mostBars): readonly number[] {
  if (levels.length <= count) return levels;
  return Array.from({ length: count }, (_bar, index) => {
    const from = Math.floor((index * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / count));
    return Math.max(...levels.slice(from, to));
  });
}

/** The bars as a path of lines, each around the middle. */
export function wavePath(levels: readonly number[]): string {
  const bars = levels.length === 0 ? Array.from({ length: mostBars }, () => 0) : toBars(levels);
  const step = waveBox.width / bars.length;
  return bars
    .map((level, index) => {
      const half = (Math.max(quietest, level) * (waveBox.height - 2)) / 2;
      const x = ((index + 0.5) * step).toFixed(2);
      return `M${x} ${(waveBox.height / 2 - half).toFixed(2)}v${(2 * half).toFixed(2)}`;
    })
    .join('');
}
