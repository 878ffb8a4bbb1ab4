import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

/** Where Debian and its kin put every version; initdb is on no PATH there. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder with PostgreSQL's programs, of whatever version is installed: the newest; nothing where there is none. */
export function postgresBinaries() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one)) : [];
  const told = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim();
  return [...versions.map((version) => `${DEBIAN}/${version}/bin`), ...(told ? [told] : [])].find((folder) =>
    ['initdb', 'postgres', 'pg_isready'].every((name) => existsSync(`${folder}/${name}`)),
  );
}
