import { foundOnce } from '../../foundOnce';
import { SimilarNames } from '../../rules/similarName';
import type { ComposeFault } from '../project/composeFault';
import type { ComposeMappingEntry, ComposeMappingNode, Place } from '../project/composeNode';
import { fileOfOtherTool } from './fileOfOtherTool';
import { indentServices } from './indentServices';
import type { Standing } from './standing';
import { schemaPathAt, type SchemaPath } from './schemaPaths';

/** Keys of old files and of other tools, and what Compose calls them. */
const otherNames: ReadonlyMap<string, string> = new Map(Object.entries({
  net: 'network_mode', log_driver: 'logging', log_opt: 'logging', name: 'container_name', env: 'environment', envs: 'environment',
  env_vars: 'environment', variables: 'environment', cmd: 'command', args: 'command', file: 'dockerfile', context_path: 'context', memory: 'mem_limit',
  cpu: 'cpus', requires: 'depends_on', working_directory: 'working_dir', workdir: 'working_dir', mounts: 'volumes', replicas: 'scale', publish: 'ports',
}));
/** Blocks of a service whose keys are often written one level too high, the most frequent first. */
const blocks = ['build', 'deploy', 'healthcheck', 'logging', 'develop'];
/** Sections whose name below `services` makes a service of them. */
const sections: ReadonlySet<string> = new Set(['volumes', 'networks', 'secrets', 'configs', 'models', 'include']);

/** Letters of a key that a message shows. */
const longestShown = 60;

/** Says of keys that the schema does not have where they belong or what they are a slip of. One for each model. */
export class UnknownKeys {
  private readonly similar = new SimilarNames();

  /**
   * @param texts of the project's files, by path; fixes that move lines need them
   * @param fits whether a value is a good one for another key beside it; only then the key is renamed
   */
  constructor(
    private readonly texts: ReadonlyMap<string, string>,
    private readonly fits: (key: string, entry: ComposeMappingEntry, standing: Standing) => boolean,
  ) {}

  /**
   * @param standing of the mapping
   * @param isNamed true where the mapping's keys are names that the author chooses
   */
  faults(unknown: readonly ComposeMappingEntry[], mapping: ComposeMappingNode, standing: Standing, isNamed: boolean): readonly ComposeFault[] {
    const { keys, keyPlace } = standing;
    if (unknown.length === 0) return [];
    if (isNamed) return unknown.map((entry) => wrongName(entry));
    if (keys.length === 0) return this.topFaults(unknown, mapping, standing);
    const [entry] = unknown;
    if (keys.length === 2 && keys[0] === 'services' && sections.has(keys[1]!) && unknown.length === mapping.entries.size) return [sectionAsService(keys[1]!, entry!.key, keyPlace)];
    return unknown.map((found) => this.fault(found, mapping, standing));
  }

  /** A file of the old version 1 has its services at the top: one cause, one fault. */
  private topFaults(unknown: readonly ComposeMappingEntry[], mapping: ComposeMappingNode, standing: Standing): readonly ComposeFault[] {
    const services = mapping.entries.has('services') ? [] : unknown.filter(isServiceLike);
    const [strange] = unknown;
    if (strange && services.length === 0 && unknown.length > 1 && [...mapping.entries.keys()].every((key) => this.isStrange(key))) return [fileOfOtherTool(strange, mapping)];
    const others = unknown.filter((entry) => !services.includes(entry)).map((entry) => this.fault(entry, mapping, standing));
    const [first] = services;
    if (!first) return others;
    const message = `\`${first.key}\` stands at the top, as services did in version 1 of compose files. Compose rejects that: write \`services:\` above ${services.length > 1 ? 'the services and indent them' : 'it and indent it'}.`;
    const fix = indentServices(services, mapping, this.texts);
    return [{ code: 'services-at-top', message, place: first.keyPlace, mendedBy: 'nothing', ...(fix ? { fixes: [fix] } : {}) }, ...others];
  }

  /** A key of the top that says nothing of Compose: other tools have a `name` and a `version` as well. */
  private isStrange(key: string): boolean {
    const schema = schemaPathAt([]);
    if (key === 'name' || key === 'version') return true;
    return !schema || !(schema.keys.has(key) || key.startsWith('x-') || sameButSpelling(key, schema) !== undefined || this.similar.find(key, new Set(schema.keys.keys())) !== undefined);
  }

  private fault(entry: ComposeMappingEntry, mapping: ComposeMappingNode, standing: Standing): ComposeFault {
    const { keys } = standing;
    const { keyPlace } = entry;
    const key = entry.key.slice(0, longestShown);
    const base = { code: 'unknown-key', place: keyPlace, mendedBy: 'nothing' } as const;
    const schema = schemaPathAt(keys);
    const known = new Set(schema?.keys.keys());
    const where = placeName(keys);
    const similar = (schema && sameButSpelling(key, schema)) ?? this.similar.find(key, known) ?? prefixOf(key, known);
    if (similar !== undefined && mapping.entries.has(similar)) return { ...base, message: `${where} has no key \`${key}\`, and Compose rejects it. \`${similar}\` stands here already: put both together, or remove this.` };
    const rename = (other: string): Pick<ComposeFault, 'fixes'> => (this.fits(other, entry, standing) ? { fixes: [{ title: `Write ${other}`, edits: [{ span: keyPlace.span, newText: other }] }] } : {});
    if (similar !== undefined) return { ...base, message: `${where} has no key \`${key}\`, and Compose rejects it. Did you mean \`${similar}\`?`, ...rename(similar) };
    const level = key === 'name' && where === 'A service' ? undefined : otherLevel(key, keys, isServiceLike(entry));
    if (level !== undefined) return { ...base, message: `\`${key}\` cannot stand ${hereWords(keys)}: ${level}. Compose rejects it.` };
    const other = otherNames.get(key);
    if (other !== undefined && known.has(other)) return { ...base, message: `${where} has no key \`${key}\`, and Compose rejects it. It is called \`${other}\`.`, ...(mapping.entries.has(other) ? {} : rename(other)) };
    const note = `x-${key}`;
    const asNote = /^[\w.-]+$/.test(key) && !mapping.entries.has(note) ? rename(note) : {};
    const advice = asNote.fixes ? `Remove it, or write \`${note}\` for a note of your own.` : 'Remove it.';
    return { ...base, message: `${where} has no key \`${key}\`, and Compose rejects it. ${advice}`, ...asNote };
  }
}

function wrongName({ key, keyPlace }: ComposeMappingEntry): ComposeFault {
  const message = key === '' ? 'A name is missing here. Compose rejects it.' : `\`${key.slice(0, 60)}\` cannot be a name: Compose takes letters, digits, \`.\`, \`_\` and \`-\`.`;
  return { code: 'invalid-name', message, place: keyPlace, mendedBy: 'nothing' };
}

function sectionAsService(section: string, key: string, place: Place): ComposeFault {
  const message = `\`${section}\` stands below \`services\`, so Compose takes it for a service and rejects \`${key}\`. Indent \`${section}\` less: it belongs at the left edge, beside \`services:\`.`;
  return { code: 'unknown-key', message, place, mendedBy: 'nothing' };
}

function isServiceLike({ value }: ComposeMappingEntry): boolean {
  const service = serviceKeys();
  return value.kind === 'mapping' && [...value.entries.values()].some((entry) => service.has(entry.key) && !isJob(entry));
}

/** `build` as other tools call one of their jobs: a mapping without a key of Compose's. */
function isJob({ key, value }: ComposeMappingEntry): boolean {
  const known = serviceKeys().get(key)?.keys;
  return key === 'build' && value.kind === 'mapping' && ![...value.entries.keys()].some((inner) => known?.has(inner));
}

/** Where a key belongs that is good one level higher or lower; undefined where it is nowhere near. */
function otherLevel(key: string, keys: readonly string[], isService: boolean): string | undefined {
  const root = schemaPathAt([]);
  const service = serviceKeys();
  if (keys.length === 0) return isService ? 'a service belongs below `services`' : service.has(key) ? 'it belongs below a service' : undefined;
  if (keys[0] !== 'services') return undefined;
  const here = schemaPathAt(keys)?.keys ?? new Map<string, SchemaPath>();
  const inner = keys.length === 2 ? blocks : [...here.keys()];
  if (keys.at(-1) === 'logging') return 'it belongs below `options`';
  const block = inner.find((name) => here.get(name)?.keys.has(key));
  if (block !== undefined) return `it belongs below \`${block}\``;
  if (keys.length > 2) return service.has(key) ? `it belongs to the service, beside \`${keys[2]!}\`` : undefined;
  if (root?.keys.has(key) && !service.has(key)) return 'it belongs at the left edge, beside `services:`';
  return isService ? 'a service is indented as far as the other services' : undefined;
}

/** Blocks of a service that have no value because what belongs to them stands beside them: that is said there. */
export function emptyBlocks({ entries }: ComposeMappingNode, keys: readonly string[]): ReadonlySet<string> {
  if (keys.length !== 2 || keys[0] !== 'services') return new Set();
  const service = serviceKeys();
  return new Set(blocks.filter((name) => {
    const block = entries.get(name)?.value;
    return block?.kind === 'scalar' && block.value === null && [...entries.keys()].some((key) => !service.has(key) && service.get(name)?.keys.has(key));
  }));
}

function serviceKeys(): ReadonlyMap<string, SchemaPath> {
  return schemaPathAt(['services', '*'])?.keys ?? new Map<string, SchemaPath>();
}

/** The same letters in another way: `dependsOn`, `depends-on`, `imgae`. */
function sameButSpelling(key: string, schema: SchemaPath): string | undefined {
  if (key.length > 40) return undefined;
  const { plain, sorted } = spellingsOf(schema);
  return plain.get(plainSpelling(key)) ?? sorted.get(sortedSpelling(key));
}

/** The keys of a place by their letters, the first where several have the same. */
const spellingsOf = foundOnce(({ keys }: SchemaPath) => {
  const names = [...keys.keys()].reverse();
  return { plain: new Map(names.map((name) => [plainSpelling(name), name])), sorted: new Map(names.map((name) => [sortedSpelling(name), name])) };
});

function plainSpelling(key: string): string {
  return key.replace(/[-_\s]/g, '').toLowerCase();
}

/** The first letter, and then all of them in the order of the alphabet. */
function sortedSpelling(key: string): string {
  return `${key[0] ?? ''} ${[...plainSpelling(key)].sort().join('')}`;
}

/** `depends` for `depends_on`, `volumes_list` for `volumes`; the only one that it can be. */
function prefixOf(key: string, known: ReadonlySet<string>): string | undefined {
  const found = key.length < 4 ? [] : [...known].filter((other) => other.length >= 4 && (other.startsWith(`${key}_`) || key.startsWith(`${other}_`)));
  return found.length === 1 ? found[0] : undefined;
}

function placeName(keys: readonly string[]): string {
  if (keys.length === 0) return 'A compose file';
  if (keys.length === 2 && keys[0] === 'services') return 'A service';
  const named = keys.filter((key) => key !== '[]').at(-1)!;
  if (keys.length === 2 && sections.has(keys[0]!)) return `An entry of \`${keys[0]!}\``;
  return keys.at(-1) === '[]' ? `An item of \`${named}\`` : `\`${named}\``;
}

function hereWords(keys: readonly string[]): string {
  if (keys.length === 0) return 'at the top of the file';
  return keys.length === 2 && keys[0] === 'services' ? 'directly in a service' : `below \`${keys.filter((key) => key !== '[]').at(-1)!}\``;
}
