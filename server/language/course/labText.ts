import { ContentError, parseMapping, requireText, textList } from '../contentPage';
import { conditionKinds } from './conditionKinds';
import type { ConditionValue, Lab, LabCondition, LabVariant } from './lesson';

const labKeys = ['task', 'covers', 'hints', 'firstFile', 'variants', 'static', 'live', 'noDaemon'];

/** The task of a lab and what must hold. @throws ContentError where a key or a condition is unknown, or a parameter is wrong */
export function parseLab(file: string, source: string): Lab {
  const fields = parseMapping(file, source);
  const unknown = Object.keys(fields).find((key) => !labKeys.includes(key));
  if (unknown) throw new ContentError(file, `has the unknown key ${unknown}`);
  const hints = textList(file, fields, 'hints');
  if (hints.length === 0 || hints.length > 3) throw new ContentError(file, 'has no hint or more than three');
  const conditions = (kind: 'static' | 'live'): LabCondition[] => readConditions(file, kind, fields[kind]);
  const checked = conditions('static');
  if (checked.length === 0) throw new ContentError(file, 'static holds no condition');
  return {
    task: requireText(file, fields, 'task'),
    covers: textList(file, fields, 'covers'),
    hints,
    firstFile: requireText(file, fields, 'firstFile'),
    variants: readVariants(file, fields['variants']),
    static: checked,
    live: conditions('live'),
    noDaemon: requireText(file, fields, 'noDaemon'),
  };
}

/** A mapping from folder name to title. */
function readVariants(file: string, value: unknown): LabVariant[] {
  if (value === undefined) return [];
  const entries = Object.entries(value as Record<string, unknown>);
  return entries.map(([id, title]) => {
    if (typeof title !== 'string' || !/^[a-z]+$/.test(id)) throw new ContentError(file, `the variant ${id} is no word in small letters with a title`);
    return { id, title };
  });
}

function readConditions(file: string, kind: 'static' | 'live', value: unknown): LabCondition[] {
  if (value !== undefined && !Array.isArray(value)) throw new ContentError(file, `${kind} is not a list`);
  return ((value as unknown[] | undefined) ?? []).map((item) => {
    if (typeof item !== 'object' || item === null) throw new ContentError(file, `a condition of ${kind} is not a mapping`);
    const { condition: name, title, unmet, ...parameters } = item as Record<string, unknown>;
    const fields = { condition: name, title, unmet };
    const condition = requireText(file, fields, 'condition');
    checkParameters(file, kind, condition, parameters);
    return {
      condition,
      parameters: parameters as Record<string, ConditionValue>,
      title: requireText(file, fields, 'title'),
      unmet: requireText(file, fields, 'unmet'),
    };
  });
}

/** @throws ContentError where the registry has no such condition, or wants other parameters */
function checkParameters(file: string, kind: 'static' | 'live', name: string, parameters: Readonly<Record<string, unknown>>): void {
  const wanted = conditionKinds[kind][name]?.parameters;
  if (!wanted) throw new ContentError(file, `${name} is not in the registry of ${kind} conditions`);
  const unknown = Object.keys(parameters).find((key) => !Object.hasOwn(wanted, key));
  if (unknown !== undefined) throw new ContentError(file, `${name} takes no ${unknown}`);
  for (const [key, type] of Object.entries(wanted)) {
    const value = parameters[key];
    if (value === undefined && type.endsWith('?')) continue;
    if (!isOfType(value, type.replace('?', ''))) throw new ContentError(file, `${name} needs ${key}, a ${type.replace('?', '')}`);
  }
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'list') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  return typeof value === type;
}
