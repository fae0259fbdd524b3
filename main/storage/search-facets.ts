import type { FileInfo } from '../domain/file';
import type { MessageContent } from '../domain/message';
import { isLookedAt } from '../domain/shown-file';
import type { TermChoice } from '../domain/search-terms';

/** Kinds of messages that a search can find. */
export const findableKinds = ['text', 'image', 'file'] as const satisfies readonly MessageContent['kind'][];
export type FindableKind = (typeof findableKinds)[number];

/** What is looked through together in what a chat has: pictures and films, however they came, other files, and recordings. */
export const mediaGroups = ['media', 'document', 'voice'] as const;
export type MediaGroup = (typeof mediaGroups)[number];

/** Where a message stands in what its chat has; null for nowhere. `file`: what is known of its file, null for none. */
export function mediaGroupOf(
  kind: MessageContent['kind'],
  file: Pick<FileInfo, 'name' | 'voice'> | null,
): MediaGroup | null {
  if (kind === 'image') return 'media';
  if (kind !== 'file' || file === null) return null;
  if (file.voice !== undefined) return 'voice';
  return isLookedAt(file.name) ? 'media' : 'document';
}

/** What a message is found by besides its words. */
export interface SearchFacets {
  readonly chatNumber: number;
  readonly author: string;
  readonly kind: FindableKind;
  /** See `mediaGroupOf`. */
  readonly group: MediaGroup | null;
}

/** Whether messages of a kind can be found, if they stay. */
export const isFindable = (kind: MessageContent['kind']): kind is FindableKind =>
  findableKinds.some((findable) => findable === kind);

/**
 * Terms of a message in the index of the search, besides those of its words, which none of them is like. Nothing of them changes as long as
 * the message is in the index: by the same terms it is taken out again.
 */
export function facetTerms({ chatNumber, author, kind, group }: SearchFacets): readonly string[] {
  const terms = [chatTerm(chatNumber), authorTerm(author), kindTerm(kind)];
  return group === null ? terms : [...terms, groupTerm(group)];
}

/** What messages are wanted by, null for any. */
export type WantedFacets = { readonly [facet in keyof SearchFacets]: SearchFacets[facet] | null };

/** What messages with some facets have in the index, null for any; at least one choice. */
export function facetChoices(wanted: WantedFacets): readonly TermChoice[] {
  const choices: TermChoice[] = [];
  if (wanted.chatNumber !== null) choices.push([new Set([chatTerm(wanted.chatNumber)])]);
  if (wanted.author !== null) choices.push([new Set([authorTerm(wanted.author)])]);
  if (wanted.kind !== null) choices.push([new Set([kindTerm(wanted.kind)])]);
  if (wanted.group !== null) choices.push([new Set([groupTerm(wanted.group)])]);
  return choices.length > 0 ? choices : [findableKinds.map((kind) => new Set([kindTerm(kind)]))];
}

const chatTerm = (chatNumber: number): string => `\r#${chatNumber}`;
const authorTerm = (author: string): string => `\r@${author}`;
const kindTerm = (kind: FindableKind): string => `\r=${kind}`;
const groupTerm = (group: MediaGroup): string => `\r/${group}`;
