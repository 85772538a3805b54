import { loadComposeProject } from '../../server/language/compose/project/loadProject';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { composeDefinition } from '../../server/language/composeNavigation/composeDefinition';
import { renameInProject, type NeighbourFile, type ProjectRename } from '../../server/language/composeNavigation/composeRename';
import { projectVariable, variableAt, type ProjectVariable } from '../../server/language/composeNavigation/composeVariables';
import { ProjectNames } from '../../server/language/composeNavigation/projectNames';
import { renameVariable } from '../../server/language/composeNavigation/renameVariable';
import { parseDockerfile } from '../../server/language/dockerfile/parser';

export type Files = Readonly<Record<string, string>>;

/** The files of `/shop`; those that end in `.yaml` and start with `compose` are the project's own, the first is open. `|` is the cursor. */
export class Shop {
  readonly files: Files;
  readonly path: string;
  readonly offset: number;
  readonly names: ProjectNames;

  constructor(
    given: Files,
    readonly neighbours: readonly NeighbourFile[] = [],
  ) {
    this.path = Object.keys(given).find((path) => given[path]!.includes('|'))!;
    this.offset = given[this.path]!.indexOf('|');
    this.files = { ...given, [this.path]: given[this.path]!.replace('|', '') };
    const main = Object.keys(given).filter((path) => /^compose.*\.yaml$/.test(path)).map((path) => `/shop/${path}`);
    const project = loadComposeProject({ main, isTakenByItself: true, folder: '/shop', read: (path) => this.read(path), isFolder: () => undefined });
    this.names = new ProjectNames(project, { path: `/shop/${this.path}`, file: parseCompose(this.files[this.path]!) });
  }

  text(path: string): string | undefined {
    return this.files[path.replace('/shop/', '')];
  }

  private read(path: string): 'missing' | { readonly text: string } {
    const text = this.text(path);
    return text === undefined ? 'missing' : { text };
  }

  get found() {
    return this.names.at(`/shop/${this.path}`, this.offset);
  }

  /** `file:line text` for each place. */
  get places(): string[] {
    return this.found?.thing.occurrences.map(({ place }) => this.words(place)) ?? [];
  }

  words({ path, span }: { path: string; span: { start: number; end: number } }): string {
    const text = this.text(path) ?? this.neighbours.find((near) => near.path === path)!.text;
    return `${path.replace('/shop/', '')}:${text.slice(0, span.start).split('\n').length} ${text.slice(span.start, span.end)}`;
  }

  get definition(): string | undefined {
    const place = composeDefinition(this.names, `/shop/${this.path}`, this.offset, {
      dockerfile: (path) => (this.text(path) === undefined ? undefined : parseDockerfile(this.text(path)!)),
      isFile: (path) => this.text(path) !== undefined,
      neighbours: () => this.neighbours,
    });
    return place && this.words(place);
  }

  /** The variable under the cursor. */
  get variable(): ProjectVariable | undefined {
    const found = variableAt(this.names.files.get(`/shop/${this.path}`)!, this.offset);
    return found && projectVariable(this.names.project, this.names.files, found.name);
  }

  rename(newName: string): ProjectRename {
    if (this.variable) return renameVariable(this.names, this.variable, newName, this.neighbours);
    const environment = Object.entries(this.files).filter(([path]) => path.endsWith('.env')).map(([path, text]) => ({ path: `/shop/${path}`, text }));
    return renameInProject(this.names, this.found!.thing, newName, { neighbours: this.neighbours, environment });
  }

  /** The files after a rename; certain edits only. */
  renamed(newName: string): Files {
    const result = this.rename(newName);
    if ('refusal' in result) throw new Error(result.refusal);
    const texts: Record<string, string> = { ...this.files };
    const edits = result.edits.filter(({ doubt }) => doubt === undefined).sort((one, other) => other.place.span.start - one.place.span.start);
    for (const { place, newText } of edits) {
      const name = place.path.replace('/shop/', '');
      texts[name] = texts[name]!.slice(0, place.span.start) + newText + texts[name]!.slice(place.span.end);
    }
    return texts;
  }

  /** `place: reason` for each edit that a person decides about. */
  doubts(newName: string): string[] {
    const result = this.rename(newName);
    return 'refusal' in result ? [] : result.edits.flatMap(({ place, doubt }) => (doubt === undefined ? [] : [`${this.words(place)}: ${doubt}`]));
  }
}
