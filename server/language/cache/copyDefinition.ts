import { baseName, cleanPath, contextPath } from '../context/contextPath';
import { sourceKind, type SourceKind } from '../context/copySources';
import type { CopyInstruction } from '../dockerfile/syntax';
import type { EngineRules } from './buildInput';
import { fileInputs, inputProblems, type TakenFiles } from './fileInputs';
import type { FrontEnd } from './frontEnd';
import { heredocText } from './runDefinition';
import type { StageState } from './stageState';
import type { SourceLookup, StepDefinition, StepInput } from './stepDefinition';

/** What enters the key of a COPY or ADD: names and content of the sources, destination, owner and mode. */
export function copyDefinition(copy: CopyInstruction, state: StageState, lookup: SourceLookup, engine: EngineRules): StepDefinition {
  const flags = readFlags(copy, state);
  const sources = copy.sources.map(({ text }) => state.expand(text)).map((source) => ({ source, kind: sourceKind(source, copy.keyword) }));
  const taken = sources.filter(({ kind }) => kind === 'context').map(({ source }): TakenFiles => ({ from: flags.from, source }));
  const downloads = sources.filter(({ kind }) => kind === 'http' || kind === 'git');
  const inputs: StepInput[] = [
    ...fileInputs(taken, lookup, true, { exclude: flags.exclude, parents: flags.parents }),
    ...downloads.map(({ source }) => ({ kind: 'remote' as const, name: source, path: `${flags.checksum}${flags.keepsGit ? ' .git' : ''}` })),
  ];
  const isDownload = sources.some(({ kind }) => kind === 'http');
  const parts = [
    // ADD would unpack a file; of heredocs there is nothing to unpack.
    { name: 'the instruction', value: taken.length + downloads.length > 0 ? copy.keyword : '' },
    { name: 'the sources', value: sourceNames(sources, flags).join('\0') },
    { name: 'the text', value: heredocTexts(copy, state).join('\0') },
    { name: 'the destination', value: destinationKey(copy, state, engine) },
    { name: 'the owner', value: ownerKey(flags.chown) },
    { name: 'the mode', value: isDownload && engine.generation === '20.10' ? '' : modeKey(flags.chmod, state, lookup.frontEnd) },
    { name: 'the excluded patterns', value: flags.exclude.join('\0') },
    { name: 'the kept parent folders', value: String(flags.parents) },
  ];
  return { instruction: copy, parts, inputs, linked: flags.link && flags.chmod === undefined && engine.linksCopies, ...inputProblems(inputs, lookup) };
}

interface CopyFlags {
  readonly from: string | undefined;
  readonly chown: string | undefined;
  readonly chmod: string | undefined;
  readonly checksum: string;
  readonly keepsGit: boolean;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly string[];
}

function readFlags(copy: CopyInstruction, state: StageState): CopyFlags {
  const value = (name: string): string | undefined => copy.flags.findLast((flag) => flag.name === name)?.value;
  const isSet = (name: string): boolean => copy.flags.some((flag) => flag.name === name && flag.value !== 'false');
  const chown = value('chown');
  return {
    from: copy.keyword === 'COPY' ? value('from') : undefined,
    chown: chown === undefined ? undefined : state.expand(chown),
    chmod: value('chmod'),
    checksum: state.expand(value('checksum') ?? ''),
    keepsGit: isSet('keep-git-dir'),
    link: isSet('link'),
    parents: isSet('parents'),
    exclude: copy.flags.filter(({ name }) => name === 'exclude').map((flag) => state.expand(flag.value ?? '')),
  };
}

/** Heredocs are copied behind all other sources, wherever they stand. */
function sourceNames(sources: readonly { readonly source: string; readonly kind: SourceKind }[], flags: CopyFlags): string[] {
  const heredocs = sources.filter(({ kind }) => kind === 'heredoc').map(({ source }) => `heredoc ${heredocName(source)}`);
  const others = sources.filter(({ kind }) => kind !== 'heredoc').map(({ source, kind }) => (kind === 'context' ? (flags.parents ? keptPath(source) : sourceName(source)) : downloadName(source, kind)));
  return [...others, ...heredocs];
}

/** Only the last part of a source's path is keyed; the whole context is `/`. */
function sourceName(source: string): string {
  return baseName(contextPath(source)) || '/';
}

/** Of a URL the name of the file is keyed; of a repository only what it holds. */
function downloadName(source: string, kind: SourceKind): string {
  return kind === 'git' ? 'git' : `download ${baseName(source.replace(/[?#].*$/, '').replace(/^https?:\/\/[^/]*/, ''))}`;
}

function heredocName(source: string): string {
  return source.replace(/^<<-?\s*/, '').replaceAll(/["']/g, '');
}

/** Bodies of COPY heredocs: variables are replaced unless the marker is quoted. */
function heredocTexts(copy: CopyInstruction, state: StageState): string[] {
  return copy.heredocs.map((heredoc) => (heredoc.expand ? state.expand(heredocText(heredoc), true) : heredocText(heredoc)));
}

/** Absolute path; whether it ends in a slash is keyed, and since BuildKit 0.13 a point at the end of an absolute one. */
function destinationKey(copy: CopyInstruction, state: StageState, engine: EngineRules): string {
  const written = state.expand(copy.destination?.text ?? '');
  const path = state.resolve(written);
  const inside = path.endsWith('/') ? path : `${path}/`;
  if (written === '' || written === '.' || written.endsWith('/')) return inside;
  return engine.generation === 'current' && written.startsWith('/') && written.endsWith('/.') ? `${inside}.` : path;
}

/** `root` and `0` are one owner; other names stay names. */
export function ownerKey(owner: string | undefined): string {
  return owner === undefined ? '' : owner.split(':').map((part) => (part === 'root' ? '0' : /^\d+$/.test(part) ? String(Number(part)) : part)).join(':');
}

/** The mode as a number: `755` and `0755` are one. What is not octal is ignored by the built-in front end. */
function modeKey(mode: string | undefined, state: StageState, frontEnd: FrontEnd): string {
  if (mode === undefined) return '';
  const text = frontEnd.isNewer ? state.expand(mode) : mode;
  const number = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Infinity;
  if (number < 2 ** 32) return String(number);
  return frontEnd.isNewer ? text : '';
}

/** `--parents` keeps what stands behind `/./`, or the whole path. */
function keptPath(source: string): string {
  const pivot = source.indexOf('/./', 1);
  return pivot < 0 ? cleanPath(`/${source}`) : `${cleanPath(`/${source.slice(0, pivot)}`)}/.${cleanPath(`/${source.slice(pivot + 3)}`)}`;
}
