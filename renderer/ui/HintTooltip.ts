import {
  cloneVNode,
  Comment,
  defineComponent,
  Fragment,
  h,
  nextTick,
  shallowRef,
  type PropType,
  type SlotsType,
  type VNode,
} from 'vue';
import HintCard from './HintCard.vue';
import { firstEars, type HintEars } from './hint-ears';

/**
 * Says what a control is while the pointer rests on it, and when somebody goes to it with the keyboard. The control is the one
 * element of the slot. What shows the hint is eight components, which take as long to make as a message: they are made when the pointer
 * or the focus comes to the control for the first time, beside it, so that its element stays the same.
 */
export const HintTooltip = defineComponent({
  name: 'HintTooltip',
  props: {
    text: { type: String, required: true },
    side: { type: String as PropType<'top' | 'right' | 'bottom' | 'left'>, default: 'top' },
  },
  // Vue names the slot by its content.
  slots: Object as SlotsType<{ default: () => readonly VNode[] }>,
  setup(props, { slots }) {
    const isMet = shallowRef(false);
    const ears = shallowRef<HintEars>(firstEars((listener, event) => void meet(listener, event)));

    async function meet(listener: string, event: Event): Promise<void> {
      isMet.value = true;
      await nextTick();
      // What brought them here was over before there was anything to hear it.
      const hear = ears.value[listener];
      if (typeof hear === 'function') hear(event);
    }
    const tell = (told: HintEars): void => void (ears.value = told);

    return () => {
      const control = slots.default().find(({ type }) => type !== Comment);
      return h(Fragment, [
        isMet.value ? h(HintCard, { text: props.text, side: props.side, tell, key: 'card' }) : null,
        control === undefined ? null : cloneVNode(control, ears.value, true),
      ]);
    };
  },
});
