import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { WorldName } from '../world/world';
import { echoPath, jsonPath } from './plain-sockets';
import type { BurstOrder, BurstReport, ServerOrder, ServerReport } from './orders';

/** Word of the command line that makes the program of the benches a server. */
export const serveWord = '--serve';

/** The server of a bench, in a process of its own, as seen from the bench. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(world: WorldName): Promise<ServerProcess> {
    // The bundle of the benches is one file, which is all of the programs.
    const child = fork(__filename, [serveWord]);
    send(child, { kind: 'start', start: { world } });
    const report = await next(child);
    if (report.kind !== 'started') throw new Error('the server did not start');
    return new ServerProcess(child, report.port);
  }

  /** Where the app signs in. */
  get url(): string {
    return this.at('/tim');
  }

  get echoUrl(): string {
    return this.at(echoPath);
  }

  get jsonUrl(): string {
    return this.at(jsonPath);
  }

  /** Sends messages to the app; answers when all are acknowledged, or the time is over. */
  async burst(burst: BurstOrder): Promise<BurstReport> {
    send(this.child, { kind: 'burst', burst });
    const report = await next(this.child);
    if (report.kind !== 'burstOver') throw new Error('the server answered something else');
    return report.report;
  }

  /** Waits until the app has asked nothing but signs of life for a time; fails when that does not come. */
  async quiet(quietMs: number, limitMs: number): Promise<void> {
    send(this.child, { kind: 'quiet', quietMs, limitMs });
    const report = await next(this.child);
    if (report.kind !== 'quiet' || !report.isQuiet) throw new Error('the app went on asking');
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }

  private at(path: string): string {
    return `ws://127.0.0.1:${this.port}${path}`;
  }
}

const send = (child: ChildProcess, order: ServerOrder): void => void child.send(order);

function next(child: ChildProcess): Promise<ServerReport> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('the server has ended'));
    child.once('exit', gone);
    // Written by `serve` of this folder.
    child.once('message', (report: ServerReport) => {
      child.off('exit', gone);
      resolve(report);
    });
  });
}
