import type { WorldName } from '../world/world';

/** What the server process is started with. */
export interface ServerStart {
  readonly world: WorldName;
}

/** What a message says. A picture is its bytes, in base64: orders travel as JSON. */
export type Said = { readonly text: string } | { readonly picture: string };

/** Messages that the server sends to the app. */
export interface BurstOrder {
  readonly count: number;
  /** How many a second; null: as fast as the socket takes them. */
  readonly perSecond: number | null;
  /** Chats of the world that they go to, in turn. */
  readonly chats: readonly number[];
  /** Once this is over nothing more is sent or waited for, milliseconds. */
  readonly limitMs: number;
  /** What they say, one after the other; absent: what people say in this world. */
  readonly said?: readonly Said[];
}

/** What became of a burst. */
export interface BurstReport {
  readonly sent: number;
  readonly acknowledged: number;
  /** From the first message until the last acknowledgement, or until the limit. */
  readonly tookMs: number;
  /** From each message's sending to its acknowledgement, in the order of the acknowledgements. */
  readonly waitsMs: readonly number[];
}

/** What the process of the benches asks of the server. */
export type ServerOrder =
  | { readonly kind: 'start'; readonly start: ServerStart }
  | { readonly kind: 'burst'; readonly burst: BurstOrder }
  /** Wait until the app has asked nothing for so long. */
  | { readonly kind: 'quiet'; readonly quietMs: number; readonly limitMs: number };

/** What the server answers, in the order of the orders. */
export type ServerReport =
  | { readonly kind: 'started'; readonly port: number }
  | { readonly kind: 'burstOver'; readonly report: BurstReport }
  | { readonly kind: 'quiet'; readonly isQuiet: boolean };
