import { NameBook, type Named } from './name-book';

/** What was found last, and among what. */
interface Found<Row> {
  readonly rows: readonly Row[];
  readonly edition: number;
  readonly typed: string;
  readonly found: readonly Row[];
}

/**
 * The rows of one list that fit what is typed, in the order that they have. Whoever types on is asked about fewer and fewer of
 * them: a longer text is looked for among those that the shorter one had found, as long as rows and readings are the same.
 */
export class Narrowing<Row extends Named> {
  private last: Found<Row> | null = null;

  constructor(private readonly book: NameBook) {}

  /** Those of the rows that fit; follows what becomes known of how names are read. */
  fitting(rows: readonly Row[], typed: string): readonly Row[] {
    const edition = this.book.edition.value;
    const { last } = this;
    const isNarrower =
      last?.rows === rows && last.edition === edition && NameBook.isNarrower(typed, last.typed);
    const fits = this.book.finder(typed);
    const found = (isNarrower ? last.found : rows).filter((row) => fits(row) !== null);
    this.last = { rows, edition, typed, found };
    return found;
  }
}
