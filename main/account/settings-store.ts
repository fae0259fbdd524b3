import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { isAccelerator } from '../../preload/contract/accelerator';
import { chatFolders } from '../../preload/contract/chat-care-views';
import { fileKinds, type AutoFetchView } from '../../preload/contract/file-views';
import { lockIdleChoices, whileLockedChoices } from '../../preload/contract/lock-views';
import { typingNotices } from '../../preload/contract/presence-views';
import { locales, sendKeys, themes, type Locale, type SettingsView } from '../../preload/contract/views';
import { defaultRevokeWindowSeconds } from '../domain/revoke-policy';
import { JsonFile } from '../platform/json-file';

const schema = z.object({
  locale: z.enum(locales).optional(),
  theme: z.enum(themes).optional(),
  revokeWindowSeconds: z.number().int().min(30).nullable().optional(),
  revokeShortcut: z.string().refine(isAccelerator).nullable().optional(),
  burnOnLeave: z.boolean().optional(),
  typingNotices: z.enum(typingNotices).optional(),
  sharesReceipts: z.boolean().optional(),
  mentionsBreakMute: z.boolean().optional(),
  chatFolder: z.enum(chatFolders).optional(),
  sendKey: z.enum(sendKeys).optional(),
  formatsTexts: z.boolean().optional(),
  autoFetch: z
    .object({ mostBytes: z.record(z.enum(fileKinds), z.number().int().min(0)), fromMembers: z.boolean() })
    .optional(),
  isKeyNoticeRead: z.boolean().optional(),
  lockIdleMinutes: z
    .literal([...lockIdleChoices])
    .nullable()
    .optional(),
  locksWithScreen: z.boolean().optional(),
  whileLocked: z.enum(whileLockedChoices).optional(),
});

const defaultLockIdleMinutes = 15;

/** What is small and looked at in the chat comes by itself; what is large, or is opened elsewhere, does not. */
const defaultAutoFetch: AutoFetchView = {
  mostBytes: { pictures: 10_000_000, voice: 10_000_000, video: 0, files: 0 },
  fromMembers: false,
};

type Stored = z.output<typeof schema>;

/** What the user chose for this computer, in `settings.json`. */
export class SettingsStore {
  private readonly file: JsonFile<Stored>;
  private settings: SettingsView;
  /** What the file says. */
  private stored: Stored;

  /** @throws UnreadableFileError: nobody's choice may turn into its opposite because a file is damaged */
  constructor(dataDirectory: string, defaultLocale: Locale) {
    this.file = new JsonFile(join(dataDirectory, 'settings.json'), schema);
    const stored = this.file.load() ?? {};
    this.stored = stored;
    this.settings = {
      locale: stored.locale ?? defaultLocale,
      theme: stored.theme ?? 'system',
      revokeWindowSeconds:
        stored.revokeWindowSeconds === undefined ? defaultRevokeWindowSeconds : stored.revokeWindowSeconds,
      revokeShortcut: stored.revokeShortcut ?? null,
      burnOnLeave: stored.burnOnLeave ?? false,
      typingNotices: stored.typingNotices ?? 'oneToOne',
      sharesReceipts: stored.sharesReceipts ?? false,
      mentionsBreakMute: stored.mentionsBreakMute ?? true,
      chatFolder: stored.chatFolder ?? 'all',
      sendKey: stored.sendKey ?? 'enter',
      formatsTexts: stored.formatsTexts ?? true,
      autoFetch: stored.autoFetch ?? defaultAutoFetch,
      isKeyNoticeRead: stored.isKeyNoticeRead ?? false,
      lockIdleMinutes: stored.lockIdleMinutes === undefined ? defaultLockIdleMinutes : stored.lockIdleMinutes,
      locksWithScreen: stored.locksWithScreen ?? true,
      // The safer of the two: with the key out of memory nothing on this computer can be read before somebody unlocks.
      whileLocked: stored.whileLocked ?? 'wait',
    };
  }

  get(): SettingsView {
    return this.settings;
  }

  /**
   * Stores the given settings and keeps the others; those that are stored already cost no wait for the disk. Throws, and
   * changes nothing, when they could not be stored.
   */
  change(patch: Partial<SettingsView>): SettingsView {
    const settings = { ...this.settings, ...patch };
    if (isPartOf(patch, this.stored)) return this.settings;
    this.file.write(settings);
    this.settings = settings;
    this.stored = settings;
    return this.settings;
  }
}

/** Whether `patch` says nothing that is not in `settings`. */
const isPartOf = (patch: Partial<SettingsView>, settings: Stored): boolean =>
  Object.entries(patch).every(([name, value]) => isDeepStrictEqual(Reflect.get(settings, name), value));
