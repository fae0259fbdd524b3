// Loaded into a program before its first line: each number on standard input sets its wall clock forward by as many
// milliseconds, and is answered on standard output.
import process from 'node:process';

const systemNow = Date.now;
let aheadMs = 0;
Date.now = () => systemNow() + aheadMs;
process.stdin.on('data', (chunk) => {
  aheadMs += Number(String(chunk));
  process.stdout.write('clock set\n');
});
