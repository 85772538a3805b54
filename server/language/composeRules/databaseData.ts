import { parseImageReference } from '../imageReference';

/** Where the program of a published image keeps its data. */
export interface DatabaseData {
  /** For a reader: `PostgreSQL`. */
  readonly name: string;
  /** Folder of the data. */
  readonly folder: string;
  /** Folder that the image declares with VOLUME. */
  readonly volume: string;
  /** Folder in which older versions kept the data, and which this one refuses as a mount. */
  readonly refused?: string;
}

/** By repository. Sources: the images' own Dockerfiles and start scripts. */
const known: ReadonlyMap<string, (tag: string | undefined) => DatabaseData | undefined> = new Map([
  ['library/postgres', postgres],
  ['postgis/postgis', postgres],
  ['pgvector/pgvector', (tag) => postgres(tag?.replace(/^.*-?pg(\d+).*$/, '$1'))],
  ['library/mysql', () => fixed('MySQL', '/var/lib/mysql')],
  ['library/mariadb', () => fixed('MariaDB', '/var/lib/mysql')],
  ['library/mongo', () => fixed('MongoDB', '/data/db')],
  ['library/couchdb', (tag) => fixed('CouchDB', /^1\./.test(tag ?? '') ? '/usr/local/var/lib/couchdb' : '/opt/couchdb/data')],
  ['library/cassandra', () => fixed('Cassandra', '/var/lib/cassandra')],
]);

function fixed(name: string, folder: string): DatabaseData {
  return { name, folder, volume: folder };
}

/** Since version 18 the data lies in a folder of its own for each version, and the VOLUME is one folder higher. */
function postgres(tag: string | undefined): DatabaseData | undefined {
  const version = /^(\d+)/.exec(tag ?? '')?.[1];
  if (version === undefined) return undefined;
  if (Number(version) < 18) return { name: 'PostgreSQL', folder: '/var/lib/postgresql/data', volume: '/var/lib/postgresql/data' };
  return { name: 'PostgreSQL', folder: `/var/lib/postgresql/${version}/docker`, volume: '/var/lib/postgresql', refused: '/var/lib/postgresql/data' };
}

/** Undefined where the image is not known, or where its tag does not say which version it is and versions differ. */
export function databaseData(image: string): DatabaseData | undefined {
  const reference = parseImageReference(image);
  return reference?.registry === 'docker.io' ? known.get(reference.repository)?.(reference.tag) : undefined;
}
