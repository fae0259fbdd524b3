/** A name as it is shown, beside the one that it stands for. */
export interface RemarkedView {
  /** What somebody calls themselves, where a remark of this account is shown in its place; absent otherwise. */
  readonly ownName?: string;
}

/**
 * How the other side of a chat stands to this account, which decides what there is instead of the composer. `open`: something
 * can be said; `stranger`: they are no friend, or no longer; `incoming`: they ask to be one; `declined`: they did, and it was put
 * aside here; `outgoing`: they were asked; `blocked`: this account has blocked them.
 */
export type StandingView = 'open' | 'stranger' | 'incoming' | 'declined' | 'outgoing' | 'blocked';

/** Somebody in the list of contacts. */
export interface ContactView extends RemarkedView {
  readonly node: string;
  readonly name: string;
  /**
   * `incoming`: they asked us; `declined`: they did, and it was put aside here; `outgoing`: we asked them; `blocked`: they
   * reach us no more.
   */
  readonly state: 'friend' | 'incoming' | 'declined' | 'outgoing' | 'blocked';
  /** What they wrote with their request, also after it was accepted; empty otherwise. */
  readonly greeting: string;
}
