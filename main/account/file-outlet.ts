/** How files leave the app: what only the shell can do. */
export interface FileOutlet {
  /** Asks where a file of this name is to be saved; null when the user has changed their mind. */
  choose(fileName: string): Promise<string | null>;
  /** Asks for a folder in which several files are to be saved; null when the user has changed their mind. */
  chooseFolder(): Promise<string | null>;
  /** Shows a file in its folder; it is never opened. */
  show(path: string): void;
}
