import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../../scripts/setup/node-modules.mjs';

const vue = { version: '3.5.0', integrity: 'sha512-a' };
const lock = (packages: Record<string, object>) => ({ packages: { '': {}, ...packages } });

describe('installed packages', () => {
  it('are fresh when they are those of the lock file', () => {
    expect(isInstalled(lock({ 'node_modules/vue': vue }), { packages: { 'node_modules/vue': vue } })).toBe(
      true,
    );
  });

  it('are stale when one is missing', () => {
    expect(isInstalled(lock({ 'node_modules/vue': vue }), { packages: {} })).toBe(false);
  });

  it('may lack packages for other systems', () => {
    expect(isInstalled(lock({ 'node_modules/fsevents': { ...vue, optional: true } }), { packages: {} })).toBe(
      true,
    );
  });

  it('are stale when a version differs', () => {
    const older = { 'node_modules/vue': { ...vue, version: '3.4.0' } };
    expect(isInstalled(lock({ 'node_modules/vue': vue }), { packages: older })).toBe(false);
  });

  it('are stale when the same version has another content', () => {
    const other = { 'node_modules/vue': { ...vue, integrity: 'sha512-b' } };
    expect(isInstalled(lock({ 'node_modules/vue': vue }), { packages: other })).toBe(false);
  });

  it('are stale when one is left over', () => {
    expect(isInstalled(lock({}), { packages: { 'node_modules/vue': vue } })).toBe(false);
  });
});
