import { h, shallowRef, type Component, type FunctionalComponent } from 'vue';

/** Reads a part of the window; once is enough, however often it is asked. */
type Read = () => Promise<void>;

const reads: Read[] = [];

/**
 * A component that the first screen does not need. It lies in another file than the first screen, which is read behind its
 * paint, or when something shows the component before: until then nothing stands in its place. Called where a module is
 * loaded, mostly in the face of a feature (`later(() => import('./AddFriendDialog.vue'))`): whoever imports it sees no
 * difference, save that a template reference to it stays empty.
 */
export function later<C extends Component>(load: () => Promise<{ readonly default: C }>): C {
  const component = shallowRef<Component | null>(null);
  let reading: Promise<void> | null = null;

  async function loadOnce(): Promise<void> {
    try {
      component.value = (await load()).default;
    } catch (error) {
      // A file of the app that could not be read: the next look tries again.
      reading = null;
      throw error;
    }
  }
  const read: Read = () => (reading ??= loadOnce());
  reads.push(read);

  const stand: FunctionalComponent = (attributes, { slots }) => {
    if (component.value !== null) return h(component.value, attributes, slots);
    void read();
    return null;
  };
  stand.inheritAttrs = false;
  // Everything passes through it: it takes and tells what the component does.
  return stand as Component as C;
}

/** Reads everything that stands behind the first screen, so that nobody waits for it later. */
export async function readLaterParts(): Promise<void> {
  // What is read may know of more.
  for (const read of reads) await read();
}
