import { ProfileStore } from '../world/profile-store';
import type { Bench } from './bench';
import type { BenchReport } from './run-bench';
import { profileFolder } from './folders';

const rounds = 3;

/** Measures a bench in this process, which is there for nothing else, and tells the parent. */
export async function measureBench(bench: Bench, isQuick: boolean): Promise<void> {
  const note = (text: string): void => tell({ kind: 'note', text });
  const profiles = new ProfileStore(profileFolder, note);
  try {
    const samples = await bench.measure({ isQuick, rounds: isQuick ? 1 : rounds, profiles, note });
    tell({ kind: 'samples', samples });
  } catch (error) {
    tell({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    profiles.dispose();
  }
  // What a bench did not end by itself ends here.
  if (process.connected) process.disconnect();
  process.exit();
}

const tell = (report: BenchReport): void => void process.send?.(report);
