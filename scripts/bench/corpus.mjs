/** Which Dockerfiles the bench opens: those of a folder, or the project's own fixtures. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { outFolder, projectFolder } from '../setup/paths.mjs';

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
  const outfile = join(outFolder, 'bench', 'fixtureInputs.mjs');
  await build({ entryPoints: [join(projectFolder, 'test/bench/fixtureInputs.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' });
  const { fixtureInputs } = await import(pathToFileURL(outfile).href);
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
  for (const { path, text } of fixtureInputs(join(projectFolder, 'test', 'fixtures'))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Places to hover at: keyword and first argument of up to `most` instructions, spread over the file. */
export function hoverPositions(text, most = 4) {
  const found = text.split('\n').flatMap((line, index) => {
    const match = /^\s*([A-Za-z]+)(\s+)\S/.exec(line);
    return match ? [{ line: index, keyword: match[0].length - 2 - match[2].length, argument: match[0].length - 1 }] : [];
  });
  const step = Math.max(1, Math.ceil(found.length / most));
  return found.filter((_, index) => index % step === 0).flatMap(({ line, keyword, argument }) => [
    { kind: 'keyword', position: { line, character: Math.max(0, keyword) } },
    { kind: 'argument', position: { line, character: argument } },
  ]);
}

/** A file of 10,000 lines, as no one writes it: instructions of every kind, variables, continuations. */
export function longDockerfile() {
  const block = ['ARG VERSION=1', 'ENV PATH=/opt/bin:$PATH NAME="a $VERSION"', 'COPY --chown=app src/ /app/$NAME/', 'RUN apt-get update \\', '  && apt-get install -y curl \\', '  && rm -rf /var/lib/apt/lists/*', 'WORKDIR /app', 'EXPOSE 8080/tcp', 'LABEL version="$VERSION"', 'USER app'];
  return ['FROM node:22', ...Array.from({ length: 1000 }, () => block).flat(), ''].slice(0, 10_000).join('\n');
}
