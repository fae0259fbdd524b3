import { describe, expect, it } from 'vitest';
import { placeOfFailure, serverHost } from '../../../../../renderer/features/sign-in/view-model';

describe('sign-in failures', () => {
  it('are told at the field that mends them', () => {
    expect(placeOfFailure('serverAddressInvalid')).toBe('server');
    expect(placeOfFailure('accountExists')).toBe('name');
    expect(placeOfFailure('wrongPassword')).toBe('password');
    expect(placeOfFailure('serverInsecure')).toBe('insecure');
    expect(placeOfFailure('keyUnavailable')).toBe('form');
  });

  it('name a server by its host', () => {
    expect(serverHost('wss://im.example.com:5080/tim')).toBe('im.example.com:5080');
    expect(serverHost('im.example.com')).toBe('im.example.com');
  });
});
