import { Line } from '../../../main/line/line';
import { systemClock } from '../../../main/platform/clock';
import { startServerProcess } from '../embedded-server';
import { RawPeer } from '../raw-peer';
import { LinedDevice, type Sight } from './lined-device';
import { sizeOf, writers, writingsOf, type Load, type Writer } from './load';

/** What is done, and on what line. */
export interface BadLineOptions {
  /** A server that is there already, without accounts of the writers' names; null starts one. */
  readonly serverUrl: string | null;
  readonly load: Load;
  readonly upBytesPerSecond: number;
  readonly downBytesPerSecond: number;
  /** How often all lines break while the messages travel. */
  readonly cuts: number;
  /** How often somebody reads all of a chat. Not more often: reading makes the app compare with the server, which takes the line. */
  readonly lookEveryMs: number;
  /** When nothing has changed anywhere for so long, nothing will: the devices are judged as they are. */
  readonly patienceMs: number;
}

/** What came of it. */
export interface BadLineReport {
  readonly messages: number;
  /** Messages that a device does not have at the end. */
  lost: number;
  /** Messages that a device has more than once. */
  doubled: number;
  /** Devices on which what somebody wrote is not in the order of writing, or not as on the others. */
  inverted: number;
  /** Sights, of any moment, of something erased, failed, refused or asked. */
  wrong: number;
  /** Messages that the server has more than once. */
  serverCopies: number;
  readonly cuts: number;
  readonly seconds: number;
  readonly connections: Readonly<Record<string, number>>;
  readonly bytes: Readonly<Record<string, { readonly up: number; readonly down: number }>>;
  readonly findings: string[];
}

const pauseMs = 1_000;
/** How far the messages have travelled when the second device signs in. */
const joinsAt = 1 / 3;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pauseMs));

/**
 * Two people write to each other, each behind a bad line of their own, and a second device of the first signs in meanwhile behind a third.
 * Needs a display and the built app.
 */
export async function runBadLine(options: BadLineOptions): Promise<BadLineReport> {
  const server = options.serverUrl === null ? await startServerProcess(['--device-limit', '3']) : null;
  const story = new BadLineStory(server?.url ?? options.serverUrl ?? '', options);
  try {
    return await story.run();
  } finally {
    await story.end();
    await server?.stop();
  }
}

class BadLineStory {
  private readonly devices: LinedDevice[] = [];
  private readonly lines: Line[] = [];
  private readonly nodes = new Map<Writer, string>();
  private readonly wrong = new Set<string>();
  private readonly startedMs = performance.now();

  constructor(
    private readonly serverUrl: string,
    private readonly options: BadLineOptions,
  ) {}

  async run(): Promise<BadLineReport> {
    const { load, upBytesPerSecond, downBytesPerSecond } = this.options;
    const [anna, ben] = [await this.device('anna', 'anna'), await this.device('ben', 'ben')];
    for (const device of [anna, ben]) this.nodes.set(device.account, await device.signUp());
    await this.befriend(anna, ben);
    for (const { line } of this.devices) line.change({ upBytesPerSecond, downBytesPerSecond });
    await Promise.all([anna, ben].map((device) => this.writeAll(device)));
    await this.travel();
    const sights = new Map<string, Sight>();
    for (const device of this.devices) sights.set(device.name, await this.look(device));
    return this.judge(load, sights);
  }

  /** Ends everything that was started. */
  async end(): Promise<void> {
    for (const device of this.devices) await device.end();
    for (const line of this.lines) await line.close();
  }

  private async device(name: string, account: Writer): Promise<LinedDevice> {
    const { hostname, port } = new URL(this.serverUrl);
    const line = await Line.open({
      listen: { host: '127.0.0.1', port: 0 },
      to: { host: hostname, port: Number(port) },
      clock: systemClock,
    });
    this.lines.push(line);
    const device = await LinedDevice.start(name, account, line);
    this.devices.push(device);
    return device;
  }

  private async befriend(asking: LinedDevice, accepting: LinedDevice): Promise<void> {
    const nodeOf = (account: Writer): string => this.nodes.get(account) ?? '';
    await asking.call('contacts.add', { node: nodeOf(accepting.account), greeting: 'hello' });
    const hasHeard = async (): Promise<boolean> => {
      const contacts = await accepting.call('contacts.list', { after: null, limit: 500 });
      return contacts.ok && contacts.value.some(({ node }) => node === nodeOf(asking.account));
    };
    while (!(await hasHeard())) await pause();
    await accepting.call('contacts.accept', { node: nodeOf(asking.account) });
    for (const device of [asking, accepting]) {
      const hasChat = async (): Promise<boolean> => {
        const chats = await device.call('conversations.list', { after: null, limit: 500 });
        return chats.ok && chats.value.some(({ conversationId }) => conversationId === this.chatOf(device));
      };
      while (!(await hasChat())) await pause();
    }
  }

  private chatOf({ account }: LinedDevice): string {
    const other = writers.find((writer) => writer !== account);
    return `u:${other === undefined ? '' : (this.nodes.get(other) ?? '')}`;
  }

  private async writeAll(device: LinedDevice): Promise<void> {
    for (const writing of writingsOf(device.account, this.options.load)) {
      await device.write(this.chatOf(device), writing);
    }
  }

  private async look(device: LinedDevice): Promise<Sight> {
    const sight = await device.look(this.chatOf(device));
    this.note(sight.wrong);
    return sight;
  }

  private note(wrong: readonly string[]): void {
    for (const words of wrong) this.wrong.add(words);
  }

  /** Watches until everything is everywhere; breaks the lines and brings the second device on the way. */
  private async travel(): Promise<void> {
    const { cuts, lookEveryMs, patienceMs } = this.options;
    let cutsDone = 0;
    let joining: Promise<void> | null = null;
    let last = '';
    let lookedMs = performance.now();
    for (let changedMs = lookedMs; performance.now() - changedMs < patienceMs;) {
      await pause();
      for (const device of this.devices) this.note(await device.glance());
      joining ??= this.progress() >= joinsAt ? this.join() : null;
      if (cutsDone < cuts && this.progress() >= (cutsDone + 1) / (cuts + 1)) {
        cutsDone += 1;
        for (const line of this.lines) line.cut();
      }
      if (performance.now() - lookedMs < lookEveryMs) continue;
      const sights = [];
      for (const device of this.devices) sights.push(await this.look(device));
      lookedMs = performance.now();
      if (this.isComplete(sights)) break;
      const now = JSON.stringify(sights);
      if (now !== last) changedMs = lookedMs;
      last = now;
    }
    await joining;
  }

  /** How much of what the slower of the two writes has left on its line, 0 to 1. */
  private progress(): number {
    const shares = this.devices.slice(0, writers.length).map(({ account, line }) => {
      const bytes = writingsOf(account, this.options.load).map(sizeOf);
      return line.counters.upBytes / bytes.reduce((sum, size) => sum + size);
    });
    return Math.min(...shares);
  }

  private isComplete(sights: readonly Sight[]): boolean {
    const { texts, pictures } = this.options.load;
    const all = writers.length * (texts + pictures);
    const isThere = ({ keys, undelivered }: Sight): boolean => keys.length >= all && undelivered === 0;
    return sights.length > writers.length && sights.every(isThere);
  }

  /** The second device of anna signs in; as often as it takes, because its line is cut as well. */
  private async join(): Promise<void> {
    const { upBytesPerSecond, downBytesPerSecond } = this.options;
    const second = await this.device('anna again', 'anna');
    second.line.change({ upBytesPerSecond, downBytesPerSecond });
    while (!(await second.tryToSignIn())) await pause();
  }

  private async judge(load: Load, sights: ReadonlyMap<string, Sight>): Promise<BadLineReport> {
    const wanted = writers.map((writer) => writingsOf(writer, load).map(({ key }) => key));
    const report = {
      messages: wanted.flat().length,
      lost: 0,
      doubled: 0,
      inverted: 0,
      wrong: this.wrong.size,
      serverCopies: await this.countCopies(),
      cuts: this.options.cuts,
      seconds: Math.round((performance.now() - this.startedMs) / 1000),
      connections: this.perDevice(({ connections }) => connections),
      bytes: this.perDevice(({ upBytes, downBytes }) => ({ up: upBytes, down: downBytes })),
      findings: [...this.wrong],
    };
    const [first] = sights.values();
    for (const [name, { keys }] of sights) {
      const note = (kind: 'lost' | 'doubled' | 'inverted', what: string): void => {
        report[kind] += 1;
        report.findings.push(`${kind} on ${name}: ${what}`);
      };
      for (const key of wanted.flat()) {
        const count = keys.filter((shown) => shown === key).length;
        if (count === 0) note('lost', key);
        if (count > 1) note('doubled', `${key}, ${count} times`);
      }
      for (const written of wanted) {
        const shown = keys.filter((key) => written.includes(key));
        if (shown.join() !== written.filter((key) => shown.includes(key)).join())
          note('inverted', shown.join());
      }
      if (keys.join() !== first?.keys.join()) note('inverted', 'another order than on the first device');
    }
    return report;
  }

  private perDevice<T>(read: (counters: Line['counters']) => T): Readonly<Record<string, T>> {
    return Object.fromEntries(this.devices.map(({ name, line }) => [name, read(line.counters)]));
  }

  /** What the server has, read without a line and without the app. */
  private async countCopies(): Promise<number> {
    const peer = await RawPeer.signIn(this.serverUrl, 'ben');
    const history = await peer.history(this.nodes.get('anna') ?? '');
    await peer.close();
    const ids = history.map(({ extend, mid }) => extend?.['cid'] ?? String(mid));
    return ids.length - new Set(ids).size;
  }
}
