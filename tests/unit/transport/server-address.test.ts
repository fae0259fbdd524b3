import { describe, expect, it } from 'vitest';
import { parseServerAddresses } from '../../../main/transport/server-address';

const one = (text: string) => parseServerAddresses(text)?.[0];

describe('a server address', () => {
  it.each<[string, string, string, boolean]>([
    ['127.0.0.1:20003', 'ws://127.0.0.1:20003/tim', 'http://127.0.0.1:20003/tim2', false],
    ['localhost:20003', 'ws://localhost:20003/tim', 'http://localhost:20003/tim2', false],
    ['LOCALHOST', 'ws://localhost/tim', 'http://localhost/tim2', false],
    ['[::1]:20003', 'ws://[::1]:20003/tim', 'http://[::1]:20003/tim2', false],
    ['127.1', 'ws://127.0.0.1/tim', 'http://127.0.0.1/tim2', false],
    // What leaves this computer is encrypted unless somebody writes ws://.
    ['tim.example', 'wss://tim.example/tim', 'https://tim.example/tim2', false],
    ['tim.example:5080', 'wss://tim.example:5080/tim', 'https://tim.example:5080/tim2', false],
    ['wss://tim.example/tim/', 'wss://tim.example/tim', 'https://tim.example/tim2', false],
    ['https://tim.example', 'wss://tim.example/tim', 'https://tim.example/tim2', false],
    ['ws://tim.example/tim', 'ws://tim.example/tim', 'http://tim.example/tim2', true],
    ['http://192.0.2.1:80', 'ws://192.0.2.1/tim', 'http://192.0.2.1/tim2', true],
    ['ws://0.0.0.0:1', 'ws://0.0.0.0:1/tim', 'http://0.0.0.0:1/tim2', true],
    [
      'ws://localhost.evil.example',
      'ws://localhost.evil.example/tim',
      'http://localhost.evil.example/tim2',
      true,
    ],
    [
      'ws://127.0.0.1.evil.example',
      'ws://127.0.0.1.evil.example/tim',
      'http://127.0.0.1.evil.example/tim2',
      true,
    ],
    ['服务器.example', 'wss://xn--zfru1ggxt.example/tim', 'https://xn--zfru1ggxt.example/tim2', false],
  ])('is read: %s', (text, webSocketUrl, httpUrl, isExposed) => {
    expect(one(text)).toEqual({ webSocketUrl, httpUrl, isExposed });
  });

  it.each([
    '',
    ' ,; ',
    'ftp://tim.example',
    'file:///etc/passwd',
    'javascript://x',
    'tim.example/other',
    'wss://tim.example/tim/../x',
    'wss://user@tim.example',
    'wss://user:secret@tim.example',
    'wss://:secret@tim.example',
    'wss://tim.example/tim?x=1',
    'wss://tim.example/tim#x',
    'tim.example:99999',
    'tim.example:x',
    'ws://',
    'good.example, ftp://bad.example',
  ])('is refused when it is none: %j', (text) => {
    expect(parseServerAddresses(text)).toBeNull();
  });

  it('may be several of one cluster, in Chinese punctuation, too', () => {
    const urls = parseServerAddresses('a.example, b.example；ws://c.example\n d.example，e.example')?.map(
      ({ webSocketUrl }) => webSocketUrl,
    );
    expect(urls).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `${name === 'c' ? 'ws' : 'wss'}://${name}.example/tim`),
    );
  });
});
