import type { ComposeMappingNode, ComposeNode, Place } from './composeNode';
import { mergeNodes, withoutPaths } from './mergeNodes';
import { mapEntries, mappingNode, scalarText, withoutKey } from './nodeEdits';
import type { ProjectReading } from './projectReading';
import { folderOf, isRemote, resolvePath } from './projectPaths';
import { isMapping, nodeAt, scalarAt } from './readNodes';

/** The services of one file, before `extends`, and what its `!reset` takes out of a base. */
export interface ExtendableFile {
  readonly path: string;
  readonly services: ComposeMappingNode;
  readonly resets: readonly (readonly string[])[];
}

/** Reads the file that an `extends` names, its paths made absolute; undefined where there is none to read. */
export type ReadExtended = (path: string, place: Place) => ExtendableFile | undefined;

/** Levels of `extends` that are followed; real ones have two or three. */
const deepestChain = 500;
/** Values that all extended services of one file may have together: where each adds to the one before, they grow with the square. */
const mostExtendedValues = 200_000;

/**
 * Every service of a file with what it extends merged below it. Source: compose-go `loader/extends.go`.
 * @param hasInclude an included file may bring a service that is not seen here
 */
export function extendServices(file: ExtendableFile, hasInclude: boolean, readExtended: ReadExtended, reading: ProjectReading): ComposeMappingNode {
  const extension = new Extension(hasInclude, readExtended, reading);
  return mapEntries(file.services, ({ key, value }) => extension.apply(key, file, []) ?? value);
}

class Extension {
  /** What was extended already, by file: a base that many services share is made once. */
  private readonly done = new Map<ExtendableFile, Map<string, ComposeNode | undefined>>();
  private values = 0;

  constructor(
    private readonly hasInclude: boolean,
    private readonly readExtended: ReadExtended,
    private readonly reading: ProjectReading,
  ) {}

  /** The service with its bases; undefined where it is empty. */
  apply(name: string, file: ExtendableFile, chain: readonly string[]): ComposeNode | undefined {
    const done = this.done.get(file) ?? new Map<string, ComposeNode | undefined>();
    this.done.set(file, done);
    if (!done.has(name)) done.set(name, this.extended(name, file, chain));
    return done.get(name);
  }

  private extended(name: string, file: ExtendableFile, chain: readonly string[]): ComposeNode | undefined {
    const service = nodeAt(file.services, name);
    const extended = nodeAt(service, 'extends');
    if (!isMapping(service) || !extended) return service;
    const link = `${file.path}\n${name}`;
    if (chain.includes(link)) {
      this.reading.fault('extends-cycle', `\`${name}\` extends itself in the end: ${cycleWords(chain, link)}. Compose rejects it.`, extended.place);
      return service;
    }
    if (chain.length >= deepestChain) {
      this.reading.stop(`Services are followed through ${deepestChain} levels of \`extends\`.`);
      return service;
    }
    const base = this.base(name, extended, file, [...chain, link]);
    // What could not be extended keeps its key: what it may lack is not known then.
    if (!isMapping(base)) return service;
    this.values += sizeOf(base, mostExtendedValues);
    if (this.values > mostExtendedValues) {
      this.reading.stop(`Services are extended up to ${mostExtendedValues} values.`);
      return service;
    }
    const kept = nodeAt(withoutPaths(wrapped(name, base), file.resets), 'services', name) ?? base;
    // The base keeps the key where its own base could not be read.
    return mergeNodes(kept, withoutKey(service, 'extends'), ['services', 'x'], this.reading);
  }

  private base(name: string, extended: ComposeNode, file: ExtendableFile, chain: readonly string[]): ComposeNode | undefined {
    const reference = extended.kind === 'scalar' ? extended : scalarAt(extended, 'service');
    const fileNode = scalarAt(extended, 'file');
    if (!reference || (reference.kind === 'scalar' && reference.value === null)) return undefined;
    const wanted = scalarText(reference);
    const source = fileNode ? this.readExtended(scalarText(fileNode), fileNode.place) : file;
    if (!source) return undefined;
    if (!source.services.entries.has(wanted)) {
      const mendedBy = fileNode || this.hasInclude || reference.isUncertain ? 'rest-of-project' : 'nothing';
      this.reading.fault('extended-service-missing', `\`${name}\` extends \`${wanted}\`, which ${fileNode ? `\`${scalarText(fileNode)}\` does not have` : 'is no service of this file'}. Compose rejects it.`, reference.place, mendedBy);
      return undefined;
    }
    return this.apply(wanted, source, chain);
  }
}

/** The number of values in a node, counted up to a bound. */
function sizeOf(node: ComposeNode, bound: number): number {
  if (node.kind === 'scalar') return 1;
  const below = node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value);
  return below.reduce((size, value) => (size > bound ? size : size + sizeOf(value, bound - size)), 1);
}

function wrapped(name: string, service: ComposeMappingNode): ComposeMappingNode {
  const services = mappingNode([{ key: name, keyPlace: service.place, value: service }], service.place);
  return mappingNode([{ key: 'services', keyPlace: service.place, value: services }], service.place);
}

function cycleWords(chain: readonly string[], link: string): string {
  const from = Math.max(0, chain.indexOf(link));
  return [...chain.slice(from), link].map((entry) => `\`${entry.slice(entry.indexOf('\n') + 1)}\``).join(' → ');
}

/** Where the file of an `extends` lies; undefined for what is fetched from elsewhere. */
export function extendedPath(written: string, from: string): string | undefined {
  return isRemote(written) ? undefined : resolvePath(folderOf(from), written);
}
