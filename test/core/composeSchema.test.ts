import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'compose-validator';
import { schemaPathAt, schemaPaths } from '../../server/language/compose/schema/schemaPaths';

const project = process.cwd();
const vendored = join(project, 'third-party', 'compose-spec');

suite('compose: the vendored schema', () => {
  test('is the file that its notice names', () => {
    const { sha256 } = JSON.parse(readFileSync(join(vendored, 'source.json'), 'utf8'));
    assert.equal(createHash('sha256').update(readFileSync(join(vendored, 'compose-spec.json'))).digest('hex'), sha256);
  });

  test('comes with its licence', () => {
    const notices = readFileSync(join(project, 'dist', 'third-party-notices.txt'), 'utf8');
    for (const file of ['LICENSE', 'NOTICE']) assert.ok(notices.includes(readFileSync(join(vendored, file), 'utf8').trim()), file);
  });

  test('is compiled to code that compiles nothing', () => {
    const code = readFileSync(join(project, 'out', 'build', 'composeValidator.mjs'), 'utf8');
    assert.doesNotMatch(code, /\beval\b|new Function/);
    assert.doesNotMatch(code, /\brequire\(|\bimport\b/);
  });

  test('takes what it should, and rejects what it should not', () => {
    const service = (value: object): boolean => validate({ services: { web: value } });
    assert.equal(service({ image: 'nginx', ports: ['80:80', 90, { target: 80 }], 'x-own': [1] }), true);
    assert.equal(service({ image: 5 }), false);
    assert.equal(service({ imgae: 'nginx' }), false);
    assert.equal(service({ ulimits: { nofile: { soft: 1 } } }), false);
  });

  test('takes each item of a list once, and tells items apart by their data', () => {
    const ports = (...items: readonly unknown[]): boolean => validate({ services: { web: { ports: items } } });
    for (const [one, other] of [['80', '80'], [80, 80], [{ target: 80, published: '1' }, { published: '1', target: 80 }]]) assert.equal(ports(one, other), false, JSON.stringify(one));
    for (const [one, other] of [['80', 80], ['80', '81'], [{ target: 80 }, { target: 80, published: '1' }]]) assert.equal(ports(one, other), true, JSON.stringify(one));
    assert.equal(ports(...Array.from({ length: 20_000 }, (_, target) => ({ target }))), true);
  });

  test('takes what Compose 2.26 takes', () => {
    assert.equal(validate({ services: { web: { container_name: '', volumes: [{ type: 'other', target: '/a' }], post_start: [{ user: 'root' }] } } }), true);
  });
});

suite('compose: places of the schema', () => {
  test('each is found by its keys', () => {
    assert.ok(schemaPaths.length > 390);
    const wrong = schemaPaths.filter((place) => {
      const keys = place.path.replaceAll('[]', '.[]').split('.').map((key) => (key === '*' ? 'chosen' : key));
      return schemaPathAt(keys) !== place;
    });
    assert.deepEqual(wrong.map(({ path }) => path), []);
  });

  test('each says what can stand there', () => {
    assert.deepEqual(schemaPaths.filter(({ canBeList, canBeMapping, canBeScalar }) => !canBeList && !canBeMapping && !canBeScalar).map(({ path }) => path), []);
    assert.deepEqual(schemaPathAt(['services', 'web', 'depends_on', 'db', 'condition'])?.values, ['service_started', 'service_healthy', 'service_completed_successfully']);
    const ports = schemaPathAt(['services', 'web', 'ports']);
    assert.deepEqual([ports?.canBeList, ports?.canBeMapping, ports?.item?.canBeMapping, ports?.item?.canBeScalar], [true, false, true, true]);
    const environment = schemaPathAt(['services', 'web', 'environment']);
    assert.deepEqual([environment?.canBeList, environment?.canBeMapping, environment?.canBeScalar], [true, true, false]);
  });

  test('nothing is known below keys of the author and keys that are none', () => {
    for (const keys of [['x-own'], ['services', 'web', 'x-own'], ['services', 'web', 'imgae'], ['services', 'web', 'image', 'name']]) assert.equal(schemaPathAt(keys), undefined);
  });

  test('new keys are marked, with all that is below them', () => {
    const isNew = (...keys: string[]): boolean | undefined => schemaPathAt(keys)?.isNew;
    assert.deepEqual([isNew('models'), isNew('models', 'llm', 'model'), isNew('services', 'web', 'provider', 'type'), isNew('services', 'web', 'image')], [true, true, true, false]);
    assert.deepEqual([schemaPathAt(['models', 'llm', 'model'])?.since, schemaPathAt(['services', 'web', 'image'])?.since], ['2.38.0', undefined]);
  });
});
