import type { DockerfileFacts } from '../dockerfileFacts';
import { mountTypes, type MountType } from '../dockerfile/mountTable';
import { parseMountOptions } from '../dockerfile/mounts';
import type { Dockerfile, Flag, Instruction } from '../dockerfile/syntax';
import { resolveImagePath, workingDirectoryBefore } from '../dockerfile/workingDirectory';
import { inlineCode } from '../wording';
import { expandHere } from './expandHere';

const spellings: ReadonlyMap<string, string> = new Map([['dst', 'target'], ['destination', 'target'], ['src', 'source'], ['readonly', 'ro'], ['readwrite', 'rw']]);

/** An option's spelling that has the text: `dst` is `target`. */
export function mainSpelling(option: string): string {
  return spellings.get(option) ?? option;
}

/** A `--mount` of a RUN with what is known of its values. */
export interface Mount {
  readonly dockerfile: Dockerfile;
  readonly instruction: Instruction;
  readonly facts: DockerfileFacts;
  readonly type: MountType | undefined;
  /** A value by its option's main spelling, variables filled in; undefined where it is absent or not known. */
  readonly value: (option: string) => string | undefined;
}

/** Reads the options of one `--mount` flag. */
export function readMount(dockerfile: Dockerfile, instruction: Instruction, flag: Flag, facts: DockerfileFacts): Mount {
  const values = new Map<string, string | undefined>();
  for (const { key, value } of parseMountOptions(flag)) values.set(mainSpelling(key), value === undefined ? '' : expandHere(dockerfile, instruction, value, facts).text);
  // A mount without a type binds.
  const written = values.has('type') ? values.get('type')?.toLowerCase() : 'bind';
  return { dockerfile, instruction, facts, type: mountTypes.find((type) => type === written), value: (option) => values.get(option) };
}

/** The target as an absolute path of the image; undefined where it is absent or its start is not known. */
export function targetPath(mount: Mount): string | undefined {
  const value = mount.value('target');
  return value === undefined ? undefined : resolveImagePath(value, workingDirectoryBefore(mount.dockerfile, mount.instruction, mount.facts));
}

/** A cache's name: its id, or `path.Clean` of its target (convert_runmount.go). */
export function cacheId(mount: Mount): string | undefined {
  const id = mount.value('id');
  if (id) return id;
  const target = mount.value('target');
  if (target === undefined) return undefined;
  const isAbsolute = target.startsWith('/');
  return resolveImagePath(target, '/')?.slice(isAbsolute ? 0 : 1) || '.';
}

/** A secret's name: `source`, `id`, or the last part of its target (convert_secrets.go `dispatchSecret`). */
export function secretId(mount: Mount): string | undefined {
  return mount.value('source') || mount.value('id') || mount.value('target')?.split('/').at(-1);
}

/** Where the command finds a secret: in a variable, a file, or both; for the middle of a sentence. */
export function secretPlace(mount: Mount): string {
  const env = mount.value('env');
  const target = mount.value('target');
  const variable = env === undefined ? '' : `in ${inlineCode(`$${env}`)}`;
  if (env !== undefined && target === undefined) return variable;
  const file = `in the file ${inlineCode(target ?? `/run/secrets/${secretId(mount)?.split('/').at(-1) ?? ''}`)}`;
  return variable ? `${variable} and ${file}` : file;
}
