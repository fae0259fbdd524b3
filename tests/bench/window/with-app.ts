import { projectFolder } from '../harness/folders';
import type { BenchContext } from '../harness/bench';
import { ServerProcess } from '../server/server-process';
import type { WorldName } from '../world/world';
import { pointAt } from '../world/write-profile';
import { StartedProgram } from './started-program';

/** Starts the app on a copy of a world, beside a server that has it, and ends both when `measure` has measured. */
export async function withApp<T>(
  world: WorldName,
  context: BenchContext,
  measure: (program: StartedProgram, server: ServerProcess) => Promise<T>,
): Promise<T> {
  const directory = context.profiles.copy(world);
  const server = await ServerProcess.start(world);
  try {
    pointAt(directory, server.url);
    const program = await StartedProgram.start(projectFolder, directory);
    try {
      return await measure(program, server);
    } finally {
      await program.stop();
    }
  } finally {
    await server.stop();
    context.profiles.remove(directory);
  }
}
