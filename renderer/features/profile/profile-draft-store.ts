import { computed, onScopeDispose, shallowRef } from 'vue';
import type { ProfileChangeView, ProfileFieldsView } from '../../../preload/contract/profile-views';
import type { FailureCode } from '../../../preload/contract/result';
import { useAccountFactsStore } from '../../app/account-facts-store';
import { defineAccountStore } from '../../app/account-scope';
import { squarePicture } from '../composer';
import { useProfileStore } from './profile-store';

/** Side of the picture that is sent, pixels: twice the largest avatar, for screens of twice the density. */
const pictureSide = 256;
/** Most bytes of it; main refuses more than 36 KiB. */
const mostPictureBytes = 32 * 1024;

/** A picture that was chosen and not saved yet. */
interface ChosenPicture {
  readonly bytes: Uint8Array;
  readonly url: string;
}

/**
 * What is being changed of the own profile. It stays while the settings are closed, while there is no connection, and when the
 * server refuses it; it ends when it is saved or discarded.
 */
export const useProfileDraftStore = defineAccountStore('profile-draft', ({ accountId }) => {
  const facts = useAccountFactsStore(accountId);
  const profiles = useProfileStore(accountId);
  const written = shallowRef<Partial<ProfileFieldsView>>({});
  /** Undefined: as it is; null: none. */
  const picture = shallowRef<ChosenPicture | null | undefined>(undefined);
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

  /** Takes a picture, cut to a square and painted anew; what cannot be one is a failure, and the one before stays. */
  async function choose(file: File): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    failure.value = null;
    const result = await squarePicture(file, { side: pictureSide, maxBytes: mostPictureBytes });
    isBusy.value = false;
    if (!result.ok) {
      failure.value = result.failure.code;
      return;
    }
    const { bytes, mediaType } = result.value;
    replacePicture({ bytes, url: URL.createObjectURL(new Blob([bytes], { type: mediaType })) });
  }

  /** No picture any more, once it is saved. */
  function removePicture(): void {
    failure.value = null;
    replacePicture(own.value?.hasPicture === true ? null : undefined);
  }

  function replacePicture(next: ChosenPicture | null | undefined): void {
    if (picture.value) URL.revokeObjectURL(picture.value.url);
    picture.value = next;
  }

  function discard(): void {
    failure.value = null;
    written.value = {};
    replacePicture(undefined);
  }

  /** Sends what is different; true when the server has it. What was written meanwhile stays. */
  async function save(): Promise<boolean> {
    if (isBusy.value || !isChanged.value) return false;
    isBusy.value = true;
    failure.value = null;
    const sent = { fields: written.value, picture: picture.value };
    const change: ProfileChangeView = {
      ...changed.value,
      ...(sent.picture === undefined ? {} : { picture: sent.picture === null ? null : sent.picture.bytes }),
    };
    const result = await profiles.change(change);
    isBusy.value = false;
    if (!result.ok) {
      failure.value = result.failure.code;
      return false;
    }
    if (written.value === sent.fields) written.value = {};
    if (picture.value === sent.picture) replacePicture(undefined);
    return true;
  }

  return { own, picture, failure, isBusy, isChanged, textOf, write, choose, removePicture, discard, save };
});
