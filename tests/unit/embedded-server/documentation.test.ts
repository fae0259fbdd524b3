import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFaultPlan } from '../../../main/embedded-server/faults/parse-fault-plan';
import { behaviourNames } from '../../../main/embedded-server/server-behaviour';

const text = readFileSync(join(__dirname, '../../../docs/embedded-server.md'), 'utf8');

describe('the documentation of the embedded server', () => {
  it('shows a fault plan that can be used', () => {
    const [, plan = ''] = /```json\n(.*?)```/s.exec(text) ?? [];
    expect(parseFaultPlan(JSON.parse(plan))).toHaveLength(3);
  });

  it.each(behaviourNames)('explains the switch %s', (name) => {
    expect(text).toContain(`| \`${name}\``);
  });
});
