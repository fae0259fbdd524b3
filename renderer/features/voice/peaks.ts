import { mostVoicePeaks } from '../../../preload/contract/file-views';

/** A recording whose loudest moment is below this was hardly heard: its picture does not pretend otherwise. */
const quietestLoudest = 0.1;

/** The picture of a recording: so many peaks at most, the loudest of them 1. */
export function toPeaks(levels: readonly number[], most = mostVoicePeaks): readonly number[] {
  const count = Math.min(most, levels.length);
  const loudest = levels.reduce((highest, level) => Math.max(highest, level), quietestLoudest);
  return Array.from({ length: count }, (_peak, index) => {
    const from = Math.floor((index * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / count));
    const peak = levels.slice(from, to).reduce((highest, level) => Math.max(highest, level), 0);
    return Math.min(1, peak / loudest);
  });
}
