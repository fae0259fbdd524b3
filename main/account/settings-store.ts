import { join } from 'node:path';
import { z } from 'zod';
import { isAccelerator } from '../../preload/contract/accelerator';
import { locales, themes, type Locale, type SettingsView } from '../../preload/contract/views';
import { defaultRevokeWindowSeconds } from '../domain/revoke-policy';
import { readJson, writeJson } from './file-store';

const schema = z.object({
  locale: z.enum(locales).optional(),
  theme: z.enum(themes).optional(),
  revokeWindowSeconds: z.number().int().min(30).nullable().optional(),
  revokeShortcut: z.string().refine(isAccelerator).nullable().optional(),
  burnOnLeave: z.boolean().optional(),
});

/** What the user chose for this computer, in `settings.json`. A damaged file means the defaults. */
export class SettingsStore {
  private readonly file: string;
  private settings: SettingsView;

  constructor(dataDirectory: string, defaultLocale: Locale) {
    this.file = join(dataDirectory, 'settings.json');
    const stored = readJson(this.file, schema) ?? {};
    this.settings = {
      locale: stored.locale ?? defaultLocale,
      theme: stored.theme ?? 'system',
      revokeWindowSeconds:
        stored.revokeWindowSeconds === undefined ? defaultRevokeWindowSeconds : stored.revokeWindowSeconds,
      revokeShortcut: stored.revokeShortcut ?? null,
      burnOnLeave: stored.burnOnLeave ?? false,
    };
  }

  get(): SettingsView {
    return this.settings;
  }

  /** Stores the given settings and keeps the others. */
  change(patch: Partial<SettingsView>): SettingsView {
    this.settings = { ...this.settings, ...patch };
    writeJson(this.file, this.settings);
    return this.settings;
  }
}
