import type { ChangeSet } from '../domain/change-set';
import { conversationIdOf } from '../domain/conversation';
import type { NodeId } from '../domain/ids';
import type { TimUserBean } from '../protocol/packets';
import { nameOf, pictureOf, toCardBytes, versionOf } from '../protocol/user-card';
import type { StoreWriter } from '../storage/account-store';

/** A card as the server has it. */
export interface ToldCard {
  readonly node: NodeId;
  readonly card: TimUserBean;
  /** Wall clock, ms. */
  readonly toldAtMs: number;
  /** Its map of bytes is not the server's: what is known of the picture stays. */
  readonly isPictureUnknown?: boolean;
}

/** Keeps what somebody tells about themselves, and notes what of it is new. Inside the caller's transaction. */
export function keepCard(write: StoreWriter, told: ToldCard, changes: ChangeSet): void {
  const { node, card, toldAtMs, isPictureUnknown = false } = told;
  const name = nameOf(card);
  const stored = { bytes: toCardBytes(card), version: versionOf(card), toldAtMs };
  if (write.people.setCard(node, stored)) changes.addName(node);
  // Who has taken the name away is still somebody whom one knows by it.
  const renamed = name === '' ? [] : write.people.setName(node, name);
  for (const other of renamed) changes.addName(other);
  const owner = conversationIdOf({ kind: 'user', node });
  if (isPictureUnknown || !write.pictures.set(owner, pictureOf(card)?.bytes ?? null)) return;
  changes.addPicture(owner);
  changes.addName(node);
}
