import { describe, expect, it } from 'vitest';
import { LinkInbox } from '../../../main/app/link-inbox';

describe('links that the operating system hands over', () => {
  it('wait until a window takes them, and are taken once', () => {
    const links = new LinkInbox();
    let came = 0;
    links.came.on(() => (came += 1));
    links.receiveArguments(['/usr/bin/tim-desktop', '--verbose', 'tim://add/abc']);
    expect([links.number, came]).toEqual([1, 1]);
    expect(links.take()).toEqual({ kind: 'add', node: 'abc' });
    expect(links.take()).toBeNull();
  });

  it('count anew when the same one is opened again, and the newest is the one that waits', () => {
    const links = new LinkInbox();
    for (const link of ['tim://add/abc', 'tim://add/abc', 'tim://add/xyz']) links.receive(link);
    expect(links.number).toBe(3);
    expect(links.take()).toEqual({ kind: 'add', node: 'xyz' });
  });

  it('are told as unreadable when they are anything but the one kind that there is', () => {
    const links = new LinkInbox();
    links.receive('tim://add/abc?accept=1');
    expect(links.take()).toEqual({ kind: 'unreadable' });
  });

  it('are not looked for in arguments that are none', () => {
    const links = new LinkInbox();
    links.receiveArguments(['--user-data-dir=/tmp/tim:x', 'file.txt']);
    expect(links.number).toBe(0);
  });
});
