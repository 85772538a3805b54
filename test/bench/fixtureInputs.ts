import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileKindOfPath } from '../../server/language/fileKind';
import { sectionNamed, textOf } from '../core/fixtureFacts';
import { parseFixture } from '../core/fixtureFile';

/** The Dockerfiles of all fixtures, marks taken away: `path` is relative, one folder for each fixture. */
export function fixtureInputs(folder: string): { path: string; text: string }[] {
  const names = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
  return names
    .filter((name) => name.endsWith('.txtar'))
    .sort()
    .flatMap((name) => {
      const fixture = parseFixture(readFileSync(join(folder, name), 'utf8'));
      return fixture.sections
        .filter((section) => fileKindOfPath(section.name) === 'dockerfile')
        .map((section) => ({ path: `${name.replace(/\.txtar$/, '')}/${section.name}`, text: textOf(sectionNamed(fixture, section.name))! }));
    });
}
