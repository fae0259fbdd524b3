import { readdirSync, readFileSync } from 'node:fs';

/** A process and everything that it started. Linux only, as the run of record is. */
export function processTree(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/u.test(name) ? statOf(Number(name)) : null;
    if (fields === null) continue;
    const parent = Number(fields[parentField]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (process: number): readonly number[] => [
    process,
    ...(children.get(process) ?? []).flatMap((child) => below(child)),
  ];
  return below(root);
}

/** Memory of every process of some programs in MB (PSS), by its number. */
export function memoryByProcess(roots: readonly number[]): ReadonlyMap<number, number> {
  return new Map(roots.flatMap(processTree).map((process) => [process, memoryOf(process)]));
}

function memoryOf(process: number): number {
  const [, digits] = /^Pss:\s+(\d+)/mu.exec(readOrEmpty(`/proc/${process}/smaps_rollup`)) ?? [];
  return Number(digits ?? 0) / 1_024;
}

/** Memory of a program in MB: what several processes share is counted once (PSS). */
export function memoryMb(root: number): number {
  return processTree(root).reduce((sum, process) => sum + memoryOf(process), 0);
}

/** Seconds of the processor that a program has used until now. */
export function processorSeconds(root: number): number {
  const ticks = processTree(root).map((process) => {
    const fields = statOf(process);
    return fields === null ? 0 : Number(fields[userField]) + Number(fields[systemField]);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}

// Of `/proc/PID/stat`, counted behind the name, which may have spaces.
const parentField = 1;
const userField = 11;
const systemField = 12;
const ticksPerSecond = 100;

function statOf(process: number): readonly string[] | null {
  const text = readOrEmpty(`/proc/${process}/stat`);
  const end = text.lastIndexOf(')');
  return end < 0 ? null : text.slice(end + 2).split(' ');
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has gone meanwhile.
    return '';
  }
}
