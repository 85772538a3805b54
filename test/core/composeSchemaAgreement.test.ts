import assert from 'node:assert/strict';
import { validate } from 'compose-validator';
import type { ComposeMappingNode, ComposeNode, Place } from '../../server/language/compose/project/composeNode';
import { toleratedSchema } from '../../server/language/compose/schema/composeSchema';
import { ExplainedFaults } from '../../server/language/compose/schema/explainedFaults';
import { plainData } from '../../server/language/compose/schema/plainData';
import { schemaPaths, type SchemaPath } from '../../server/language/compose/schema/schemaPaths';
import { Random } from './random';

const place: Place = { path: '/compose.yaml', span: { start: 0, end: 0 } };

function node(data: unknown): ComposeNode {
  if (Array.isArray(data)) return { kind: 'list', items: data.map(node), place };
  if (typeof data === 'object' && data !== null) return mapping(data);
  return { kind: 'scalar', value: data as string | number | boolean | null, written: String(data), isPlain: true, uses: [], isUncertain: false, place };
}

function mapping(data: object): ComposeMappingNode {
  return { kind: 'mapping', entries: new Map(Object.entries(data).map(([key, value]) => [key, { key, keyPlace: place, value: node(value) }])), place };
}

const oddValues: readonly unknown[] = ['', 'text', 'host', 0, -1, 5, 1.5, 2000, true, null, [], {}, ['a'], ['a', 'a'], [5], [null], [{}], { a: 'b' }, { a: null }, { a: [] }, { soft: 1, hard: 2 }, { target: 80 }, { 'x-own': 1 }, { constructor: 'a' }];

/** A value for a place: often a good one, sometimes an odd one. */
function valueFor(place: SchemaPath, random: Random, depth: number): unknown {
  if (depth > 6 || random.below(6) === 0) return random.pick(oddValues);
  const kinds = [...(place.canBeMapping ? ['mapping'] : []), ...(place.canBeList ? ['list'] : []), ...(place.canBeScalar ? ['scalar'] : [])];
  const kind = random.pick(kinds);
  if (kind === 'list') return Array.from({ length: random.below(3) }, () => (place.item ? valueFor(place.item, random, depth + 1) : 'item'));
  if (kind === 'scalar') return random.pick([...(place.values.length > 0 ? place.values : ['text', 'b']), ...(place.types.includes('integer') || place.types.includes('number') ? [1, 50] : []), ...(place.types.includes('boolean') ? [true] : [])]);
  return mappingFor(place, random, depth);
}

function mappingFor(place: SchemaPath, random: Random, depth: number): object {
  const keys = [...place.keys.values()].filter(({ isRequired }) => (isRequired ? random.below(8) > 0 : random.below(4) === 0));
  const entries = keys.map((key): [string, unknown] => [key.key, valueFor(key, random, depth + 1)]);
  if (place.named) entries.push([random.below(12) === 0 ? 'a b' : 'a', valueFor(place.named, random, depth + 1)]);
  if (random.below(12) === 0) entries.push([random.pick(['unknown', 'x-own', 'valueOf']), random.pick(oddValues)]);
  return Object.fromEntries(entries);
}

/** A file with one value at one place of the schema, and what is needed around it. */
function fileWith(path: SchemaPath, random: Random): ComposeMappingNode {
  let data: unknown = valueFor(path, random, 0);
  for (const part of path.path.replaceAll('[]', '.[]').split('.').reverse()) data = part === '[]' ? [data] : { [part === '*' ? 'name' : part]: data };
  return mapping(data as object);
}

suite('compose schema: what is explained is what the compiled validator rejects', () => {
  test('for odd values at every place of the schema', () => {
    const random = new Random(5);
    let rejected = 0;
    for (const path of schemaPaths) {
      for (let round = 0; round < 12; round++) {
        const model = fileWith(path, random);
        const isGood = validate(plainData(model));
        const explained = new ExplainedFaults(new Map());
        explained.explain(model, toleratedSchema);
        assert.equal(explained.faults.length === 0, isGood, `${path.path}: ${JSON.stringify(plainData(model))}\n${explained.faults.map(({ message }) => message).join('\n')}`);
        if (!isGood) rejected++;
      }
    }
    // The values must not be all good or all bad, or nothing was compared.
    assert.ok(rejected > 1000 && rejected < schemaPaths.length * 11, String(rejected));
  });
});
