import assert from 'node:assert/strict';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { variableAt } from '../../server/language/composeNavigation/composeVariables';
import { Shop, type Files } from './shopProject';

const compose = `x-base: &base
  labels: ["tag=\${TAG}"]
services:
  web:
    <<: *base
    image: "web:\${TA|G:-v\${TAG}}$\$TAG"
    command: >-
      run $TAG --tags \${TAGS}
      and $\${TAG} $\$$TAG
    env_file: [web.env, {path: raw.env, format: raw}]
    environment:
      TAG_NAME: '\${TAG:?no TAG}'
`;
const files: Files = {
  'compose.yaml': `include: [parts/more.yaml]\n${compose}secrets:\n  s:\n    environment: TAG\n`,
  'parts/more.yaml': 'services:\n  more:\n    image: more:$TAG\n',
  '.env': "# TAG=0\nexport TAG=v1 # $TAG\nLONG=a-${TAG}-b\nKEPT='$TAG'\nTAG = v2\n",
  'web.env': 'TAG=theirs\nX="$TAG"\n',
  'raw.env': 'Y=$TAG\n',
};

function refusal(given: Files, newName = 'VERSION'): string {
  const result = new Shop(given).rename(newName);
  return 'refusal' in result ? result.refusal : '';
}

suite('compose navigation: variables', () => {
  test('every place that fills one in, and the lines of `.env` that set it', () => {
    const places = new Shop(files).variable!.occurrences.map(({ role, place }) => `${role} ${new Shop(files).words(place)}`);
    assert.deepEqual(places, [
      ...[3, 7, 7, 9, 10, 13, 16].map((line) => `use compose.yaml:${line} TAG`),
      'use parts/more.yaml:3 TAG', 'definition .env:2 TAG', 'use .env:3 TAG', 'definition .env:5 TAG', 'use web.env:2 TAG',
    ]);
  });

  test('a rename changes these and nothing else', () => {
    const renamed = new Shop(files).renamed('VERSION');
    assert.equal(renamed['.env'], "# TAG=0\nexport VERSION=v1 # $TAG\nLONG=a-${VERSION}-b\nKEPT='$TAG'\nVERSION = v2\n");
    assert.equal(renamed['web.env'], 'TAG=theirs\nX="$VERSION"\n');
    assert.equal(renamed['raw.env'], files['raw.env']);
    assert.equal(renamed['parts/more.yaml'], 'services:\n  more:\n    image: more:$VERSION\n');
    const before = new Shop(files);
    const after = new Shop({ ...renamed, 'compose.yaml': `|${renamed['compose.yaml']}` });
    const image = (shop: Shop): unknown => JSON.stringify(shop.names.project.model.entries.get('services')!.value, (key, value: unknown) => (key === 'place' || key === 'keyPlace' || key === 'uses' || key === 'written' ? undefined : value instanceof Map ? [...value] : value)).replaceAll('VERSION', 'TAG');
    assert.equal(image(after), image(before));
  });

  test('lines that end with CRLF stay', () => {
    const renamed = new Shop({ 'compose.yaml': 'services:\r\n  web:\r\n    image: a:${T|AG}\r\n', '.env': 'A=1\r\nTAG=2\r\n' }).renamed('VERSION');
    assert.deepEqual(renamed, { 'compose.yaml': 'services:\r\n  web:\r\n    image: a:${VERSION}\r\n', '.env': 'A=1\r\nVERSION=2\r\n' });
  });

  test('refuses what is not certain, with the reason', () => {
    const text = 'services:\n  web:\n    image: a:${T|AG}\n';
    const env = 'TAG=1\nTAKEN=2\n';
    assert.equal(refusal({ 'compose.yaml': text, '.env': env }), '');
    assert.match(refusal({ 'compose.yaml': text }), /No `\.env` file of this project sets TAG: it comes from the shell/);
    assert.match(refusal({ 'compose.yaml': text, '.env': env }, 'TAKEN'), /Line 2 of \.env already has the variable TAKEN/);
    for (const name of ['1A', 'A-B', '', 'COMPOSE_X', 'PATH']) assert.notEqual(refusal({ 'compose.yaml': text, '.env': env }, name), '', name);
    for (const more of ['environment: [TAG]', 'environment: {TAG: }', 'build: {args: [TAG]}']) assert.match(refusal({ 'compose.yaml': `${text}    ${more}\n`, '.env': env }), /Line 4 of compose\.yaml passes TAG on/, more);
    assert.match(refusal({ 'compose.yaml': `${text}    env_file: web.env\n`, 'web.env': 'TAG\n', '.env': env }), /Line 1 of web\.env passes TAG on/);
    assert.match(refusal({ 'compose.yaml': `include: [parts/more.yaml]\n${text}`, 'parts/more.yaml': 'services: {}\n', 'parts/.env': 'TAG=2\n', '.env': env }), /Line 1 of \.env sets TAG as well/);
    assert.match(refusal({ 'compose.yaml': text.replace('T|AG', 'COMPOSE_PROJECT_N|AME'), '.env': 'COMPOSE_PROJECT_NAME=x\n' }), /read by Docker/);
  });

  test('leaves to a person what programs in containers read, and files nearby', () => {
    const shop = new Shop({ 'compose.yaml': 'services:\n  web:\n    image: a:${T|AG}\n    env_file: .env\n', '.env': 'TAG=1\n' }, [{ path: '/shop/compose.prod.yaml', text: 'services:\n  web:\n    user: $TAG\n' }]);
    assert.deepEqual(shop.doubts('VERSION'), ['.env:1 TAG: Containers get this file as their `env_file`: a program may read the name', 'compose.prod.yaml:3 TAG: This file may belong to the project']);
    const framework = new Shop({ 'compose.yaml': 'services:\n  web:\n    image: a:${VITE_T|AG}\n', '.env': 'VITE_TAG=1\n' });
    assert.deepEqual(framework.doubts('VERSION'), ['.env:1 VITE_TAG: A framework may read the name from this file']);
    const passing = new Shop({ 'compose.yaml': 'services:\n  web:\n    image: a:${T|AG}\n', '.env': 'TAG=1\n' }, [{ path: '/shop/compose.prod.yaml', text: 'services:\n  web:\n    environment: [TAG]\n' }]).rename('VERSION');
    assert.match('refusal' in passing ? passing.refusal : '', /compose\.prod\.yaml may belong to the project/);
  });

  test('the name under the cursor, from its dollar on', () => {
    const text = 'a: x${AB:-${CD}}$$EF $GH\n';
    const names = [...text].map((_character, offset) => variableAt(parseCompose(text), offset)?.name ?? '.');
    assert.deepEqual(names.join(' '), ['.', '.', '.', '.', ...Array<string>(5).fill('AB'), '.', ...Array<string>(5).fill('CD'), ...Array<string>(6).fill('.'), ...Array<string>(4).fill('GH')].join(' '));
  });
});

suite('compose navigation: profiles', () => {
  const text = 'services:\n  a: {image: a, profiles: [d|ev, "test"]}\n  b:\n    image: b\n    profiles:\n      - test\n      - dev\n';
  const shop = new Shop({ 'compose.yaml': text, 'compose.override.yaml': 'services:\n  a:\n    profiles: [\'dev\']\n', '.env': 'X=dev\nCOMPOSE_PROFILES="test, dev,devel" # dev\n' });

  test('are renamed in every file, and where `.env` chooses them', () => {
    assert.deepEqual(shop.places, ['compose.yaml:2 dev', 'compose.yaml:7 dev', 'compose.override.yaml:3 dev', '.env:2 dev']);
    const renamed = shop.renamed('local');
    assert.equal(renamed['.env'], 'X=dev\nCOMPOSE_PROFILES="test, local,devel" # dev\n');
    assert.equal(renamed['compose.override.yaml'], "services:\n  a:\n    profiles: ['local']\n");
    assert.deepEqual(shop.doubts('local'), []);
  });

  test('two are not made one', () => {
    const result = shop.rename('test');
    assert.match('refusal' in result ? result.refusal : '', /already has the profile test/);
    assert.equal(shop.definition, undefined);
  });
});
