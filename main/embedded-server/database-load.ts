import type { Random } from '../platform/random';

const idleOperations = 192;
/** Fits 0.2 % refusals with 128 messages in flight and two thirds with 2000, as measured (tim protocol, section 13). */
const saturatedOperations = 7_200;
const maxChance = 0.7;

/** Whether the real server's database would give up on a message with so many operations in flight. */
export function isDatabaseBusy(operationsInFlight: number, random: Random): boolean {
  if (operationsInFlight < idleOperations) return false;
  const load = operationsInFlight / saturatedOperations;
  return random.fraction() < Math.min(maxChance, load * load);
}
