#!/usr/bin/env node
// What electron-builder calls in the place of fpm, which it would download: makes deb and rpm with the programs of the system.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { buildDeb } from './deb.mjs';
import { readOrder } from './fpm-arguments.mjs';
import { buildRpm } from './rpm.mjs';

const builders = { deb: buildDeb, rpm: buildRpm };

const order = readOrder(process.argv.slice(2));
const workFolder = mkdtempSync(path.join(os.tmpdir(), 'tim-package-'));
try {
  builders[order.target](order, workFolder);
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}
