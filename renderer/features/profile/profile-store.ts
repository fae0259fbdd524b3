import { onScopeDispose, shallowRef } from 'vue';
import type { PersonView, ProfileChangeView } from '../../../preload/contract/profile-views';
import type { FailureCode, Result } from '../../../preload/contract/result';
import { defineAccountStore } from '../../base/account-scope';

/** Most people whose cards are remembered. */
const mostPeople = 50;

/** Somebody as they are known, and what came of the last question for them. */
export interface Acquaintance {
  readonly person: PersonView;
  /** Why nothing newer is known; null when the server has told, or is being asked. */
  readonly failure: FailureCode | null;
}

/** Cards of people at whom somebody has looked, oneself among them. */
export const useProfileStore = defineAccountStore('profile', ({ request }) => {
  const people = shallowRef<ReadonlyMap<string, Acquaintance>>(new Map());
  onScopeDispose(() => {
    people.value = new Map();
  });

  function put(node: string, acquaintance: Acquaintance): void {
    const others = [...people.value].filter(([other]) => other !== node);
    people.value = new Map([...others, [node, acquaintance] as const].slice(-mostPeople));
  }

  /** What is known of somebody; null before the first look. */
  function of(node: string): Acquaintance | null {
    return people.value.get(node) ?? null;
  }

  /** Shows what is known here at once, then what the server says. */
  async function look(node: string): Promise<void> {
    await read(node);
    const result = await request('people.look', { node });
    const known = of(node);
    if (result.ok) put(node, { person: result.value, failure: null });
    else if (known !== null) put(node, { ...known, failure: result.failure.code });
  }

  async function read(node: string): Promise<void> {
    const result = await request('people.profile', { node });
    if (result.ok) put(node, { person: result.value, failure: of(node)?.failure ?? null });
  }

  /** Names somebody for this account alone. */
  async function setRemark(node: string, remark: string): Promise<Result<null>> {
    const result = await request('people.setRemark', { node, remark });
    if (result.ok) await read(node);
    return result;
  }

  /** Tells the server something else about oneself. */
  async function change(fields: ProfileChangeView): Promise<Result<PersonView>> {
    const result = await request('profile.change', fields);
    if (result.ok) put(result.value.node, { person: result.value, failure: null });
    return result;
  }

  /** Something of these people may be otherwise now. */
  async function applyChanges(nodes: readonly string[]): Promise<void> {
    for (const node of nodes) if (people.value.has(node)) await read(node);
  }

  /** Something may have been missed. */
  function reload(): Promise<void> {
    return applyChanges([...people.value.keys()]);
  }

  return { people, of, look, setRemark, change, applyChanges, reload };
});
