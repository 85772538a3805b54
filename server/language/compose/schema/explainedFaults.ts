import type { ComposeFault } from '../project/composeFault';
import type { ComposeListNode, ComposeMappingEntry, ComposeMappingNode, ComposeNode, ComposeScalarNode } from '../project/composeNode';
import { allowedWords, alternatives, foundWords } from './faultWords';
import type { JsonSchema } from './jsonSchema';
import { dataKey } from './plainData';
import type { Standing } from './standing';
import { formsOf, isOfForm, schemaOfKey, takesNames } from './schemaForms';
import { UnknownKeys } from './unknownKeys';
import { wrongTypeAdvice } from './wrongTypeAdvice';

/** Values in which a schema's fault is looked for; a project has at most 100,000. */
const mostChecks = 400_000;

/** Walks a model together with the schema and says of each value that does not fit what is wrong with it. */
export class ExplainedFaults {
  readonly faults: ComposeFault[] = [];
  private readonly unknownKeys: UnknownKeys;
  private checks = 0;

  /** @param texts of the project's files, by path */
  constructor(texts: ReadonlyMap<string, string>) {
    this.unknownKeys = new UnknownKeys(texts);
  }

  explain(model: ComposeMappingNode, schema: JsonSchema): void {
    this.faults.push(...this.faultsOf(model, schema, { keys: [], keyPlace: model.place }));
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
    const fault = (wanted: string): readonly ComposeFault[] => [faultAt('value-not-allowed', `${subject(keys)} is ${wanted}, and not \`${String(value).slice(0, 40)}\`. Compose rejects it.`, node)];
    if (form.enum && !form.enum.includes(String(value))) return fault(alternatives(form.enum.map((allowed) => `\`${allowed}\``)));
    if (form.pattern !== undefined && typeof value === 'string' && !new RegExp(form.pattern).test(value)) return fault(alternatives(form.pattern.split('|').map((allowed) => `\`${allowed}\``)));
    if (typeof value !== 'number') return [];
    if (form.minimum !== undefined && value < form.minimum) return fault(`${form.minimum} at least`);
    return form.maximum !== undefined && value > form.maximum ? fault(`${form.maximum} at most`) : [];
  }

  private listFaults(list: ComposeListNode, { items, uniqueItems }: JsonSchema, at: Standing): readonly ComposeFault[] {
    const keys = [...at.keys, '[]'];
    const faults = items ? list.items.flatMap((item) => this.faultsOf(item, items, { keys, keyPlace: item.place })) : [];
    return uniqueItems && faults.length === 0 ? this.repeatedItems(list, at) : faults;
  }

  private repeatedItems(list: ComposeListNode, { keys }: Standing): readonly ComposeFault[] {
    const seen = new Set<string>();
    return list.items.flatMap((item) => {
      const key = dataKey(item);
      if (!seen.has(key)) return seen.add(key) && [];
      return [faultAt('item-twice', `This stands twice in ${subject(keys)}. Compose takes each item once: remove one.`, item)];
    });
  }

  private mappingFaults(mapping: ComposeMappingNode, form: JsonSchema, at: Standing): readonly ComposeFault[] {
    const unknown: ComposeMappingEntry[] = [];
    const faults: ComposeFault[] = [];
    for (const entry of mapping.entries.values()) {
      const schema = schemaOfKey(form, entry.key);
      if (schema) faults.push(...this.faultsOf(entry.value, schema, { keys: [...at.keys, entry.key], keyPlace: entry.keyPlace }));
      else unknown.push(entry);
    }
    const missing = (form.required ?? []).filter((key) => !mapping.entries.has(key));
    return [
      ...this.unknownKeys.faults(unknown, mapping, at, takesNames(form)),
      // An unknown key is often the missing one, misspelled.
      ...(missing.length > 0 && unknown.length === 0 ? [missingKeys(missing, mapping, at)] : []),
      ...faults,
    ];
  }

  private wrongType(node: ComposeNode, forms: readonly JsonSchema[], { keys, keyPlace }: Standing): ComposeFault {
    const allowed = allowedWords(forms);
    const { advice, fixes } = wrongTypeAdvice(node, forms, keys);
    const isEmpty = node.kind === 'scalar' && node.value === null;
    const what = isEmpty ? `${subject(keys)} has no value, and Compose wants ${allowed} here` : `${subject(keys)} takes ${allowed}, and this is ${foundWords(node)}`;
    // Of a whole block only its key is underlined.
    const place = node.kind === 'scalar' && !isEmpty ? node.place : keyPlace;
    return { ...faultAt('value-of-wrong-type', `${what}. ${advice}`, node), place, ...(fixes.length > 0 ? { fixes } : {}) };
  }
}

function missingKeys(missing: readonly string[], mapping: ComposeMappingNode, { keys, keyPlace }: Standing): ComposeFault {
  const [first] = mapping.entries.values();
  const place = keys.at(-1) === '[]' ? (first?.keyPlace ?? mapping.place) : keyPlace;
  const names = missing.map((key) => `\`${key}\``).join(' and ');
  return { code: 'key-missing', message: `${subject(keys)} needs ${names} here. Compose rejects it without.`, place, mendedBy: 'nothing' };
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
