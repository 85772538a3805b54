/** Which Dockerfiles the bench opens: those of a folder, or the project's own fixtures. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFolder } from '../setup/paths.mjs';
import { importBench } from './bundle.mjs';

const isDockerfile = /(^|[\\/])(Dockerfile(\.[^\\/]+)?|[^\\/]+\.dockerfile|Containerfile)$/i;

/** @returns {{ path: string, text: string }[]} absolute paths, in order */
export function dockerfilesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => statSync(join(folder, name)).isFile() && isDockerfile.test(name) && !/\.dockerignore$/.test(name) && !/(^|[\\/])(node_modules|\.git)[\\/]/.test(name))
    .sort()
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
}

/** Writes the fixtures' Dockerfiles into a fresh folder and gives it. */
export async function writeFixtureInputs() {
  const { fixtureInputs } = await importBench('fixtureInputs');
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
  for (const { path, text } of fixtureInputs(join(projectFolder, 'test', 'fixtures'))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
