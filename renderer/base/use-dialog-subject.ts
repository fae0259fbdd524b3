import { computed, shallowRef, watch, type ShallowRef, type WritableComputedRef } from 'vue';

/** What a dialog is about, and how it leaves. */
export interface DialogSubjectOptions<Subject> {
  /** What it is open for; null while it is closed. */
  readonly subject: () => Subject | null;
  /** It is closed: there is no subject any more. */
  readonly drop: () => void;
}

/** A dialog that is open as long as it has a subject. */
export interface DialogSubject<Subject> {
  /** Stays while the dialog closes: what it says must not change before it is gone. Another one each time it opens; null before. */
  readonly shown: Readonly<ShallowRef<Subject | null>>;
  readonly isOpen: WritableComputedRef<boolean>;
}

/** Opens and closes a dialog by what it is about. */
export function useDialogSubject<Subject>({
  subject,
  drop,
}: DialogSubjectOptions<Subject>): DialogSubject<Subject> {
  const shown = shallowRef<Subject | null>(null);
  watch(
    subject,
    (now) => {
      if (now !== null) shown.value = now;
    },
    { immediate: true },
  );
  const isOpen = computed({
    get: () => subject() !== null,
    set: (open) => {
      if (!open && subject() !== null) drop();
    },
  });
  return { shown, isOpen };
}
