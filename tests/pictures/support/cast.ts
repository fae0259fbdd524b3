import { expect } from '@playwright/test';
import type { TimUserBean } from '../../../main/protocol/packets';
import type { Locale } from '../../../preload/contract/views';
import type { Person } from '../../e2e/support/person';
import { newPeer } from '../../e2e/support/screens';
import type { RawPeer } from '../../support/raw-peer';

/** With what an app starts that speaks one language, in a window of this size. */
export const argumentsFor = (locale: Locale, size = '960x640'): readonly string[] => [
  '--lang',
  locale,
  '--window',
  size,
];

/** A friend of `person` without a window, who tells about themselves what is on the card. */
export async function addColleague(
  person: Person,
  serverUrl: string,
  { nickName, ...card }: TimUserBean & { readonly nickName: string },
): Promise<RawPeer> {
  const name = nickName;
  const peer = await newPeer({ url: serverUrl }, name);
  await peer.takeCard({ name, nickName, ...card });
  peer.befriend(person.node);
  const { page } = person;
  await page.getByTestId('rail-contacts').click();
  const request = page.getByTestId('contact-request').filter({ hasText: name });
  await request.getByTestId('contact-accept').click();
  await expect(request).toBeHidden();
  return peer;
}
