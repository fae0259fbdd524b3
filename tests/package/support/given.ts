import process from 'node:process';

/** What `npm run test:package` has made for the tests, by the name of its variable. */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is missing: run npm run test:package`);
  return value;
}
