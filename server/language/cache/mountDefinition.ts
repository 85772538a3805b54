import { baseName, cleanPath, contextPath } from '../context/contextPath';
import { parseMountOptions } from '../dockerfile/mounts';
import type { Flag } from '../dockerfile/syntax';
import type { EngineRules } from './buildInput';
import type { TakenFiles } from './fileInputs';
import type { FrontEnd } from './frontEnd';
import type { StageState } from './stageState';

export interface MountDefinition {
  readonly type: string;
  readonly target: string;
  /** What is keyed of the mount itself. Order of options and spelling of their names do not matter. */
  readonly key: string;
  /** What it shows of the context, a stage or an image. */
  readonly files: TakenFiles | undefined;
}

interface MountOptions {
  readonly values: ReadonlyMap<string, string>;
  readonly type: string;
  readonly target: string;
}

/** What one `RUN --mount` adds to the step's key. */
export function mountDefinition(flag: Flag, state: StageState, frontEnd: FrontEnd, engine: EngineRules): MountDefinition {
  const options = readOptions(flag, state, engine);
  const { type, target, values } = options;
  const takesFiles = type === 'bind' || (type === 'cache' && values.has('from'));
  const files = takesFiles ? { from: values.get('from'), source: values.get('source') ?? '/', keyword: 'RUN' as const } : undefined;
  return { type, target, key: [type, target, ...keyedOptions(options, frontEnd, engine)].join(','), files };
}

function readOptions(flag: Flag, state: StageState, engine: EngineRules): MountOptions {
  const values = new Map<string, string>();
  for (const { key, value } of parseMountOptions(flag)) {
    const expanded = value === undefined ? 'true' : engine.generation === 'current' ? state.expand(value) : value;
    values.set(alternativeNames[key] ?? key, expanded);
  }
  const type = (values.get('type') ?? 'bind').toLowerCase();
  return { values, type, target: targetOf(type, values, state) };
}

const alternativeNames: Readonly<Record<string, string>> = { src: 'source', dst: 'target', destination: 'target', rw: 'readwrite', ro: 'readonly' };

/** An absolute target stays as it is written, even with a slash at its end; only mounts of files know relative ones. */
function targetOf(type: string, values: ReadonlyMap<string, string>, state: StageState): string {
  const written = values.get('target') ?? '';
  if (type === 'secret' && written === '') return values.has('env') ? '' : `/run/secrets/${baseName(secretName(values))}`;
  if (type === 'secret' || type === 'ssh' || written.startsWith('/')) return written;
  return state.resolve(written);
}

function keyedOptions(options: MountOptions, frontEnd: FrontEnd, engine: EngineRules): string[] {
  const { type, values } = options;
  switch (type) {
    case 'bind':
      return [`writable=${isWritable(values)}`];
    case 'cache':
      return [cacheOwner(values), `readonly=${isReadOnly(values)}`, cacheIdentity(options, frontEnd, engine)];
    case 'secret':
      return [owner(values, '0400'), `env=${values.get('env') ?? ''}`, `id=${secretName(values)}`, `required=${isTrue(values.get('required'))}`];
    case 'ssh':
      // Without a name it is the agent `default`, but the key holds no name.
      return [owner(values, '0600'), `id=${values.get('id') ?? ''}`, `required=${isTrue(values.get('required'))}`];
    case 'tmpfs':
      return [`readonly=${isReadOnly(values)}`, ...(engine.generation === 'current' ? [`size=${values.get('size') ?? ''}`] : [])];
    default:
      return [...values].map(([name, value]) => `${name}=${value}`).sort();
  }
}

function secretName(values: ReadonlyMap<string, string>): string {
  return values.get('source') ?? values.get('id') ?? baseName(values.get('target') ?? '');
}

/** Owner and mode with their defaults filled in: naming the default changes nothing. */
function owner(values: ReadonlyMap<string, string>, defaultMode: string): string {
  const number = (name: string): number => Number(values.get(name) ?? 0);
  return `${number('uid')}:${number('gid')}:${Number.parseInt(values.get('mode') ?? defaultMode, 8)}`;
}

/** A cache mount that names any of owner and mode starts from a folder made so; one that names none, or a source, does not. */
function cacheOwner(values: ReadonlyMap<string, string>): string {
  const isNamed = ['uid', 'gid', 'mode'].some((name) => values.has(name));
  return isNamed && contextPath(values.get('source') ?? '') === '' ? owner(values, '0755') : '';
}

/**
 * Which cache a cache mount uses. 20.10 keys its name; later builders forget every name but that of the default one
 * (exec.go `checkShouldClearCacheOpts`). Its name is the target as written, behind the namespace.
 */
function cacheIdentity({ values, target }: MountOptions, frontEnd: FrontEnd, engine: EngineRules): string {
  const name = `${frontEnd.cacheNamespace}/${values.get('id') || cleanPath(values.get('target') ?? '')}`;
  const sharing = (values.get('sharing') ?? 'shared').toLowerCase();
  if (engine.generation === '20.10') return `id=${name},sharing=${sharing}`;
  const isDefault = sharing === 'shared' && (name === target || name.slice(name.indexOf('/') + 1) === target);
  return isDefault ? `id=${name}` : 'another';
}

function isWritable(values: ReadonlyMap<string, string>): boolean {
  return isTrue(values.get('readwrite')) || isFalse(values.get('readonly'));
}

function isReadOnly(values: ReadonlyMap<string, string>): boolean {
  return isTrue(values.get('readonly')) || isFalse(values.get('readwrite'));
}

/** As Go's `strconv.ParseBool` reads it. */
function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(1|t|T|TRUE|true|True)$/.test(value);
}

function isFalse(value: string | undefined): boolean {
  return value !== undefined && /^(0|f|F|FALSE|false|False)$/.test(value);
}
