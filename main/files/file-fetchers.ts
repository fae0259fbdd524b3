import type { MessageId, NodeId } from '../domain/ids';

/** Somebody who fetches an own file, and how far they are, bytes. */
export interface FileFetcher {
  readonly node: NodeId;
  readonly doneBytes: number;
}

/** Of so many files it is remembered who fetched them, and of each so many people: those who asked last. */
const mostFiles = 200;
const mostPeople = 50;

/**
 * Who fetches own files from here, and how far they are: a question says what its author has, and what was given last is taken for come.
 * It is there to be shown, and lasts as long as the program.
 */
export class FileFetchers {
  private readonly files = new Map<MessageId, Map<NodeId, number>>();

  /** Somebody asks for more, or was given it: they have this much. */
  note(messageId: MessageId, node: NodeId, doneBytes: number): void {
    const people = this.files.get(messageId) ?? new Map<NodeId, number>();
    this.files.delete(messageId);
    this.files.set(messageId, people);
    people.delete(node);
    people.set(node, doneBytes);
    forgetOldest(people, mostPeople);
    forgetOldest(this.files, mostFiles);
  }

  /** Those who fetch it, in the order of their last question. */
  of(messageId: MessageId): readonly FileFetcher[] {
    return [...(this.files.get(messageId) ?? [])].map(([node, doneBytes]) => ({ node, doneBytes }));
  }

  /** It was erased, or is given to nobody any more. */
  forget(messageId: MessageId): void {
    this.files.delete(messageId);
  }

  /** All files of which something is remembered. */
  messageIds(): readonly MessageId[] {
    return [...this.files.keys()];
  }
}

function forgetOldest<Key>(map: Map<Key, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
