import assert from 'node:assert/strict';
import { busyboxImage } from './baseImages';
import { buildImage, writeFiles } from './engine';

const list = 'mkdir -p /x && cd /x && find . -mindepth 1 -type f | sed "s/^/FOUND /" && find . -mindepth 1 -type d | sed "s/^/FOUND /;s/$/\\//" && find . -type l | sed "s/^/FOUND /;s/$/@/"';

/**
 * Builds a folder with the given instructions and tells what is below /x then, as the build lists it.
 * Names of folders end with a slash, of links with `@`. The folder gets a Dockerfile.
 */
export async function arrivedFiles(folder: string, instructions: string): Promise<string[]> {
  writeFiles(folder, { Dockerfile: `FROM ${busyboxImage}\n${instructions}\nRUN ${list}\n` });
  const { ok, output } = await buildImage(folder, { options: ['--no-cache'] });
  assert.ok(ok, output);
  return [...output.matchAll(/^#\d+ [\d.]+ FOUND \.\/(.*)$/gm)].map((match) => match[1]!).sort();
}
