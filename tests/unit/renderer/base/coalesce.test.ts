import { describe, expect, it } from 'vitest';
import { coalesce } from '../../../../renderer/base/coalesce';
import { settle } from '../fake-bridge';

describe('coalesce', () => {
  it('turns any number of calls during a run into exactly one more run', async () => {
    const finish: (() => void)[] = [];
    const reload = coalesce(() => new Promise<void>((resolve) => finish.push(resolve)));
    const all = [reload(), reload(), reload(), reload()];
    expect(finish).toHaveLength(1);
    finish[0]?.();
    await settle();
    expect(finish).toHaveLength(2);
    finish[1]?.();
    await Promise.all(all);
    expect(finish).toHaveLength(2);
  });
});
