import { parseDotenv } from '../../dotenv';
import type { Variables } from '../../interpolation';
import { parseRawEnvFile } from '../../rawEnvFile';
import type { Fix } from '../../../rules/rule';
import type { ComposeMappingNode, Place } from '../composeNode';
import { scalarText } from '../nodeEdits';
import type { ProjectReading } from '../projectReading';
import { entriesAt, isMapping, itemsAt, nodeAt, scalarAt } from '../readNodes';
import type { ModelService } from './projectServices';

/** What gives a config or a secret its text. */
const origins: readonly (readonly [string, readonly string[]])[] = [
  ['configs', ['file', 'environment', 'content']],
  ['secrets', ['file', 'environment']],
];

/** Configs and secrets at the top: exactly one origin each, unless they come from outside. Source: compose-go `validation/validation.go`. */
export function checkFileObjects(model: ComposeMappingNode, reading: ProjectReading): void {
  for (const [section, keys] of origins) {
    for (const { key, keyPlace, value } of entriesAt(model, section)) {
      if (!isMapping(value)) continue;
      const given = keys.filter((name) => value.entries.has(name));
      const words = keys.map((name) => `\`${name}\``).join(', ');
      if (given.length > 1) reading.fault('several-origins', `\`${key}\` has ${given.map((name) => `\`${name}\``).join(' and ')}. Compose takes one of ${words} only.`, keyPlace);
      if (given.length === 0 && !value.entries.has('external')) {
        reading.fault('no-origin', `\`${key}\` does not say where its text comes from: it needs one of ${words}, or \`external: true\`.`, keyPlace, 'rest-of-project');
      }
    }
  }
}

/** Keys that a volume from outside cannot have. Source: compose-go `validation/external.go`. */
export function checkExternalVolumes(model: ComposeMappingNode, reading: ProjectReading): void {
  for (const { key, value } of entriesAt(model, 'volumes')) {
    if (!isMapping(value) || scalarAt(value, 'external')?.value !== true) continue;
    const other = [...value.entries.values()].find(({ key: name }) => name !== 'name' && name !== 'external' && !name.startsWith('x-'));
    if (other) reading.fault('external-with-options', `\`${key}\` comes from outside of this project, so \`${other.key}\` has no effect. Compose rejects that: remove it.`, other.keyPlace);
  }
}

/** Env and label files that must be there, and what Compose rejects in them. */
export function checkEnvFiles({ node }: ModelService, variables: Variables, reading: ProjectReading): void {
  for (const item of itemsAt(node, 'env_file')) {
    const path = scalarAt(item, 'path');
    if (path) reading.name(scalarText(path), path.place);
    if (path) checkEnvFile(scalarText(path), scalarAt(item, 'format')?.value === 'raw', variables, reading);
    if (!path || nodeAt(item, 'required')?.kind !== 'scalar' || scalarAt(item, 'required')?.value === false) continue;
    if (reading.read(scalarText(path)) !== 'missing') continue;
    reading.fault('env-file-missing', `\`${path.written}\` does not exist, and Compose stops without it. Create it, or write \`required: false\`.`, path.place, 'rest-of-project', optional(item.place, path.written, reading));
  }
  const labels = nodeAt(node, 'label_file');
  for (const path of labels?.kind === 'list' ? labels.items : labels ? [labels] : []) {
    if (path.kind !== 'scalar' || path.value === null || reading.read(scalarText(path)) !== 'missing') continue;
    reading.fault('label-file-missing', `\`${path.written}\` does not exist, and Compose stops without it.`, path.place, 'rest-of-project');
  }
}

/** A variable that is required here may be set by an env file before. */
function checkEnvFile(path: string, isRaw: boolean, variables: Variables, reading: ProjectReading): void {
  const file = reading.read(path);
  if (typeof file === 'string' || reading.envTexts.has(path)) return;
  const { problems } = isRaw ? parseRawEnvFile(file.text) : parseDotenv(file.text, variables);
  reading.takeEnvFile(path, file.text, problems.filter(({ code }) => code !== 'dotenv-required'));
}

/** The long form with `required: false`, where the short one is written as the item of a block list or as the only value. */
function optional({ path, span }: Place, written: string, reading: ProjectReading): Fix[] {
  const text = reading.texts.get(path) ?? '';
  const value = text.slice(span.start, span.end);
  const line = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  if (![written, `"${written}"`, `'${written}'`].includes(value)) return [];
  const item = /^( *)- +$/.exec(line);
  const only = /^( *)env_file *: +$/.exec(line);
  const indent = item ? ' '.repeat(line.length) : only ? `${only[1]}  ` : undefined;
  if (indent === undefined) return [];
  const title = 'Let Compose go on without it (`required: false`)';
  if (item) return [{ title, edits: [{ span, newText: `path: ${value}${lineEnd}${indent}required: false` }] }];
  const start = span.start - (/ +$/.exec(line)?.[0].length ?? 0);
  return [{ title, edits: [{ span: { start, end: span.end }, newText: `${lineEnd}${indent}- path: ${value}${lineEnd}${indent}  required: false` }] }];
}
