import { DOMWrapper } from '@vue/test-utils';
import type { SettingsPageName } from '../../../../../renderer/base/settings-page';
import { settle } from '../../fake-bridge';
import { byTestId } from '../../mount';

/** Goes to a page of the open settings, as the pointer does. */
export async function showSettingsPage(name: SettingsPageName): Promise<void> {
  const tab = new DOMWrapper(document.body).get(byTestId(`settings-page-${name}`));
  await tab.trigger('mousedown', { button: 0 });
  await settle();
}
