import { describe, expect, it } from 'vitest';
import { fromBase64, jsonString, toBase64 } from '../../../main/protocol/json-text';

describe('text in JSON', () => {
  it('escapes for HTML only where the server does', () => {
    expect(jsonString('<&>\u2028"\n', 'client')).toBe('"<&>\u2028\\"\\n"');
    expect(jsonString('<&>\u2028"\n', 'server')).toBe('"\\u003c\\u0026\\u003e\\u2028\\"\\n"');
  });

  it('carries bytes as padded base64', () => {
    const bytes = Uint8Array.of(1, 2, 0x83, 0xff);
    expect(toBase64(bytes.subarray(1))).toBe('AoP/');
    expect(toBase64(bytes)).toBe('AQKD/w==');
    expect(fromBase64('AQKD\r\n/w==')).toEqual(bytes);
    expect(fromBase64('')).toEqual(new Uint8Array(0));
  });

  it.each(['A', 'AQI', 'AQ=', 'AQ==AQ==', 'AQ-_', 'A Q=', '===='])('is not base64: %s', (text) => {
    expect(fromBase64(text)).toBeNull();
  });
});
