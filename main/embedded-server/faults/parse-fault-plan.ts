import type { FaultAction, FaultPlan, FaultRule, FaultTrigger } from './fault-plan';

const directions = ['in', 'out', 'both'] as const;
const crashPoints = ['beforeCommit', 'afterCommit'] as const;
const maxFrameType = 127;
const maxCount = 1_000_000_000;
const maxWaitMs = 3_600_000;
const maxNameLength = 200;

/** A plan that cannot be used; the message says where and why in one line. */
export class FaultPlanError extends Error {
  override readonly name = 'FaultPlanError';
}

/** Reads a plan from a JSON value. Unknown fields and impossible values throw FaultPlanError. */
export function parseFaultPlan(value: unknown): FaultPlan {
  if (!Array.isArray(value)) throw new FaultPlanError('a fault plan is a list of rules');
  return value.map((rule: unknown, index) => parseRule(rule, `rule ${index + 1}`));
}

/** Reads one rule; `place` is what errors call it. */
export function parseRule(value: unknown, place = 'rule'): FaultRule {
  const fields = fieldsOf(value, place, ['name', 'on', 'action']);
  const name = optional(fields['name'], (field) => textOf(field, `${place}, name`));
  const on = parseTrigger(fields['on'], `${place}, on`);
  const action = parseAction(fields['action'], `${place}, action`);
  if (action.kind === 'crash' && on.direction !== 'in')
    throw new FaultPlanError(`${place}: a crash needs direction in`);
  return { ...name('name'), on, action };
}

function parseTrigger(value: unknown, place: string): FaultTrigger {
  const fields = fieldsOf(value, place, ['direction', 'types', 'account', 'chance', 'nth', 'times']);
  const read = <T>(key: string, parse: (field: unknown, place: string) => T) =>
    optional(fields[key], (field) => parse(field, `${place}.${key}`));
  return {
    direction: oneOf(directions, fields['direction'], `${place}.direction`),
    ...read('types', typesOf)('types'),
    ...read('account', textOf)('account'),
    ...read('chance', chanceOf)('chance'),
    ...read('nth', countOf)('nth'),
    ...read('times', countOf)('times'),
  };
}

function parseAction(value: unknown, place: string): FaultAction {
  const kind = fieldsOf(value, place, ['kind', 'ms', 'at'])['kind'];
  switch (kind) {
    case 'drop':
    case 'duplicate':
    case 'halfOpen':
    case 'reset':
      fieldsOf(value, place, ['kind']);
      return { kind };
    case 'delay':
    case 'reorder': {
      const { ms } = fieldsOf(value, place, ['kind', 'ms']);
      return { kind, ms: wholeNumberOf(ms, { place: `${place}.ms`, minimum: 0, maximum: maxWaitMs }) };
    }
    case 'crash': {
      const { at } = fieldsOf(value, place, ['kind', 'at']);
      return { kind, at: oneOf(crashPoints, at, `${place}.at`) };
    }
    default:
      throw new FaultPlanError(
        `${place}.kind must be drop, delay, duplicate, reorder, halfOpen, reset or crash`,
      );
  }
}

/** The entry of an optional field under its name; nothing when the field is absent. */
function optional<T>(
  field: unknown,
  parse: (field: unknown) => T,
): <K extends string>(key: K) => Partial<Record<K, T>> {
  if (field === undefined) return () => ({});
  const parsed = parse(field);
  // A computed key of a generic type has no narrower type in TypeScript.
  return <K extends string>(key: K) => ({ [key]: parsed }) as Record<K, T>;
}

function fieldsOf(value: unknown, place: string, allowed: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FaultPlanError(`${place} must be an object`);
  const unknown = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined) throw new FaultPlanError(`${place} has no field ${JSON.stringify(unknown)}`);
  return { ...value };
}

function oneOf<T extends string>(values: readonly T[], field: unknown, place: string): T {
  const found = values.find((value) => value === field);
  if (found === undefined) throw new FaultPlanError(`${place} must be ${values.join(' or ')}`);
  return found;
}

function textOf(field: unknown, place: string): string {
  if (typeof field !== 'string' || field.length > maxNameLength)
    throw new FaultPlanError(`${place} must be a text of at most ${maxNameLength} characters`);
  return field;
}

function typesOf(field: unknown, place: string): number[] {
  if (!Array.isArray(field) || field.length === 0)
    throw new FaultPlanError(`${place} must be a list of frame types`);
  return field.map((type: unknown) => wholeNumberOf(type, { place, minimum: 0, maximum: maxFrameType }));
}

function chanceOf(field: unknown, place: string): number {
  if (typeof field !== 'number' || !(field >= 0 && field <= 1))
    throw new FaultPlanError(`${place} must be a number from 0 to 1`);
  return field;
}

function countOf(field: unknown, place: string): number {
  return wholeNumberOf(field, { place, minimum: 1, maximum: maxCount });
}

function wholeNumberOf(
  field: unknown,
  { place, minimum, maximum }: { readonly place: string; readonly minimum: number; readonly maximum: number },
): number {
  if (typeof field !== 'number' || !Number.isInteger(field) || field < minimum || field > maximum)
    throw new FaultPlanError(`${place} must be a whole number from ${minimum} to ${maximum}`);
  return field;
}
