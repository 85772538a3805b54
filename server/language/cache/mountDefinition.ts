import { cleanPath } from '../context/contextPath';
import { parseMountOptions } from '../dockerfile/mounts';
import type { Flag } from '../dockerfile/syntax';
import type { EngineRules } from './buildInput';
import { digestSelection } from './contentDigest';
import type { StageState } from './stageState';
import type { SourceLookup, StepInput } from './stepDefinition';

export interface MountDefinition {
  /** What is keyed of the mount itself. Order of options and spelling of their names do not matter. */
  readonly key: string;
  readonly input: StepInput | undefined;
  readonly missing: readonly string[];
}

interface MountOptions {
  readonly values: ReadonlyMap<string, string>;
  readonly type: string;
  readonly target: string;
}

/** What one `RUN --mount` adds to the step's key. */
export function mountDefinition(flag: Flag, state: StageState, lookup: SourceLookup, engine: EngineRules): MountDefinition {
  const options = readOptions(flag, state, engine);
  const input = options.type === 'bind' || options.values.has('from') ? mountInput(options, lookup) : undefined;
  const missing = input?.kind === 'context' ? input.selections.filter(({ roots }) => roots.length === 0).map(({ source }) => source) : [];
  return { key: [options.type, options.target, ...keyedOptions(options, engine)].join(','), input, missing };
}

function readOptions(flag: Flag, state: StageState, engine: EngineRules): MountOptions {
  const values = new Map<string, string>();
  for (const { key, value } of parseMountOptions(flag)) {
    const expanded = value === undefined ? 'true' : engine.generation === 'current' ? state.expand(value) : value;
    values.set(alternativeNames[key] ?? key, expanded);
  }
  const type = values.get('type') ?? 'bind';
  const target = values.get('target') ?? defaultTarget(type, values);
  return { values, type, target: target === undefined ? '' : state.resolve(target) };
}

const alternativeNames: Readonly<Record<string, string>> = { src: 'source', dst: 'target', destination: 'target', rw: 'readwrite', ro: 'readonly' };

function defaultTarget(type: string, values: ReadonlyMap<string, string>): string | undefined {
  if (type === 'secret') return values.has('env') ? undefined : `/run/secrets/${values.get('id') ?? ''}`;
  return undefined;
}

function keyedOptions({ type, values, target }: MountOptions, engine: EngineRules): string[] {
  switch (type) {
    case 'bind':
      return [`writable=${isWritable(values)}`];
    case 'cache':
      return [cacheOwner(values), `readonly=${isTrue(values.get('readonly'))}`, cacheIdentity(values, target, engine)];
    case 'secret':
      return [owner(values, '0400'), `env=${values.get('env') ?? ''}`, `id=${values.get('id') ?? lastPart(target)}`, `required=${isTrue(values.get('required'))}`];
    case 'ssh':
      return [owner(values, '0600'), `id=${values.get('id') ?? 'default'}`, `required=${isTrue(values.get('required'))}`];
    case 'tmpfs':
      return engine.generation === 'current' ? [`size=${values.get('size') ?? ''}`] : [];
    default:
      return [...values].map(([name, value]) => `${name}=${value}`).sort();
  }
}

/** Owner and mode with their defaults filled in: naming the default changes nothing. */
function owner(values: ReadonlyMap<string, string>, defaultMode: string): string {
  const number = (name: string): number => Number(values.get(name) ?? 0);
  return `${number('uid')}:${number('gid')}:${Number.parseInt(values.get('mode') ?? defaultMode, 8)}`;
}

/** A cache mount that names any of owner and mode starts from a folder made so; one that names none does not. */
function cacheOwner(values: ReadonlyMap<string, string>): string {
  return ['uid', 'gid', 'mode'].some((name) => values.has(name)) ? owner(values, '0755') : '';
}

/** Which cache a cache mount uses is keyed by name on 20.10; later only whether it is the default one. */
function cacheIdentity(values: ReadonlyMap<string, string>, target: string, engine: EngineRules): string {
  const id = values.get('id') ?? target;
  const sharing = values.get('sharing') ?? 'shared';
  if (engine.generation === '20.10') return `id=${id},sharing=${sharing}`;
  return `default=${cleanPath(id) === cleanPath(target) && sharing === 'shared'}`;
}

function isWritable(values: ReadonlyMap<string, string>): boolean {
  return isTrue(values.get('readwrite')) || values.get('readonly') === 'false';
}

function isTrue(value: string | undefined): boolean {
  return value === 'true' || value === '1';
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function mountInput({ values }: MountOptions, lookup: SourceLookup): StepInput {
  const source = values.get('source') ?? '/';
  const reference = values.get('from');
  if (reference === undefined) {
    const selection = lookup.select(source);
    return { kind: 'context', digest: digestSelection(selection), selections: [selection] };
  }
  const from = lookup.from(reference);
  const path = cleanPath(`/${source}`);
  return 'stage' in from ? { kind: 'stage', stage: from.stage, path } : { kind: 'remote', name: from.image, path };
}
