import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { Line } from '../../../main/line/line';
import { systemClock } from '../../../main/platform/clock';
import { buildChild, childFolderPrefix } from '../attachments/build-child';
import { eventually } from '../eventually';
import { MessengerProcess } from './messenger-process';

const host = '127.0.0.1';
const patience = { timeoutMs: 60_000 };
/** Fast enough to be done soon, slow enough to be broken in the middle. */
const bytesPerSecond = 6 * 1024 * 1024;

/** One messenger with its line to the server. */
export interface Actor {
  readonly messenger: MessengerProcess;
  readonly line: Line;
  node: string;
}

/** Four messengers in processes of their own, each on a line of its own, and a server that can be restarted. */
export class Stage {
  private readonly serverFolder = mkdtempSync(join(tmpdir(), 'tim-files-server-'));
  private readonly programFolder = mkdtempSync(childFolderPrefix);
  private server: RunningServer | null = null;
  private actors: Actor[] = [];
  /** The chat with the author, as the first receiver has it, and as the author has it. */
  chat: { readonly ofAuthor: string; readonly ofReceiver: string } = { ofAuthor: '', ofReceiver: '' };
  /** The room in which all of them are. */
  room = '';

  /** Builds the program, starts everything, and lets all of them know each other. */
  async open(): Promise<void> {
    const program = await buildChild('../file-breaks/messenger-program', this.programFolder);
    await this.startServer(0);
    for (const name of ['author', 'ben', 'cleo', 'dan']) this.actors.push(await this.actor(program, name));
    await this.meet();
    for (const { line } of this.actors)
      line.change({ upBytesPerSecond: 4 * bytesPerSecond, downBytesPerSecond: bytesPerSecond });
  }

  get author(): Actor {
    return this.of(0);
  }

  get receivers(): readonly Actor[] {
    return this.actors.slice(1);
  }

  /** The server dies and comes back on its data. */
  async restartServer(): Promise<void> {
    const port = this.server?.port ?? 0;
    await this.server?.crash();
    await this.startServer(port);
  }

  /** Ends everything that was started. */
  async close(): Promise<void> {
    await Promise.all(this.actors.map(({ messenger }) => messenger.dispose()));
    await Promise.all(this.actors.map(({ line }) => line.close()));
    await this.server?.stop();
    for (const folder of [this.serverFolder, this.programFolder])
      rmSync(folder, { recursive: true, force: true });
  }

  private of(index: number): Actor {
    const actor = this.actors[index];
    if (actor === undefined) throw new Error('nobody is on the stage');
    return actor;
  }

  private async startServer(port: number): Promise<void> {
    const options = { port, dataFolder: this.serverFolder, passwordCost: 2, deviceLimit: 3 };
    this.server = await startEmbeddedServer(options);
  }

  private async actor(program: string, name: string): Promise<Actor> {
    const to = { host, port: this.server?.port ?? 0 };
    const line = await Line.open({ listen: { host, port: 0 }, to, clock: systemClock });
    const messenger = new MessengerProcess(program, name);
    const actor = { messenger, line, node: '' };
    const serverUrl = `ws://${host}:${line.port}/tim`;
    actor.node = String(await messenger.order({ kind: 'signUp', serverUrl }));
    return actor;
  }

  private async meet(): Promise<void> {
    const { author } = this;
    const first = this.of(1);
    await author.messenger.call('contacts.add', { node: first.node, greeting: '' });
    const isFriend = async ({ messenger }: Actor, state: string): Promise<boolean> =>
      (await messenger.call('contacts.list', { after: null, limit: 100 })).some(
        (contact) => contact.state === state,
      );
    await eventually(() => isFriend(first, 'incoming'), patience);
    await first.messenger.call('contacts.accept', { node: author.node });
    await eventually(() => isFriend(author, 'friend'), patience);
    this.chat = { ofAuthor: `u:${first.node}`, ofReceiver: `u:${author.node}` };
    const room = await author.messenger.call('rooms.create', { title: 'room', isOpen: true });
    for (const { messenger } of this.receivers)
      await messenger.call('rooms.join', { node: room.node, greeting: '' });
    this.room = room.conversationId;
  }
}
