// Loaded before a collector: its disk has no room for PostgreSQL's log for as long as a certain file exists.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { CX7_DISK_FAILS_WHILE: sign, CX7_DISK_FAILS_AT: call } = process.env;
const { openSync, [call]: works } = fs;
const logs = new Set();

fs.openSync = (path, ...rest) => {
  const file = openSync(path, ...rest);
  if (String(path).includes('pg_wal')) logs.add(file);
  else logs.delete(file);
  return file;
};
fs[call] = (file, ...rest) => {
  if (logs.has(file) && fs.existsSync(sign))
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  return works(file, ...rest);
};
syncBuiltinESMExports();
