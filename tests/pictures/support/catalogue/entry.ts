/** What is told of a picture. */
export interface PictureEntry {
  readonly group: string;
  readonly title: string;
  /** One sentence. */
  readonly about: string;
}
