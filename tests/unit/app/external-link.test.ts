import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideExternalLink } from '../../../main/app/external-link';
import { linkQuestion } from '../../../main/app/link-question';
import { textsFor } from '../../../main/app/texts';

describe('decideExternalLink', () => {
  it.each([
    ['https://example.org', 'https://example.org/'],
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTPS://Example.ORG/Path', 'https://example.org/Path'],
    ['https://例子.测试/路径', 'https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF%E5%BE%84'],
    ['https://example.org:8443/', 'https://example.org:8443/'],
    ['https://[::1]/', 'https://[::1]/'],
    ['mailto:lin@example.org', 'mailto:lin@example.org'],
    ['mailto:lin@example.org?subject=hello', 'mailto:lin@example.org?subject=hello'],
  ])('opens %s', (link, url) => {
    expect(decideExternalLink(link)).toEqual({ kind: 'open', url });
  });

  it.each([
    ['http://example.org/', 'http://example.org/', ['unprotected']],
    ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080/x', ['unprotected']],
    ['https://аpple.com/', 'https://xn--pple-43d.com/', ['lookAlike']],
    ['https://xn--pple-43d.com/', 'https://xn--pple-43d.com/', ['lookAlike']],
    ['https://www.münchen.example', 'https://www.xn--mnchen-3ya.example/', ['lookAlike']],
    ['https://xn--fsqu00a.xn--0zwm56d/', 'https://xn--fsqu00a.xn--0zwm56d/', ['punycode']],
    ['https://ｅxample.org/', 'https://example.org/', ['otherHost']],
    ['https://2130706433/', 'https://127.0.0.1/', ['otherHost']],
    ['http://0x7f.1/', 'http://127.0.0.1/', ['unprotected', 'otherHost']],
  ])('asks before opening %s', (link, url, doubts) => {
    expect(decideExternalLink(link)).toMatchObject({ kind: 'ask', url, doubts });
  });

  it.each(['zh-CN', 'en'] as const)('tells the doubts and both names in %s before it opens', (locale) => {
    const decision = decideExternalLink('http://аpple.com/login');
    if (decision.kind !== 'ask') throw new Error('not asked');
    const { detail } = linkQuestion(decision, textsFor(locale));
    const lines = detail.split('\n\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('аpple.com');
    expect(lines[1]).toContain('xn--pple-43d.com');
    expect(lines[2]).toBe('http://xn--pple-43d.com/login');
    expect(detail).not.toContain('{');
  });

  it.each([
    'file:///etc/passwd',
    'FILE:///C:/Windows/System32/calc.exe',
    'file://server/share/x.exe',
    'smb://server/share',
    '\\\\server\\share',
    '//server/share',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'blob:https://example.org/1',
    'about:blank',
    'app://bundle/index.html',
    'ms-msdt:/id',
    'ms-officecmd:x',
    'search-ms:query=x',
    'vscode://x',
    'ssh://-oProxyCommand=calc',
    'ftp://example.org/',
    'tel:+123',
    'https:/example.org',
    'https:example.org',
    'https:///example.org',
    'https:\\\\example.org',
    'https://example.org\\@evil.example',
    'https://user@example.org/',
    'https://user:secret@example.org/',
    ' https://example.org',
    'https://example.org/a b',
    'https://exam\tple.org',
    'https://example.org/\u202egnp.exe',
    'https://example.org/\u200b',
    'https://example.org/\u00a0x',
    'https://example.org/\ufeff',
    'https://',
    'http://',
    'mailto:',
    'mailto:lin@example.org?attach=/etc/passwd',
    'mailto:lin@example.org?ATTACHMENT=/etc/passwd',
    'mailto:lin@example.org?subject=a&bcc=eve@example.org',
    'mailto://example.org/x',
    'example.org',
    'relative/path',
    '',
    `https://example.org/${'a'.repeat(5_000)}`,
  ])('refuses %j', (link) => {
    expect(decideExternalLink(link)).toEqual({ kind: 'refuse' });
  });

  it('lets no address through that is not https, http or mailto', () => {
    const scheme = fc.constantFrom(
      'https:',
      'http:',
      'mailto:',
      'file:',
      'javascript:',
      'smb:',
      'HtTpS:',
      '',
    );
    fc.assert(
      fc.property(scheme, fc.string({ unit: 'binary', maxLength: 40 }), (prefix, tail) => {
        const decision = decideExternalLink(prefix + tail);
        if (decision.kind === 'open') expect(decision.url).toMatch(/^(https:\/\/[^/]|mailto:[^/])/);
        if (decision.kind === 'ask') expect(decision.url).toMatch(/^http:\/\/[^/]/);
      }),
    );
  });
});
