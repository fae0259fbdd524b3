import type { MessageView } from '../../../preload/contract/message-views';
import { shownText } from './long-text';
import type { TimelineRow } from './timeline-rows';

/** Height of a row when nothing like it was measured yet, CSS pixels. */
const usualHeight = 46;
/** Texts of so much the same width are taken to have the same number of lines, widths of Latin letters. */
const widthStep = 8;
/** Beyond this a text is long, and only looked at this far. */
const longText = 400;
/** Signs from here on are about as wide as two Latin letters. */
const firstWideSign = 0x2e80;

/**
 * Guesses how high rows will be that were never rendered: as high as the last one that looked alike. The better the guess, the
 * less there is to put right when they are rendered, which lays out the page once more.
 */
export class RowEstimates {
  private readonly learnt = new Map<string, number>();
  /** What was guessed once stays, so that rows that nobody has seen do not move. */
  private readonly guessed = new Map<string, number>();

  /** CSS pixels. */
  of(row: TimelineRow): number {
    const known = this.guessed.get(row.key);
    if (known !== undefined) return known;
    const height = this.learnt.get(looksOf(row)) ?? usualHeight;
    this.guessed.set(row.key, height);
    return height;
  }

  /** A row has turned out to be so high. */
  learn(row: TimelineRow, height: number): void {
    this.learnt.set(looksOf(row), height);
    this.guessed.delete(row.key);
  }

  /** Forgets rows that are gone for good, once there are many of them. */
  keepOnly(keys: readonly string[]): void {
    if (this.guessed.size < 2 * keys.length + 100) return;
    const kept = new Set(keys);
    for (const key of this.guessed.keys()) if (!kept.has(key)) this.guessed.delete(key);
  }
}

/** What the height of a row depends on, without any of its words. */
function looksOf(row: TimelineRow): string {
  if (row.kind !== 'message') return row.kind;
  const { message, isFirst, album } = row;
  const quote = message.quote === null ? '' : 'quoting';
  return `${kindOf(message)} ${album.length} ${isFirst} ${message.isMine} ${quote} ${widthOf(message)}`;
}

/** A file with a small picture of it is higher than one by its name alone. */
function kindOf({ body }: MessageView): string {
  return body.kind === 'file' && body.preview !== undefined ? 'pictured file' : body.kind;
}

function widthOf(message: MessageView): number {
  const { body } = message;
  const text = (body.kind === 'file' ? body.caption : shownText(message)?.text) ?? '';
  let width = 0;
  for (let index = 0; index < Math.min(text.length, longText); index += 1) {
    const sign = text.charCodeAt(index);
    // What follows begins a line.
    if (sign === 10) width += 10 * widthStep;
    else width += sign < firstWideSign ? 1 : 2;
  }
  return Math.ceil(width / widthStep);
}
