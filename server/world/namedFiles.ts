import { stat } from 'node:fs/promises';
import { systemPath } from './projectFiles';
import { readTextFile } from './textFile';

/** Those of some absolute paths with `/` that are files. Never rejects. */
export async function filesAmong(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const distinct = [...new Set(paths)];
  const found = await Promise.all(distinct.map((path) => stat(systemPath(path)).then((stats) => stats.isFile(), () => false)));
  return new Set(distinct.filter((_path, index) => found[index]));
}

/** The text of a file by its absolute path with `/`; undefined where it cannot be read. */
export async function readWithSlashes(path: string): Promise<string | undefined> {
  return readTextFile(systemPath(path)).catch(() => undefined);
}
