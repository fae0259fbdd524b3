/** A picture that leaves the app, as the user wants it. */
export interface LeavingPicture {
  /** Safe on every system, with the ending of its format. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** How pictures leave the app: what only the shell can do. */
export interface PictureOutlet {
  /**
   * Asks where the picture is to be saved, and writes it there. Answers false when the user has changed their mind.
   * @throws the disk's error when it cannot be written
   */
  save(picture: LeavingPicture): Promise<boolean>;
  /** Puts the picture that the window shows at a place on the clipboard; CSS pixels of the window. */
  copyAt(x: number, y: number): void;
}
