import type { ComposeFault } from '../project/composeFault';
import type { ComposeMappingEntry, ComposeMappingNode } from '../project/composeNode';
import type { Fix } from '../../rules/rule';
import { schemaPathAt } from './schemaPaths';

/** One cause, and the entries of `services` that it explains. */
export interface KeysBesideService {
  readonly fault: ComposeFault;
  readonly explained: ReadonlySet<ComposeMappingEntry>;
}

/**
 * A service with nothing below it, and beside it what belongs to it: its keys are not indented far enough. Undefined where
 * the services are written otherwise.
 * @param texts of the project's files, by path
 */
export function keysBesideService(services: ComposeMappingNode, texts: ReadonlyMap<string, string>): KeysBesideService | undefined {
  const entries = [...services.entries.values()];
  const index = entries.findIndex((entry, at) => isEmpty(entry) && entries[at + 1] !== undefined && isKeyOfService(entries[at + 1]!));
  const service = entries[index];
  if (!service) return undefined;
  const behind = entries.slice(index + 1);
  const other = behind.findIndex((entry) => !isKeyOfService(entry));
  const keys = other < 0 ? behind : behind.slice(0, other);
  const [first] = keys as [ComposeMappingEntry];
  const message = `\`${first.key}\` stands beside \`${service.key.slice(0, 60)}\`, so Compose takes it for another service and rejects it. Indent what belongs to \`${service.key.slice(0, 60)}\` further.`;
  const fix = indented(keys, texts);
  return { fault: { code: 'unknown-key', message, place: first.keyPlace, mendedBy: 'nothing', ...(fix ? { fixes: [fix] } : {}) }, explained: new Set([service, ...keys]) };
}

function isEmpty({ value }: ComposeMappingEntry): boolean {
  return value.kind === 'scalar' && value.value === null;
}

/** A service may be called as a key is: it has keys of its own. */
function isKeyOfService({ key, value }: ComposeMappingEntry): boolean {
  const known = schemaPathAt(['services', '*'])?.keys;
  return known?.has(key) === true && !(value.kind === 'mapping' && ['image', 'build', 'extends'].some((own) => value.entries.has(own))) && !isEmpty({ key, value } as ComposeMappingEntry);
}

/** Two more blanks before each of their lines, where each key starts one. */
function indented(keys: readonly ComposeMappingEntry[], texts: ReadonlyMap<string, string>): Fix | undefined {
  const [first, last] = [keys[0]!, keys.at(-1)!];
  const { path, span: { start } } = first.keyPlace;
  const text = texts.get(path);
  const isStart = ({ keyPlace }: ComposeMappingEntry): boolean => keyPlace.path === path && /(?:^|\n) *$/.test((text ?? '').slice(Math.max(0, keyPlace.span.start - 100), keyPlace.span.start));
  if (text === undefined || last.value.place.path !== path || !keys.every(isStart)) return undefined;
  const edits: Fix['edits'][number][] = [];
  for (let line = text.lastIndexOf('\n', start - 1) + 1; line < last.value.place.span.end; ) {
    const next = text.indexOf('\n', line);
    if (text.slice(line, next < 0 ? text.length : next).trim() !== '') edits.push({ span: { start: line, end: line }, newText: '  ' });
    if (next < 0) break;
    line = next + 1;
  }
  return { title: 'Indent the keys of the service', edits };
}
