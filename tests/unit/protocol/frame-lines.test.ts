import { describe, expect, it } from 'vitest';
import { convertFrameLine } from '../../../main/protocol/frame-lines';

function convert(mode: 'decode' | 'encode', line: object): unknown {
  return JSON.parse(convertFrameLine(mode, JSON.stringify(line)));
}

describe('lines of the frame tool', () => {
  const wire = { from: 'server', encoding: 'compact', hex: 'da00000007130213011601' + '00' };
  const packet = { msType: 2, odType: 1, id: '-1' };

  it('decode to type, sync id and packet', () => {
    expect(convert('decode', wire)).toEqual({ type: 90, syncId: 7, packet });
  });

  it('encode to hexadecimal bytes', () => {
    const line = { from: 'server', encoding: 'compact', type: 90, syncId: 7, packet };
    expect(convert('encode', line)).toEqual({ hex: wire.hex });
    expect(convert('encode', { from: 'client', encoding: 'json', type: 13 })).toEqual({ hex: '8d' });
  });

  it.each<['decode' | 'encode', string, string]>([
    ['decode', 'not JSON', 'badLine'],
    ['decode', '[]', 'badLine'],
    ['decode', '{"from":"me","encoding":"json","hex":""}', 'badLine'],
    ['decode', '{"from":"client","encoding":"xml","hex":""}', 'badLine'],
    ['decode', '{"from":"client","encoding":"json","hex":"0"}', 'badLine'],
    ['decode', '{"from":"client","encoding":"json","hex":"zz"}', 'badLine'],
    ['decode', '{"from":"client","encoding":"json","hex":""}', 'emptyFrame'],
    ['decode', '{"from":"client","encoding":"json","hex":"01"}', 'unknownType'],
    ['encode', '{"from":"client","encoding":"json","packet":{}}', 'badLine'],
    ['encode', '{"from":"client","encoding":"json","type":90,"packet":[]}', 'badLine'],
    ['encode', '{"from":"client","encoding":"json","type":12,"syncId":"1"}', 'badLine'],
    ['encode', '{"from":"client","encoding":"json","type":90,"packet":{}}', 'invalidPacket'],
    ['encode', '{"from":"client","encoding":"json","type":1}', 'unknownType'],
  ])('%s %s to an error with the code %s', (mode, line, code) => {
    expect(JSON.parse(convertFrameLine(mode, line))).toMatchObject({ error: { code } });
  });
});
