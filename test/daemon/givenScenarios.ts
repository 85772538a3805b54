/** Scenarios from a folder outside the project: lists of files, edits and builds, and what was seen of them on an Engine. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type GivenFile = string | { readonly content: string; readonly mode?: number } | { readonly symlink: string };
type GivenEdit = readonly [operation: string, ...operands: unknown[]];

export interface GivenBuild {
  readonly args?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly flags?: readonly string[];
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface GivenScenario {
  readonly id: string;
  readonly description: string;
  readonly files: Readonly<Record<string, GivenFile>>;
  readonly dockerfile_before: string;
  readonly edit: readonly GivenEdit[];
  /** Edits of builds between the first and the last. */
  readonly history?: readonly (readonly GivenEdit[])[];
  /** What stands in each base image: instructions, or `alias:` and the image that it is. */
  readonly images?: Readonly<Record<string, string>>;
  readonly build?: GivenBuild;
  readonly build_after?: GivenBuild;
  readonly content_dependent_lines?: readonly number[];
  /** By Engine version. `error`: it cannot be built there. */
  readonly observed: Readonly<Record<string, { readonly executed?: readonly number[]; readonly cached?: readonly number[]; readonly error?: string }>>;
}

/** What a build of a folder does not tell: other servers, other checkouts, options that no file holds. */
const outsideOperations = new Set(['http', 'git', 'clone', 'xattr']);

/** All scenarios of the JSON files in a folder that a folder and its builds can tell. */
export function readGivenScenarios(folder: string): readonly GivenScenario[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  const scenarios = files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as GivenScenario[]);
  return scenarios.filter((scenario) => scenario.files !== undefined && scenario.dockerfile_before !== undefined && isTold(scenario));
}

function isTold(scenario: GivenScenario & { readonly server?: unknown }): boolean {
  const flags = [...(scenario.build?.flags ?? []), ...(scenario.build_after?.flags ?? [])].filter((flag) => flag.startsWith('-') && flag !== '-f');
  // Another front end comes from a registry.
  if (/^# *syntax *=/im.test(scenario.dockerfile_before)) return false;
  return scenario.server === undefined && flags.length === 0 && !scenario.edit.some(([operation]) => outsideOperations.has(operation));
}

export function putFile(folder: string, path: string, file: GivenFile): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  if (typeof file !== 'string' && 'symlink' in file) {
    rmSync(target, { force: true });
    symlinkSync(file.symlink, target);
    return;
  }
  writeFileSync(target, typeof file === 'string' ? file : file.content);
  if (typeof file !== 'string' && file.mode !== undefined) chmodSync(target, file.mode);
}

/** Does one edit; `image` is the caller's. Throws where it does not know the operation or finds nothing to replace. */
export function applyGivenEdit(folder: string, [operation, ...operands]: GivenEdit): void {
  const [first, second, third] = operands as string[];
  const target = join(folder, first ?? '');
  switch (operation) {
    case 'df':
      return replaceIn(join(folder, 'Dockerfile'), first!, second!);
    case 'replace':
      return replaceIn(target, second!, third!);
    case 'write':
      return putFile(folder, first!, operands[1] as GivenFile);
    case 'append':
      return writeFileSync(target, (existsSync(target) ? readFileSync(target, 'utf8') : '') + second!);
    case 'chmod':
      return chmodSync(target, operands[1] as number);
    case 'mv':
      mkdirSync(dirname(join(folder, second!)), { recursive: true });
      return renameSync(target, join(folder, second!));
    case 'rm':
      return rmSync(target, { recursive: true });
    case 'mkdir':
      mkdirSync(target, { recursive: true });
      return;
    case 'touch':
      return utimesSync(target, operands[1] as number, operands[1] as number);
    case 'symlink':
      return putFile(folder, first!, { symlink: second! });
    default:
      throw new Error(`The operation ${operation} is not known.`);
  }
}

function replaceIn(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
  writeFileSync(file, text.replace(from, () => to));
}
