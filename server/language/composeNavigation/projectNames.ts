import type { ComposeFile } from '../compose/composeFile';
import { asList, asMapping, asText, mappingEntries, valueOf } from '../compose/composeValues';
import type { ComposeProject } from '../compose/project/composeProject';
import { folderOf, isRemote, resolvePath } from '../compose/project/projectPaths';
import { touches } from '../navigation/occurrence';
import { chosenProfiles } from './chosenProfiles';
import { nameOccurrences, type NameOccurrence } from './nameOccurrences';
import type { NameKind } from './namePlaces';

/** A service, network and so on with all its places in a project. */
export interface NamedThing {
  readonly kind: NameKind;
  readonly name: string;
  /** Undefined for the project itself; the path of a file that is only extended and has names of its own. */
  readonly scope: string | undefined;
  /** In the order of files and places. */
  readonly occurrences: readonly NameOccurrence[];
}

/** The names of a project, read from its files as they are written. */
export class ProjectNames {
  readonly files: ReadonlyMap<string, ComposeFile>;
  private readonly extendedOnly: ReadonlySet<string>;
  private readonly found = new Map<string, NameOccurrence[]>();

  /** @param own a file of the project that was parsed already, by its path */
  constructor(
    readonly project: ComposeProject,
    own: { readonly path: string; readonly file: ComposeFile },
  ) {
    this.files = new Map([...project.files].map(([path, file]) => [path, path === own.path ? own.file : file]));
    this.extendedOnly = extendedOnly(this.files);
    for (const [path, file] of this.files) {
      for (const occurrence of nameOccurrences(path, file, project.variables)) this.keep(occurrence);
    }
    const env = project.variables.get('COMPOSE_PROFILES')?.place?.path;
    if (env !== undefined) for (const occurrence of chosenProfiles(env, project.texts.get(env) ?? '')) this.keep(occurrence);
  }

  /** What stands at an offset of a file. */
  at(path: string, offset: number): { readonly thing: NamedThing; readonly occurrence: NameOccurrence } | undefined {
    for (const [key, occurrences] of this.found) {
      const occurrence = occurrences.find(({ place }) => place.path === path && touches(place.span, offset));
      if (occurrence) return { thing: thingOf(key, occurrences), occurrence };
    }
    return undefined;
  }

  /** A thing by its name; undefined where nobody names it. */
  thing(kind: NameKind, name: string, scope?: string): NamedThing | undefined {
    const key = keyOf(kind, name, scope);
    const occurrences = this.found.get(key);
    return occurrences && thingOf(key, occurrences);
  }

  /** The same name in other files' scopes: a service that is extended brings what it depends on. */
  elsewhere({ kind, name, scope }: NamedThing): readonly NameOccurrence[] {
    const others = [undefined, ...this.extendedOnly].filter((other) => other !== scope);
    return others.flatMap((other) => this.found.get(keyOf(kind, name, other)) ?? []);
  }

  private keep(occurrence: NameOccurrence): void {
    const { kind, name, place, inFile } = occurrence;
    const file = inFile === undefined ? place.path : resolvePath(folderOf(place.path), inFile);
    const isOutside = kind !== 'profile' && !this.files.has(file);
    const key = keyOf(kind, name, this.extendedOnly.has(file) || isOutside ? file : undefined);
    const known = this.found.get(key);
    if (known) known.push(occurrence);
    else this.found.set(key, [occurrence]);
  }
}

function keyOf(kind: NameKind, name: string, scope: string | undefined): string {
  return JSON.stringify([kind, name, scope ?? null]);
}

function thingOf(key: string, occurrences: readonly NameOccurrence[]): NamedThing {
  const [kind, name, scope] = JSON.parse(key) as [NameKind, string, string | null];
  return { kind, name, scope: scope ?? undefined, occurrences };
}

/** Files that a project only takes single services from: what else is in them is no part of it. */
function extendedOnly(files: ReadonlyMap<string, ComposeFile>): ReadonlySet<string> {
  const extended = new Set<string>();
  const included = new Set<string>();
  for (const [path, file] of files) {
    for (const { entries } of file.services) {
      const text = asText(valueOf(entries.find(({ key }) => key === 'extends')?.value, 'file'))?.text;
      if (text !== undefined && !isRemote(text)) extended.add(resolvePath(folderOf(path), text));
    }
    for (const text of includedTexts(file)) included.add(resolvePath(folderOf(path), text));
  }
  const [main] = files.keys();
  return new Set([...extended].filter((path) => path !== main && !included.has(path) && files.has(path)));
}

/** The paths that a file's `include` names, as written. */
export function includedTexts(file: ComposeFile): readonly string[] {
  return file.documents.flatMap((document) => {
    const items = asList(mappingEntries(document).find(({ key }) => key === 'include')?.value) ?? [];
    return items.flatMap((item) => {
      const path = asMapping(item) ? valueOf(item, 'path') : item;
      return (asList(path) ?? (path ? [path] : [])).flatMap((one) => asText(one)?.text ?? []);
    });
  });
}
