import { initialChoice, presenceChoices, type OwnChoice } from '../../domain/presence-choice';
import type { AccountStore } from '../../storage/account-store';

/** What the user of an account chose last; needs no transaction. */
export function loadChoice({ profile }: AccountStore): OwnChoice {
  const choice = presenceChoices.find((candidate) => candidate === profile.get('presenceChoice'));
  const chosenAtMs = Number(profile.get('presenceChosenAtMs') ?? 0);
  if (choice === undefined || !Number.isSafeInteger(chosenAtMs)) return initialChoice;
  return { choice, note: profile.get('presenceNote') ?? '', chosenAtMs };
}

/** Keeps it in a transaction of its own. Throws what the disk says. */
export function keepChoice(store: AccountStore, { choice, note, chosenAtMs }: OwnChoice): void {
  store.transaction(({ profile }) => {
    profile.set('presenceChoice', choice);
    profile.set('presenceNote', note);
    profile.set('presenceChosenAtMs', String(chosenAtMs));
  });
}
