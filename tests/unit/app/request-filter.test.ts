import { describe, expect, it } from 'vitest';
import { isAllowedRequest } from '../../../main/app/request-filter';

describe('isAllowedRequest', () => {
  it.each([
    'app://bundle/assets/a.js',
    'blob:app://bundle/0f',
    'data:image/png;base64,AA==',
    `tim-media://file/${'0f'.repeat(16)}`,
  ])('allows %s', (url) => {
    expect(isAllowedRequest(url, { allowsDevTools: false })).toBe(true);
  });

  it.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'ws://127.0.0.1/tim',
    'wss://example.org/',
    'file:///etc/passwd',
    'blob:https://example.org/0f',
    'app://other/a.js',
    'tim-media://file/',
    'tim-media://file/../../etc/passwd',
    `tim-media://file/${'0f'.repeat(16)}?x`,
    `tim-media://other/${'0f'.repeat(16)}`,
    `tim-media://file/${'0F'.repeat(16)}`,
    `tim-media://u:p@file/${'0f'.repeat(16)}`,
    'chrome://settings',
    'devtools://devtools/bundled/inspector.html',
  ])('refuses %s', (url) => {
    expect(isAllowedRequest(url, { allowsDevTools: false })).toBe(false);
  });

  it('allows the developer tools their own pages in development only', () => {
    expect(isAllowedRequest('devtools://devtools/x', { allowsDevTools: true })).toBe(true);
  });
});
