import type { MessageContent } from '../domain/message';
import type { TermChoice } from '../domain/search-terms';

/** Kinds of messages that a search can find. */
export const findableKinds = ['text', 'image', 'file'] as const satisfies readonly MessageContent['kind'][];
export type FindableKind = (typeof findableKinds)[number];

/** What a message is found by besides its words. */
export interface SearchFacets {
  readonly chatNumber: number;
  readonly author: string;
  readonly kind: FindableKind;
}

/** Whether messages of a kind can be found, if they stay. */
export const isFindable = (kind: MessageContent['kind']): kind is FindableKind =>
  findableKinds.some((findable) => findable === kind);

/**
 * Terms of a message in the index of the search, besides those of its words, which none of them is like. Nothing of them changes as long as
 * the message is in the index: by the same terms it is taken out again.
 */
export function facetTerms({ chatNumber, author, kind }: SearchFacets): readonly string[] {
  return [chatTerm(chatNumber), authorTerm(author), kindTerm(kind)];
}

/** What messages with some facets have in the index, null for any; at least one choice. */
export function facetChoices(wanted: { readonly [facet in keyof SearchFacets]: SearchFacets[facet] | null }) {
  const choices: TermChoice[] = [];
  if (wanted.chatNumber !== null) choices.push([new Set([chatTerm(wanted.chatNumber)])]);
  if (wanted.author !== null) choices.push([new Set([authorTerm(wanted.author)])]);
  if (wanted.kind !== null) choices.push([new Set([kindTerm(wanted.kind)])]);
  return choices.length > 0 ? choices : [findableKinds.map((kind) => new Set([kindTerm(kind)]))];
}

const chatTerm = (chatNumber: number): string => `\r#${chatNumber}`;
const authorTerm = (author: string): string => `\r@${author}`;
const kindTerm = (kind: FindableKind): string => `\r=${kind}`;
