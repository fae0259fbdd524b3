import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageHeaders } from '../../../main/app/page-headers';

const directives = Object.fromEntries(
  (pageHeaders['Content-Security-Policy'] ?? '').split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ');
    return [name, sources.join(' ')];
  }),
);

describe('pageHeaders', () => {
  it('denies what is not named, and all network', () => {
    expect(directives['default-src']).toBe("'none'");
    expect(directives['connect-src']).toBe("'none'");
    expect(directives['frame-ancestors']).toBe("'none'");
    expect(directives['form-action']).toBe("'none'");
    expect(directives['base-uri']).toBe("'none'");
  });

  it('runs scripts and styles from the bundle only, never inline or from text', () => {
    expect(directives['script-src']).toBe("'self'");
    expect(directives['style-src']).toBe("'self'");
    expect(pageHeaders['Content-Security-Policy']).not.toContain('unsafe');
  });

  it('plays what the page recorded, and files of messages, and nothing else', () => {
    expect(directives['media-src']).toBe('blob: tim-media:');
    // The document says so itself, and the stricter of both holds.
    const page = readFileSync(join(__dirname, '../../../renderer/index.html'), 'utf8');
    expect(page).toContain('media-src blob: tim-media:;');
  });

  it('leaves the page in the process that was started for its window', () => {
    expect(Object.keys(pageHeaders)).not.toContain('Cross-Origin-Opener-Policy');
  });

  it('forbids guessing of content types', () => {
    expect(pageHeaders['X-Content-Type-Options']).toBe('nosniff');
  });
});
