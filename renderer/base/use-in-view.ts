import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue';

/** Whether any of an element is within the window, not scrolled away and not clipped. */
export function useInView(element: Readonly<Ref<Element | null>>): Readonly<ShallowRef<boolean>> {
  const isInView = shallowRef(false);
  const observer = new IntersectionObserver((entries) => {
    isInView.value = entries.at(-1)?.isIntersecting === true;
  });
  watch(
    element,
    (now) => {
      observer.disconnect();
      isInView.value = false;
      if (now !== null) observer.observe(now);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => observer.disconnect());
  return isInView;
}
