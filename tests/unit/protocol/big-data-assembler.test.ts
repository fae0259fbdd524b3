import { describe, expect, it } from 'vitest';
import { BigDataAssembler } from '../../../main/protocol/big-data-assembler';

const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
const frame = '600000000c61626383018302';

describe('the assembler of big frames', () => {
  it('leaves every other message alone', () => {
    const assembler = new BigDataAssembler();
    expect(assembler.push(bytesOf('0d'))).toEqual({ kind: 'notBigData' });
    expect(assembler.push(bytesOf(''))).toEqual({ kind: 'notBigData' });
    expect(assembler.push(bytesOf('5a130213' + '0100'))).toEqual({ kind: 'notBigData' });
  });

  it('gives a frame that came in one message, of either encoding bit', () => {
    const assembler = new BigDataAssembler();
    expect(assembler.push(bytesOf(frame)).kind).toBe('complete');
    expect(assembler.push(bytesOf(frame.replace(/^60/, 'e0'))).kind).toBe('complete');
  });

  it('collects a frame whose very header is split', () => {
    const assembler = new BigDataAssembler();
    expect(assembler.push(bytesOf('60')).kind).toBe('pending');
    expect(assembler.push(bytesOf('000000')).kind).toBe('pending');
    expect(assembler.isCollecting).toBe(true);
    const last = assembler.push(bytesOf('0c61626383018302'));
    expect(last.kind === 'complete' && Buffer.from(last.frame).toString('hex')).toBe(frame);
    expect(assembler.isCollecting).toBe(false);
  });

  it('swallows a ping that is sent in between, as the server does', () => {
    const assembler = new BigDataAssembler();
    assembler.push(bytesOf('600000000c61626383'));
    expect(assembler.push(bytesOf('0d')).kind).toBe('pending');
    const last = assembler.push(bytesOf('8302'));
    expect(last.kind === 'complete' && Buffer.from(last.frame).toString('hex')).toBe(
      '600000000c616263830d8302',
    );
  });

  it('keeps its bytes when the socket uses its buffer again', () => {
    const assembler = new BigDataAssembler();
    const buffer = Buffer.from('600000000c61626383', 'hex');
    assembler.push(buffer);
    buffer.fill(0);
    const last = assembler.push(bytesOf('018302'));
    expect(last.kind === 'complete' && Buffer.from(last.frame).toString('hex')).toBe(frame);
  });

  it('rejects a length that is too small and is ready for the next frame', () => {
    const assembler = new BigDataAssembler();
    const rejected = assembler.push(bytesOf('600000000b61626383018302'));
    expect(rejected).toMatchObject({ kind: 'rejected', type: 96, error: { code: 'bigDataLength' } });
    expect(assembler.push(bytesOf(frame)).kind).toBe('complete');
  });

  it('leaves a message alone that is longer than what is missing, and drops the open frame', () => {
    const assembler = new BigDataAssembler();
    assembler.push(bytesOf('df0000000c616263'));
    expect(assembler.push(bytesOf('5a1302130100'))).toEqual({ kind: 'notBigData' });
    expect(assembler.isCollecting).toBe(false);
    expect(assembler.push(bytesOf(frame)).kind).toBe('complete');
  });

  it('waits for a length beyond the limit, until more bytes than the limit have come', () => {
    const assembler = new BigDataAssembler(100);
    expect(assembler.push(bytesOf('607fffffff6162')).kind).toBe('pending');
    expect(assembler.push(bytesOf('0d')).kind).toBe('pending');
    expect(assembler.push(new Uint8Array(100))).toMatchObject({
      kind: 'rejected',
      type: 96,
      error: { code: 'frameTooLarge' },
    });
    expect(assembler.isCollecting).toBe(false);
  });

  it('takes a length with the highest bit for a negative one', () => {
    const rejected = new BigDataAssembler().push(bytesOf('60ffffffff6162'));
    expect(rejected).toMatchObject({ kind: 'rejected', type: 96, error: { code: 'bigDataLength' } });
  });

  it('forgets an open frame on reset', () => {
    const assembler = new BigDataAssembler();
    assembler.push(bytesOf('600000000c'));
    assembler.reset();
    expect(assembler.push(bytesOf('0d')).kind).toBe('notBigData');
  });
});
