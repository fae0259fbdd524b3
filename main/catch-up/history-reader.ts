import type { ConversationAddress } from '../domain/conversation';
import type { Clock } from '../platform/clock';
import { isCut } from '../protocol/cut-messages';
import { TimErrorCode } from '../protocol/packet-types';
import type { TimMessage } from '../protocol/packets';
import type { Answer } from '../session/client/answer';
import type { HistoryQuery } from '../session/client/history';
import type { TimClient } from '../session/tim-client';
import { PageSize } from './page-size';

/** A place in a chat: the newest number that a page may hold; 0 for the newest there is. */
export interface HistoryPlace extends ConversationAddress {
  readonly fromMid: bigint;
}

/** What reading the server's history uses. */
export interface HistoryReaderEnvironment {
  readonly client: TimClient;
  readonly clock: Clock;
  /** A place of another chat at which the server should have a message; null when none is known. */
  readonly witness: (address: ConversationAddress) => HistoryPlace | null;
}

/**
 * What the server says about a place.
 *
 * `page`: at least one message. `lowestMid` is the smallest number that the page covers, 0 when it reaches the beginning,
 * because it has fewer messages than were asked for; null when its numbers have no order (some stores draw them at random).
 * `empty`: nothing at the place or below it, which tim says by silence; `proof` is what showed that it is no lost answer.
 * `unknown`: no answer, a refusal, or no connection. Nothing follows from it.
 */
export type HistoryAnswer =
  | {
      readonly kind: 'page';
      readonly packets: readonly TimMessage[];
      readonly lowestMid: bigint | null;
    }
  | { readonly kind: 'empty'; readonly proof: EmptyProof }
  | { readonly kind: 'unknown' };

/**
 * `page`: other history came meanwhile. `refusal`: only refusals did, because no other history is there: the account has
 * no other, or the server has lost everything. It neither erases nor marks anything.
 */
export type EmptyProof = 'page' | 'refusal';

/** What the server says to the question for the newest message alone; `silent` may be a lost answer, and `refused` that to another. */
export type NewestAnswer =
  | { readonly kind: 'newest'; readonly mid: bigint }
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown' };

/** One silence can be a lost answer, and so can two in a row. Where no page came meanwhile, more has to be seen. */
export const silencesNeeded: Readonly<Record<EmptyProof, number>> = { page: 3, refusal: 5 };

/** A refusal names no chat, so one alone may be the late answer about another. */
export const refusalsNeeded = 2;

/**
 * Reads the server's history and tells what it says from what it leaves out. tim answers an empty page with silence, and
 * a lost, late or failed one as well. Silence counts as empty when the same place stays silent three times, the last two
 * as a page of one message, and each time a later question of the same kind was answered on the same connection.
 */
export class HistoryReader {
  private readonly size = new PageSize();
  /** Chats of which one message alone was asked for: an answer of one message may be a late one to that. */
  private readonly askedForOne = new Set<string>();

  constructor(private readonly environment: HistoryReaderEnvironment) {}

  /**
   * Asks for a page of at most so many messages. Without `mustKnow` one silence is `unknown`, because nobody would conclude
   * anything from it.
   */
  async read(
    place: HistoryPlace,
    { mustKnow, most }: { readonly mustKnow: boolean; readonly most?: number | undefined },
  ): Promise<HistoryAnswer> {
    for (;;) {
      const limit = Math.min(this.size.messages, most ?? Number.POSITIVE_INFINITY);
      const answer = await this.pullTwiceIfLate({ ...place, limit });
      // Of a page that is too long only the outline comes; smaller ones, in the end of one message, come whole.
      if (answer.kind === 'ok' && answer.value.some(isCut) && this.size.failed()) continue;
      if (answer.kind === 'ok') return toPage(answer.value, limit);
      if (answer.kind === 'disconnected') this.size.failed();
      if (answer.kind !== 'unanswered' || !mustKnow) return { kind: 'unknown' };
      const proof = await this.prove(place);
      if (proof === 'page' || (proof === 'refusal' && place.fromMid === 0n)) return { kind: 'empty', proof };
      // What stands above the place was silent, too, so the silence cannot mean that there is nothing.
      if (proof !== 'there') return { kind: 'unknown' };
      // There is something, and the page did not come: a smaller one may.
      if (!this.size.failed()) return { kind: 'unknown' };
    }
  }

  /**
   * The message with a number: whether the server has it; null when that could not be found out. Any proof will do: asked
   * by those who were told already that it is gone.
   */
  async has(address: ConversationAddress, mid: bigint): Promise<boolean | null> {
    const place = { ...address, fromMid: mid };
    const answer = await this.pull({ ...place, limit: 1 });
    if (answer.kind === 'ok') return answer.value.some((packet) => packet.mid === mid);
    if (answer.kind !== 'unanswered') return null;
    const proof = await this.prove(place);
    // Something is there after all: ask for it again another time.
    return proof === 'unknown' || proof === 'there' ? null : false;
  }

  /** Whether the server keeps the chat from this account, as it does with rooms that the account is not in. */
  async isForbidden(address: ConversationAddress): Promise<boolean> {
    for (let refusals = 0; refusals < refusalsNeeded; refusals += 1) {
      const answer = await this.pull({ ...address, fromMid: 0n, limit: 1 });
      if (answer.kind !== 'refused' || answer.code !== TimErrorCode.permissionDenied) return false;
    }
    return true;
  }

  /** Asks for the newest message of a chat alone. */
  async newest(address: ConversationAddress): Promise<NewestAnswer> {
    this.askedForOne.add(address.node);
    // One message that comes quickly says nothing about how large a page may be.
    const answer = await this.environment.client.history.pull({ ...address, fromMid: 0n, limit: 1 });
    return toNewest(answer);
  }

  /** Asks for the last message that was stored up to a moment, server time in ns. Silence is not looked into. */
  async lastUntil(address: ConversationAddress, untilNs: bigint): Promise<NewestAnswer> {
    return toNewest(await this.pull({ ...address, fromMid: 0n, untilNs, limit: 1 }));
  }

  /** A place was silent once: is it empty? */
  private async prove(place: HistoryPlace): Promise<EmptyProof | 'there' | 'unknown'> {
    let proof: EmptyProof = 'page';
    for (let silences = 1; ; silences += 1) {
      const sign = await this.sign(place);
      if (sign === null) return 'unknown';
      if (sign === 'refusal') proof = 'refusal';
      if (silences >= silencesNeeded[proof]) return proof;
      const again = await this.pull({ ...place, limit: 1 });
      if (again.kind === 'ok') return again.value.length > 0 ? 'there' : 'page';
      if (again.kind !== 'unanswered') return 'unknown';
    }
  }

  /** Something else that the server is asked about history and has to answer; null when it did not. */
  async sign(place: HistoryPlace): Promise<EmptyProof | null> {
    const { client, witness } = this.environment;
    const above = place.fromMid === 0n ? null : { ...place, fromMid: 0n };
    for (const other of [above, witness(place)]) {
      if (other === null) continue;
      const answer = await this.pull({ ...other, limit: 1 });
      if (answer.kind === 'ok' && answer.value.length > 0) return 'page';
      if (answer.kind === 'disconnected') return null;
    }
    return (await client.history.isAlive(place)) ? 'refusal' : null;
  }

  /**
   * One message where more were asked for would be all that a chat has: what else is known of it would be erased, and what is
   * not known never fetched. If it can be the late answer to the question for one message, the server is asked once more.
   */
  private async pullTwiceIfLate(query: HistoryQuery): Promise<Answer<readonly TimMessage[]>> {
    const answer = await this.pull(query);
    const isSure = answer.kind !== 'ok' || answer.value.length !== 1 || query.limit === 1;
    if (isSure || !this.askedForOne.has(query.node)) return answer;
    const again = await this.pull(query);
    // Silence says that one of the two was no answer to this question, and not which.
    return again.kind === 'ok' && again.value.length < answer.value.length ? answer : again;
  }

  private async pull(query: HistoryQuery): Promise<Answer<readonly TimMessage[]>> {
    const { client, clock } = this.environment;
    if (query.limit === 1) this.askedForOne.add(query.node);
    const askedAtMs = clock.monotonicMs();
    const answer = await client.history.pull(query);
    if (answer.kind === 'ok' && answer.value.length === query.limit) {
      this.size.came(clock.monotonicMs() - askedAtMs, query.limit);
    }
    return answer;
  }
}

function toNewest(answer: Answer<readonly TimMessage[]>): NewestAnswer {
  if (answer.kind === 'unanswered') return { kind: 'silent' };
  if (answer.kind === 'refused' && answer.code === TimErrorCode.permissionDenied) return { kind: 'refused' };
  if (answer.kind !== 'ok') return { kind: 'unknown' };
  const [packet] = answer.value;
  // A server that says so has answered.
  return packet === undefined ? { kind: 'silent' } : { kind: 'newest', mid: packet.mid ?? 0n };
}

function toPage(packets: readonly TimMessage[], limit: number): HistoryAnswer {
  // A server that says so has answered.
  if (packets.length === 0) return { kind: 'empty', proof: 'page' };
  const mids = packets.flatMap(({ mid }) => (mid === undefined || mid <= 0n ? [] : [mid]));
  const isDescending = mids.every((mid, index) => index === 0 || mid < (mids[index - 1] ?? mid));
  if (!isDescending) return { kind: 'page', packets, lowestMid: null };
  return { kind: 'page', packets, lowestMid: packets.length < limit ? 0n : (mids.at(-1) ?? null) };
}
