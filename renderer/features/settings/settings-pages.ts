import {
  Bell,
  CircleUserRound,
  Flame,
  HardDrive,
  IdCard,
  Info,
  Keyboard,
  Lock,
  SlidersHorizontal,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { SettingsPageName } from '../../base/settings-page';
import AboutPage from './pages/AboutPage.vue';
import AccountPage from './pages/AccountPage.vue';
import FilesPage from './pages/FilesPage.vue';
import GeneralPage from './pages/GeneralPage.vue';
import NotificationsPage from './pages/NotificationsPage.vue';
import ProfilePage from './pages/ProfilePage.vue';
import PrivacyPage from './pages/PrivacyPage.vue';
import RevokeAndBurnPage from './pages/RevokeAndBurnPage.vue';
import ShortcutsPage from './pages/ShortcutsPage.vue';

interface SettingsPage {
  readonly name: SettingsPageName;
  readonly icon: Component;
  readonly content: Component;
}

// The compiler asks for a page for every title in the catalogues, and for a title for every page.
const pages = {
  profile: { icon: IdCard, content: ProfilePage },
  general: { icon: SlidersHorizontal, content: GeneralPage },
  revokeAndBurn: { icon: Flame, content: RevokeAndBurnPage },
  notifications: { icon: Bell, content: NotificationsPage },
  files: { icon: HardDrive, content: FilesPage },
  shortcuts: { icon: Keyboard, content: ShortcutsPage },
  privacy: { icon: Lock, content: PrivacyPage },
  account: { icon: CircleUserRound, content: AccountPage },
  about: { icon: Info, content: AboutPage },
} satisfies Record<SettingsPageName, Omit<SettingsPage, 'name'>>;

/** The pages of the settings, in the order of the list. */
export const settingsPages: readonly SettingsPage[] = Object.entries(pages).map(([name, page]) => ({
  // The keys of the table above.
  name: name as SettingsPageName,
  ...page,
}));
