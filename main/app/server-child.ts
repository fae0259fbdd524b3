/** A running server process, as the shell sees it. */
export interface ServerChild {
  /** Calls back with every piece of standard output. */
  onOutput(listener: (text: string) => void): void;
  /** Calls back once when the process is gone, also when it could not be started. */
  onExit(listener: (code: number) => void): void;
  /** Sends the key of the database: not in the arguments, which others may read. */
  giveKey(key: Uint8Array): void;
  /** Asks the process to end. */
  kill(): void;
}

/** Starts the server's entry point with these arguments. */
export type ForkServer = (serverArguments: readonly string[]) => ServerChild;
