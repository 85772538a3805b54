import { parseCompose } from '../parseCompose';
import type { ComposeFile } from '../composeFile';
import type { Variables } from '../interpolation';
import { schemaFaults } from '../schema/schemaFaults';
import { canonicalForms } from '../values/canonicalForms';
import type { ComposeFault } from './composeFault';
import type { ComposeFiles } from './composeFiles';
import type { ComposeMappingNode, Place } from './composeNode';
import type { ComposeProject } from './composeProject';
import { checkConsistency } from './consistency/consistency';
import { withDefaultValues } from './defaultValues';
import { documentNodes } from './documentNodes';
import { withoutConsequences } from './faultConsequences';
import { extendedPath, extendServices, type ExtendableFile } from './extendServices';
import { includesOf, type Include } from './includes';
import { mergeMappings, mergeNodes, withoutPaths } from './mergeNodes';
import { mappingNode, scalarText, withEntry, withoutKey } from './nodeEdits';
import { ProjectReading, type ReadingPlace } from './projectReading';
import { folderOf, isRemote, resolvePath, withAbsolutePaths } from './projectPaths';
import { projectNameOf, projectVariables, withEnvFile } from './projectVariables';
import { isMapping, nodeAt, scalarAt } from './readNodes';
import { uniqueItems } from './uniqueItems';

/** Sections that an include brings. */
const imported = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'];
/** Includes in includes; Compose has no bound, real projects have two or three. */
const deepestInclude = 50;
/** Includes of one project, those counted anew that are reached on several ways. */
const mostIncludes = 1_000;
/** YAML documents of one file, each of which is laid over those before. */
const mostDocuments = 200;

/**
 * Reads a project as `docker compose config` does, as far as its files are known. Never throws; the same files give the same
 * project. Where files are `wanted`, call again once they were read. Source: compose-go `loader/loader.go`; where Compose
 * 2.26 and newer ones read in another order, the newer one counts.
 */
export function loadComposeProject(files: ComposeFiles): ComposeProject {
  const reading = new ProjectReading(files);
  const loader = new ProjectLoader(reading);
  const place = { folder: files.folder, variables: projectVariables(files, (path) => loader.parse(path), reading) };
  const model = loader.model(files.main, place, []);
  checkConsistency(model, place, reading);
  return {
    model,
    paths: [...reading.texts.keys()],
    texts: new Map([...reading.texts, ...reading.envTexts]),
    files: loader.parsed,
    folders: reading.folders,
    namedAt: reading.namedAt,
    wanted: [...reading.wanted],
    variables: place.variables,
    faults: oneForEachPlace(withoutConsequences(reading.faults)),
    notices: reading.notices,
    isWhole: !reading.isPartial && reading.wanted.size === 0 && reading.isTakenByItself,
    leftOut: reading.leftOut,
  };
}

class ProjectLoader {
  readonly parsed = new Map<string, ComposeFile>();
  /** Files that services are extended from, by the variables that hold for them: many services share one. */
  private readonly extendable = new Map<Variables, Map<string, ExtendableFile>>();
  private includes = 0;

  constructor(private readonly reading: ProjectReading) {}

  /** Some files, one over the other, in their long form with absolute paths. */
  model(paths: readonly string[], place: ReadingPlace, including: readonly string[]): ComposeMappingNode {
    let merged = emptyModel(paths[0] ?? '');
    for (const path of paths) {
      merged = this.addFile(merged, path, place, including);
      // Compose does so before it opens the next file, which cannot mend this one.
      const broken = this.brokenFiles();
      for (const fault of schemaFaults(merged, this.reading.texts)) if (!broken.has(fault.place.path)) this.reading.faults.push(fault);
    }
    const { model, faults } = canonicalForms(merged);
    for (const fault of faults) this.reading.faults.push(fault);
    return withAbsolutePaths(withDefaultValues(uniqueItems(model)), place.folder);
  }

  /** Files whose YAML cannot be read to its end: what is missing in them is a consequence. */
  private brokenFiles(): ReadonlySet<string> {
    return new Set(this.reading.faults.filter(({ code }) => code.startsWith('yaml-') && code !== 'yaml-duplicate-key').map(({ place }) => place.path));
  }

  private addFile(before: ComposeMappingNode, path: string, place: ReadingPlace, including: readonly string[]): ComposeMappingNode {
    const file = this.parse(path);
    if (!file) return before;
    this.reading.folders.set(path, place.folder);
    if (file.documents.length > mostDocuments) this.reading.stop(`Only the first ${mostDocuments} documents of a file are read.`);
    return file.documents.slice(0, mostDocuments).reduce((merged, document) => {
      const { node, resets } = documentNodes(file, document, path, place.variables, this.reading);
      if (!isMapping(node) || this.reading.isTooLarge) return merged;
      const version = node.entries.get('version');
      if (version) this.reading.notices.push({ code: 'obsolete-version', message: 'Compose ignores `version`, and says so each time.', place: version.keyPlace });
      const included = this.addIncludes(node, resets, place, [...including, path]);
      const extended = this.extend(included, resets, path, place, node.entries.has('include'));
      return uniqueItems(mergeMappings(withoutPaths(merged, resets), extended, [], this.reading));
    }, before);
  }

  private addIncludes(file: ComposeMappingNode, resets: readonly (readonly string[])[], place: ReadingPlace, including: readonly string[]): ComposeMappingNode {
    const includes = includesOf(file, this.reading);
    return includes.reduce((model, include) => {
      const brought = this.include(include, place, including);
      return imported.reduce((into, section) => importSection(into, section, withoutPaths(brought, resets), this.reading), model);
    }, withoutKey(file, 'include'));
  }

  private include({ paths, projectDirectory, envFiles, place: at }: Include, place: ReadingPlace, including: readonly string[]): ComposeMappingNode {
    const empty = emptyModel(at.path);
    if (paths.some(({ text }) => isRemote(text))) {
      this.reading.isPartial = true;
      return empty;
    }
    if (including.length > deepestInclude) {
      this.reading.stop(`Includes in includes are followed ${deepestInclude} levels deep.`);
      return empty;
    }
    if (++this.includes > mostIncludes) {
      this.reading.stop(`Only the first ${mostIncludes} includes of this project are followed.`);
      return empty;
    }
    const absolute = paths.map(({ text }) => resolvePath(place.folder, text));
    const [main = ''] = absolute;
    absolute.forEach((path, index) => this.reading.name(path, paths[index]!.place));
    if (including.includes(main)) {
      this.reading.fault('include-cycle', `\`${paths[0]!.text}\` includes itself in the end. Compose rejects it.`, paths[0]!.place);
      return empty;
    }
    const missing = absolute.findIndex((path) => ['missing', 'unreadable'].includes(String(this.reading.read(path))));
    if (missing >= 0) {
      this.reading.fault('included-file-missing', `\`${paths[missing]!.text}\` cannot be read, and Compose stops without it.`, paths[missing]!.place, this.reading.missingIsMendedBy(paths[missing]!.place));
      this.reading.isPartial = true;
      return empty;
    }
    const folder = projectDirectory === undefined ? folderOf(main) : resolvePath(place.folder, projectDirectory);
    const variables = envFiles.length === 0
      ? withEnvFile(place.variables, `${folder}/.env`, undefined, this.reading)
      : envFiles.filter(({ text }) => text !== '/dev/null').reduce((known, file) => withEnvFile(known, resolvePath(place.folder, file.text), file.place, this.reading), place.variables);
    return this.model(absolute, { folder, variables }, including);
  }

  private extend(file: ComposeMappingNode, resets: readonly (readonly string[])[], path: string, place: ReadingPlace, hasInclude: boolean): ComposeMappingNode {
    const entry = file.entries.get('services');
    if (!entry || !isMapping(entry.value)) return file;
    const services = extendServices({ path, services: entry.value, resets }, hasInclude, (written, at) => this.readExtended(written, at, place), this.reading);
    return services === entry.value ? file : withEntry(file, { ...entry, value: services });
  }

  /** The services of a file that an `extends` names: filled in, in their long form, `extends` still in them. */
  private readExtended(written: string, at: Place, { variables }: ReadingPlace): ExtendableFile | undefined {
    const path = extendedPath(written, at.path);
    if (path === undefined) {
      this.reading.isPartial = true;
      return undefined;
    }
    this.reading.name(path, at);
    const known = this.extendable.get(variables) ?? new Map<string, ExtendableFile>();
    this.extendable.set(variables, known);
    const found = known.get(path) ?? this.extendableFile(path, written, at, variables);
    if (found) known.set(path, found);
    return found;
  }

  private extendableFile(path: string, written: string, at: Place, variables: Variables): ExtendableFile | undefined {
    const file = this.parse(path, at);
    if (!file) return undefined;
    const read = file.documents.map((document) => documentNodes(file, document, path, variables, this.reading));
    const merged = read.reduce((model, { node }) => (isMapping(node) ? mergeMappings(model, node, [], this.reading) : model), emptyModel(path));
    const services = nodeAt(withAbsolutePaths(canonicalForms(merged).model, folderOf(path)), 'services');
    if (isMapping(services)) return { path, services, resets: read.flatMap(({ resets }) => resets) };
    this.reading.fault('extended-service-missing', `\`${written}\` has no services to extend.`, at, 'rest-of-project');
    return undefined;
  }

  /** @param named where another file names this one; faults of a file that is not there stand at that place */
  parse(path: string, named?: Place): ComposeFile | undefined {
    const known = this.parsed.get(path);
    if (known) return known;
    const found = this.reading.read(path);
    if (typeof found === 'string') {
      if (found !== 'unread' && found !== 'unknown' && named) this.reading.fault('extended-file-missing', `\`${path}\` cannot be read, and Compose stops without it.`, named, this.reading.missingIsMendedBy(named));
      this.reading.isPartial ||= found !== 'unread';
      return undefined;
    }
    if (!this.reading.take(path, found.text)) return undefined;
    const file = this.reading.files.parse?.(path, found.text) ?? parseCompose(found.text);
    this.parsed.set(path, file);
    const errors = file.problems.filter(({ severity }) => severity === 'error');
    this.reading.faults.push(...errors.map(({ code, message, span }): ComposeFault => ({ code, message, place: { path, span }, mendedBy: 'nothing' })));
    if (file.leftOut !== undefined) this.reading.stop(file.leftOut);
    return file;
  }
}

/** What an include brings under the names that the file itself does not have; where both have one, they are merged. */
function importSection(into: ComposeMappingNode, section: string, brought: ComposeMappingNode, reading: ProjectReading): ComposeMappingNode {
  const from = brought.entries.get(section);
  if (!from || !isMapping(from.value)) return into;
  const own = into.entries.get(section);
  return withEntry(into, own ? { ...own, value: mergeNodes(from.value, own.value, [section], reading) } : from);
}

function emptyModel(path: string): ComposeMappingNode {
  return mappingNode([], { path, span: { start: 0, end: 0 } });
}

/** What follows from a fault at the same place is not said a second time. */
function oneForEachPlace(faults: readonly ComposeFault[]): readonly ComposeFault[] {
  const seen = new Set<string>();
  return faults.filter(({ place: { path, span } }) => {
    const key = `${path}\n${span.start}\n${span.end}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The name under which Compose runs the project: `name:` of the file, or that of its folder. */
export function nameOfProject(model: ComposeMappingNode, folder: string): string {
  const written = scalarAt(model, 'name');
  return projectNameOf(written ? scalarText(written) : folder.slice(folder.lastIndexOf('/') + 1));
}

