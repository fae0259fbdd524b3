import type { EphemeralKind } from '../domain/ephemeral';
import { deviceReactionsRules } from './device-reactions';
import { fileRules } from './file';
import type { Carrier, KindRules } from './kind-rules';
import { presenceRules } from './presence';
import { receiptRules } from './receipt';
import { typingRules } from './typing';

/** Every kind of what passes by, and how it travels. */
export const ephemeralKinds: { readonly [Kind in EphemeralKind]: KindRules<Kind> } = {
  presence: presenceRules,
  typing: typingRules,
  file: fileRules,
  receipt: receiptRules,
  deviceReactions: deviceReactionsRules,
};

const kindsByCarrier: ReadonlyMap<Carrier, EphemeralKind> = new Map(
  // `Object.keys` knows keys as texts; the table has exactly the kinds.
  (Object.keys(ephemeralKinds) as EphemeralKind[]).map((kind) => [ephemeralKinds[kind].carrier, kind]),
);

/** The kind that travels so; null for none that is known here. */
export const kindOf = (carrier: Carrier): EphemeralKind | null => kindsByCarrier.get(carrier) ?? null;
