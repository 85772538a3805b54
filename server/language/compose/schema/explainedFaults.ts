import type { ComposeFault } from '../project/composeFault';
import type { ComposeListNode, ComposeMappingEntry, ComposeMappingNode, ComposeNode, ComposeScalarNode } from '../project/composeNode';
import type { Fix } from '../../rules/rule';
import { castAt } from '../project/typeCasts';
import { allowedWords, alternatives, foundKind, foundWords } from './faultWords';
import type { JsonSchema } from './jsonSchema';
import { dataKey } from './plainData';
import type { Standing } from './standing';
import { formsOf, isOfForm, schemaAt, schemaOfKey, takesNames } from './schemaForms';
import { SimilarNames } from '../../rules/similarName';
import { addKey, removeItem, removeKey } from './lineFixes';
import { keysBesideService } from './keysBesideService';
import { emptyBlocks, UnknownKeys } from './unknownKeys';
import { wrongTypeAdvice } from './wrongTypeAdvice';

/** Values in which a schema's fault is looked for; a project has at most 100,000. */
const mostChecks = 400_000;

/** Keys that a project or a service cannot do without: removing them only makes another fault. */
const needed: ReadonlySet<string> = new Set(['services', 'image', 'build', 'context']);

/** Walks a model together with the schema and says of each value that does not fit what is wrong with it. */
export class ExplainedFaults {
  readonly faults: ComposeFault[] = [];
  private readonly unknownKeys: UnknownKeys;
  private readonly similar = new SimilarNames();
  private checks = 0;

  /** @param texts of the project's files, by path */
  constructor(private readonly texts: ReadonlyMap<string, string>) {
    this.unknownKeys = new UnknownKeys(texts, (key, { value, keyPlace }, { keys }) => {
      const schema = schemaAt([...keys, key]);
      return schema !== undefined && this.faultsOf(value, schema, { keys: [...keys, key], keyPlace, isOnly: false }).length === 0;
    });
  }

  explain(model: ComposeMappingNode, schema: JsonSchema): void {
    for (const fault of this.faultsOf(model, schema, { keys: [], keyPlace: model.place, isOnly: true })) this.faults.push(fault);
  }

  private faultsOf(node: ComposeNode, schema: JsonSchema, at: Standing): readonly ComposeFault[] {
    if (this.checks++ > mostChecks) return [];
    const forms = formsOf(schema);
    const fitting = forms.filter((form) => isOfForm(node, form));
    if (fitting.length === 0) return [this.wrongType(node, forms, at)];
    let fewest: readonly ComposeFault[] | undefined;
    for (const form of fitting) {
      const faults = this.formFaults(node, form, at);
      if (faults.length === 0) return [];
      if (!fewest || faults.length < fewest.length) fewest = faults;
    }
    return fewest ?? [];
  }

  private formFaults(node: ComposeNode, form: JsonSchema, at: Standing): readonly ComposeFault[] {
    if (node.kind === 'scalar') return this.scalarFaults(node, form, at);
    return node.kind === 'list' ? this.listFaults(node, form, at) : this.mappingFaults(node, form, at);
  }

  private scalarFaults(node: ComposeScalarNode, form: JsonSchema, { keys }: Standing): readonly ComposeFault[] {
    const { value } = node;
    const fault = (wanted: string, fixes: readonly Fix[] = []): readonly ComposeFault[] => [withFixes(fixes, faultAt('value-not-allowed', `${subject(keys)} is ${wanted}, and not \`${String(value).slice(0, 40)}\`. Compose rejects it.`, node))];
    if (form.enum && !form.enum.includes(String(value))) return fault(alternatives(form.enum.map((allowed) => `\`${allowed}\``)), this.similarWord(node, form.enum));
    if (form.pattern !== undefined && typeof value === 'string' && !new RegExp(form.pattern).test(value)) return fault(alternatives(form.pattern.split('|').map((allowed) => (allowed.startsWith('every_') ? 'a time such as `every_12h`' : `\`${allowed}\``))), this.similarWord(node, form.pattern.split('|').filter((allowed) => /^\w+$/.test(allowed))));
    if (typeof value !== 'number') return [];
    if (form.minimum !== undefined && value < form.minimum) return fault(`${form.minimum} at least`);
    return form.maximum !== undefined && value > form.maximum ? fault(`${form.maximum} at most`) : [];
  }

  private similarWord({ value, uses, place: { span } }: ComposeScalarNode, allowed: readonly string[]): readonly Fix[] {
    const similar = uses.length === 0 ? this.similar.find(String(value), new Set(allowed)) : undefined;
    return similar === undefined ? [] : [{ title: `Write ${similar}`, edits: [{ span, newText: similar }] }];
  }

  private listFaults(list: ComposeListNode, { items, uniqueItems }: JsonSchema, at: Standing): readonly ComposeFault[] {
    const keys = [...at.keys, '[]'];
    const faults = items ? list.items.flatMap((item) => this.faultsOf(item, items, { keys, keyPlace: item.place, isOnly: list.items.length === 1 })) : [];
    return uniqueItems && faults.length === 0 ? this.repeatedItems(list, at) : faults;
  }

  private repeatedItems(list: ComposeListNode, { keys }: Standing): readonly ComposeFault[] {
    const seen = new Map<string, ComposeNode>();
    return list.items.flatMap((item) => {
      const first = seen.get(dataKey(item));
      if (!first) return seen.set(dataKey(item), item) && [];
      const fault = faultAt('item-twice', `This stands twice in ${subject(keys)}. Compose takes each item once: remove one.`, item);
      return [withFixes(removeItem(item, this.texts), isUncertain(first) || isUncertain(item) ? { ...fault, mendedBy: 'rest-of-project' } : fault)];
    });
  }

  private mappingFaults(mapping: ComposeMappingNode, form: JsonSchema, at: Standing): readonly ComposeFault[] {
    const unknown: ComposeMappingEntry[] = [];
    const beside = at.keys.length === 1 && at.keys[0] === 'services' ? keysBesideService(mapping, this.texts) : undefined;
    const faults: ComposeFault[] = beside ? [beside.fault] : [];
    const emptied = emptyBlocks(mapping, at.keys);
    for (const entry of mapping.entries.values()) {
      if (beside?.explained.has(entry) || emptied.has(entry.key)) continue;
      const schema = schemaOfKey(form, entry.key);
      if (schema) for (const fault of this.faultsOf(entry.value, schema, { keys: [...at.keys, entry.key], keyPlace: entry.keyPlace, isOnly: mapping.entries.size === 1 })) faults.push(fault);
      else unknown.push(entry);
    }
    const missing = (form.required ?? []).filter((key) => !mapping.entries.has(key));
    return [
      ...this.unknownKeys.faults(unknown, mapping, at, takesNames(form)),
      // An unknown key is often the missing one, misspelled.
      ...(missing.length > 0 && unknown.length === 0 ? [this.missingKeys(missing, mapping, at)] : []),
      ...faults,
    ];
  }

  private missingKeys(missing: readonly string[], mapping: ComposeMappingNode, { keys, keyPlace }: Standing): ComposeFault {
    const [first] = mapping.entries.values();
    const place = keys.at(-1) === '[]' ? (first?.keyPlace ?? mapping.place) : keyPlace;
    const names = missing.map((key) => `\`${key}\``).join(' and ');
    const fixes = missing.length === 1 ? addKey(missing[0]!, mapping, place, this.texts) : [];
    return withFixes(fixes, { code: 'key-missing', message: `${subject(keys)} needs ${names} here. Compose rejects it without.`, place, mendedBy: 'nothing' });
  }

  private wrongType(node: ComposeNode, forms: readonly JsonSchema[], { keys, keyPlace, isOnly }: Standing): ComposeFault {
    const allowed = allowedWords(forms);
    const { advice, fixes } = wrongTypeAdvice(node, forms, keys);
    const isEmpty = node.kind === 'scalar' && node.value === null;
    const what = isEmpty ? `${subject(keys)} has no value, and Compose wants ${allowed} here` : `${subject(keys)} takes ${allowed}, and this is ${keys[0] === 'secrets' ? foundKind(node) : foundWords(node)}`;
    // Of a whole block only its key is underlined.
    const place = node.kind === 'scalar' && !isEmpty ? node.place : keyPlace;
    const key = keys.at(-1) ?? '';
    const removal = isEmpty && !isOnly && key !== '[]' && !needed.has(key) ? removeKey(keyPlace, key, this.texts) : [];
    // A text stays one whatever its variables are, except where Compose makes a number or a truth value of it.
    const mendedBy = castAt(keys) ? faultAt('', '', node).mendedBy : 'nothing';
    return withFixes([...fixes, ...removal], { ...faultAt('value-of-wrong-type', `${what}. ${advice}`, node), place, mendedBy });
  }
}

function withFixes(fixes: readonly Fix[], fault: ComposeFault): ComposeFault {
  return fixes.length > 0 ? { ...fault, fixes } : fault;
}

function isUncertain(node: ComposeNode): boolean {
  if (node.kind === 'scalar') return node.isUncertain;
  return node.kind === 'list' ? node.items.some(isUncertain) : [...node.entries.values()].some(({ value }) => isUncertain(value));
}

/** A fault at a value; where a variable decides the value, one from outside may mend it. */
function faultAt(code: string, message: string, node: ComposeNode): ComposeFault {
  return { code, message, place: node.place, mendedBy: node.kind === 'scalar' && node.isUncertain ? 'rest-of-project' : 'nothing' };
}

/** What a message calls a value: its key, or the list that it is an item of. */
function subject(keys: readonly string[]): string {
  const named = keys.filter((key) => key !== '[]').at(-1);
  if (named === undefined) return 'This file';
  return keys.at(-1) === '[]' ? `Each item of \`${named}\`` : `\`${named}\``;
}
