import { computed, onScopeDispose, shallowRef } from 'vue';
import type { ProfileFieldsView } from '../../../preload/contract/profile-views';
import type { FailureCode } from '../../../preload/contract/result';
import { useAccountFactsStore } from '../../base/account-facts-store';
import { defineAccountStore } from '../../base/account-scope';
import { createPictureChoice, type Crop } from '../square-picture';
import { useProfileStore } from './profile-store';

/**
 * What is being changed of the own profile. It stays while the settings are closed, while there is no connection, and when the
 * server refuses it; it ends when it is saved or discarded.
 */
export const useProfileDraftStore = defineAccountStore('profile-draft', ({ accountId }) => {
  const facts = useAccountFactsStore(accountId);
  const profiles = useProfileStore(accountId);
  const written = shallowRef<Partial<ProfileFieldsView>>({});
  const choice = createPictureChoice();
  const { picture, isBusy: isCutting } = choice;
  const failure = shallowRef<FailureCode | null>(null);
  const isBusy = shallowRef(false);
  onScopeDispose(discard);

  const own = computed(() => profiles.of(facts.account?.node ?? '')?.person ?? null);
  const changed = computed<Partial<ProfileFieldsView>>(() => {
    const saved = own.value?.profile;
    const entries = Object.entries(written.value).filter(
      // The keys of `written` are those of a profile.
      ([field, text]) => saved?.[field as keyof ProfileFieldsView] !== text,
    );
    return Object.fromEntries(entries);
  });
  const isChanged = computed(() => Object.keys(changed.value).length > 0 || picture.value !== undefined);

  /** What a field shows: what was written, else what is saved. */
  function textOf<Field extends keyof ProfileFieldsView>(field: Field): ProfileFieldsView[Field] | '' {
    return written.value[field] ?? own.value?.profile[field] ?? '';
  }

  function write(change: Partial<ProfileFieldsView>): void {
    failure.value = null;
    written.value = { ...written.value, ...change };
  }

  /** Takes a picture; what cannot be one is a failure, and the one before stays. */
  async function choose(file: File): Promise<void> {
    if (isBusy.value) return;
    failure.value = null;
    failure.value = await choice.choose(file);
  }

  /** No picture any more, once it is saved. */
  function removePicture(): void {
    failure.value = null;
    choice.remove(own.value?.hasPicture === true);
  }

  /** Another part of the picture that was chosen. */
  function cropPicture(crop: Crop): void {
    choice.crop(crop);
  }

  function discard(): void {
    failure.value = null;
    written.value = {};
    choice.reset();
  }

  /** Sends what is different; true when the server has it. What was written meanwhile stays. */
  async function save(): Promise<boolean> {
    if (isBusy.value || isCutting.value || !isChanged.value) return false;
    isBusy.value = true;
    failure.value = null;
    const sent = { fields: written.value, picture: picture.value };
    const fields = changed.value;
    const cut = await choice.change();
    const result = cut.ok ? await profiles.change({ ...fields, ...cut.value }) : cut;
    isBusy.value = false;
    if (!result.ok) {
      failure.value = result.failure.code;
      return false;
    }
    if (written.value === sent.fields) written.value = {};
    if (picture.value === sent.picture) choice.reset();
    return true;
  }

  return {
    own,
    picture,
    failure,
    isBusy,
    isCutting,
    isChanged,
    textOf,
    write,
    choose,
    cropPicture,
    removePicture,
    discard,
    save,
  };
});
