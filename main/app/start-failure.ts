import { basename } from 'node:path';
import { diskFailureOf } from '../platform/disk-failure';
import { UnreadableFileError } from '../platform/json-file';
import type { Translate } from './texts';

/** What can be done about a start that failed. `keepAside`: the file gets another name, and the app begins anew without it. */
export type StartChoice = 'quit' | 'retry' | 'keepAside';

/** The start failed, and the user was told and wants to quit. */
export class StartGivenUpError extends Error {
  override readonly name = 'StartGivenUpError';
}

/** A failed start in words. The first choice destroys nothing, and is what Enter and Escape choose. */
export interface StartFailureText {
  readonly message: string;
  readonly detail: string;
  readonly choices: readonly StartChoice[];
}

/** What the user is told about a start that failed. */
export function describeStartFailure(error: unknown, translate: Translate): StartFailureText {
  if (error instanceof UnreadableFileError) {
    return {
      message: translate('start.unreadable', { file: basename(error.file) }),
      detail: `${translate(`start.reason.${error.reason}`)} ${translate('start.unreadableAdvice')}`,
      choices: ['quit', 'retry', 'keepAside'],
    };
  }
  const disk = diskFailureOf(error);
  return {
    message: translate('start.failed'),
    detail:
      disk === null ? translate('start.unexpected', { code: codeOf(error) }) : translate(`start.${disk}`),
    choices: ['quit', 'retry'],
  };
}

/** Something to tell whoever is asked for help; never the message of the error, which may quote anything. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code: unknown = 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : error.name;
}
