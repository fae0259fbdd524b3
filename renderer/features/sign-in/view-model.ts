import { isTooShort } from '../../../preload/contract/password-size';
import type { FailureCode } from '../../../preload/contract/result';

/** Where on the form a failure is told. */
export type FailurePlace = 'server' | 'name' | 'password' | 'insecure' | 'form';

const places: Partial<Record<FailureCode, FailurePlace>> = {
  serverAddressEmpty: 'server',
  serverAddressInvalid: 'server',
  serverUnknown: 'server',
  connectionRefused: 'server',
  serverUnreachable: 'server',
  notATimServer: 'server',
  tlsRefused: 'server',
  nameEmpty: 'name',
  accountExists: 'name',
  unknownAccount: 'name',
  passwordEmpty: 'password',
  passwordTooShort: 'password',
  passwordTooLong: 'password',
  wrongPassword: 'password',
  serverInsecure: 'insecure',
};

/** The fields of the form, from top to bottom. */
export const fieldPlaces = ['server', 'name', 'password'] as const satisfies readonly FailurePlace[];
export type FieldPlace = (typeof fieldPlaces)[number];

/** What is wrong with what was typed, by field; empty when nothing is that can be seen before the server is asked. */
export type FieldMarks = Readonly<Partial<Record<FieldPlace, FailureCode>>>;

/** Looks at all fields at once, so that whoever fills them in is not told of one after the other. */
export function checkFields(
  { serverAddress, name, password }: Readonly<Record<'serverAddress' | 'name' | 'password', string>>,
  isNewAccount: boolean,
): FieldMarks {
  const passwordMark = passwordFailure(password, isNewAccount);
  return {
    ...(serverAddress.trim() === '' ? { server: 'serverAddressEmpty' } : {}),
    ...(name.trim() === '' ? { name: 'nameEmpty' } : {}),
    ...(passwordMark === null ? {} : { password: passwordMark }),
  };
}

function passwordFailure(password: string, isNewAccount: boolean): FailureCode | null {
  if (password === '') return 'passwordEmpty';
  return isNewAccount && isTooShort(password) ? 'passwordTooShort' : null;
}

/** The field that has to be changed to get further; `form` for everything that no field can mend. */
export function placeOfFailure(code: FailureCode): FailurePlace {
  return places[code] ?? 'form';
}

const unopened: readonly FailureCode[] = [
  'keyUnavailable',
  'keyFileUnreadable',
  'databaseMissing',
  'databaseForeign',
  'databaseDamaged',
];

/** Whether the files of the account are in the way, and the user may want to begin without them. */
export function canKeepAside(code: FailureCode): boolean {
  return unopened.includes(code);
}

/** A server's address without scheme and path, for a line where only the host matters. */
export function serverHost(serverUrl: string): string {
  return serverUrl.replace(/^\w+:\/\//u, '').replace(/\/.*$/u, '');
}
