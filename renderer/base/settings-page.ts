import type english from '../../resources/locales/en.json';

/** A page of the settings: one for each title in the catalogues. */
export type SettingsPageName = keyof (typeof english)['settings']['pages'];

/** Names of the texts about settings. */
export type SettingsTextName = keyof (typeof english)['settings'];
