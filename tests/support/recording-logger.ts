import type { LogFields, Logger } from '../../main/platform/logger';

/** A logger that keeps its lines, so that a test can ask what was said. */
export class RecordingLogger implements Logger {
  readonly lines: string[] = [];

  debug = (event: string, fields?: LogFields): void => this.keep(event, fields);
  info = (event: string, fields?: LogFields): void => this.keep(event, fields);
  warn = (event: string, fields?: LogFields): void => this.keep(event, fields);
  error = (event: string, fields?: LogFields): void => this.keep(event, fields);
  child = (): Logger => this;

  private keep(event: string, fields: LogFields = {}): void {
    const tail = Object.entries(fields).map(([name, value]) => ` ${name}=${String(value)}`);
    this.lines.push(event + tail.join(''));
  }
}
