import assert from 'node:assert/strict';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { anchorsOf } from '../../server/language/composeNavigation/anchors';
import { renameAnchor, type NeighbourFile } from '../../server/language/composeNavigation/composeRename';
import { fileReferences } from '../../server/language/composeNavigation/fileReferences';
import { Shop, type Files } from './shopProject';

function refusal(files: Files, newName = 'fresh'): string {
  const result = new Shop(files).rename(newName);
  return 'refusal' in result ? result.refusal : '';
}

const everyForm = `services:
  db:
    image: a
  web:
    image: b
    depends_on: [db, "d|b"]
    links: [db, db:database]
    volumes_from: ['db:ro', container:db]
    network_mode: "service:db"
    ipc: service:db
  other:
    extends: db
    build:
      context: .
      additional_contexts: {base: "service:db"}
    depends_on:
      db:
        condition: service_started
  more:
    extends: {service: db}
    build: {context: ., additional_contexts: [base=service:db]}
`;

suite('compose navigation: places of a name', () => {
  test('a service in every form that names one', () => {
    const shop = new Shop({ 'compose.yaml': everyForm });
    assert.equal(shop.places.length, 13);
    assert.ok(shop.places.every((place) => place.endsWith(' db')));
    assert.equal(shop.renamed('store')['compose.yaml'], everyForm.replace('|', '').replace(/\bdb\b/g, 'store').replace('container:store', 'container:db'));
  });
  test('networks, volumes, secrets and configs, short and long', () => {
    const text = 'services:\n  web:\n    image: a\n    networks: {back: {aliases: [back]}}\n    volumes: ["data:/back", ./data:/d, {type: volume, source: data, target: /x}, {type: bind, source: data, target: /y}]\n    secrets: [key, {source: key}]\n    configs: [conf]\nnetworks: {back: }\nvolumes: {data: }\nsecrets: {key: {file: key}}\nconfigs: {conf: {file: conf}}\n';
    const placesOf = (word: string): number[] => new Shop({ 'compose.yaml': text.replace(word, `|${word}`) }).places.map((place) => Number(/:(\d+) /.exec(place)![1]));
    assert.deepEqual(placesOf('back: {'), [4, 8]);
    assert.deepEqual(placesOf('data:/back'), [5, 5, 9]);
    assert.deepEqual(placesOf('key, {'), [6, 6, 10]);
    assert.deepEqual(placesOf('conf]'), [7, 11]);
  });
  test('in what an alias or a merge key brings', () => {
    const text = 'x-base: &base\n  depends_on: &deps [db]\nservices:\n  db: {image: a}\n  web:\n    <<: *base\n    image: b\n  other: {image: c, depends_on: *deps}\n';
    assert.deepEqual(new Shop({ 'compose.yaml': text.replace('  db:', '  |db:') }).places, ['compose.yaml:4 db', 'compose.yaml:2 db']);
  });
  test('in all files of the project', () => {
    const files = {
      'compose.yaml': 'include: [parts/more.yaml]\nservices:\n  d|b: {image: a}\n',
      'compose.override.yaml': 'services:\n  db:\n    tty: true\n',
      'parts/more.yaml': 'services:\n  job:\n    image: b\n    depends_on: [db]\n',
    };
    assert.deepEqual(new Shop(files).places.sort(), ['compose.override.yaml:2 db', 'compose.yaml:3 db', 'parts/more.yaml:4 db']);
    assert.equal(new Shop(files).renamed('store')['parts/more.yaml'], 'services:\n  job:\n    image: b\n    depends_on: [store]\n');
  });
  test('a file that is only extended has names of its own', () => {
    const files = {
      'compose.yaml': 'services:\n  web:\n    extends: {file: base.yaml, service: w|eb}\n',
      'base.yaml': 'services:\n  web: {image: a}\n',
    };
    assert.deepEqual(new Shop(files).places, ['compose.yaml:3 web', 'base.yaml:2 web']);
    const renamed = new Shop(files).renamed('base');
    assert.equal(renamed['compose.yaml'], 'services:\n  web:\n    extends: {file: base.yaml, service: base}\n');
    assert.equal(renamed['base.yaml'], 'services:\n  base: {image: a}\n');
  });
});

suite('compose navigation: definition', () => {
  const files = {
    'compose.yaml': 'include: [parts/more.yaml]\nx-a: &base {}\nservices:\n  web:\n    <<: *base\n    extends: {file: lib.yaml, service: tool}\n    build:\n      context: app\n      target: final\n      args: {VERSION: "1"}\n    image: web:${TAG:-x}\n    env_file: web.env\n    environment: [TAG]\n    volumes: ["./conf:/etc/conf"]\n    depends_on: [db, gone]\n',
    'parts/more.yaml': 'services:\n  db: {image: a}\n',
    'lib.yaml': 'services:\n  tool: {image: b}\n',
    'app/Dockerfile': 'FROM a AS build\nARG VERSION\nFROM b AS Final\n',
    '.env': '# words\nTAG=v1\n',
    'web.env': '',
    conf: '',
  };
  const definitionOf = (word: string, neighbours: readonly NeighbourFile[] = []): string | undefined => new Shop({ ...files, 'compose.yaml': files['compose.yaml'].replace(word, `${word[0]}|${word.slice(1)}`) }, neighbours).definition;

  test('names lead to their entry, in other files too', () => {
    assert.equal(definitionOf('db, '), 'parts/more.yaml:2 db');
    assert.equal(definitionOf('tool'), 'lib.yaml:2 tool');
    assert.equal(definitionOf('gone'), undefined);
    assert.equal(definitionOf('gone', [{ path: '/shop/other.yaml', text: 'services:\n  gone: {image: a}\n' }]), 'other.yaml:2 gone');
  });
  test('aliases, variables, stages, arguments and files', () => {
    assert.equal(definitionOf('*base'), 'compose.yaml:2 base');
    assert.match(definitionOf('TAG')!, /^\.env:2 TAG/);
    assert.match(definitionOf('TAG]')!, /^\.env:2 TAG/);
    assert.equal(definitionOf('final'), 'app/Dockerfile:3 Final');
    assert.equal(definitionOf('VERSION'), 'app/Dockerfile:2 VERSION');
    assert.equal(definitionOf('web:\n'), 'app/Dockerfile:3 Final');
    assert.equal(new Shop({ 'compose.yaml': 'services:\n  w|eb: {image: a}\n' }).definition, 'compose.yaml:2 web');
    assert.equal(new Shop({ 'compose.yaml': 'services:\n  w|eb: {build: .}\n', Dockerfile: 'FROM a\nFROM b\n' }).definition, 'Dockerfile:2 b');
    for (const [word, target] of [['parts/', 'parts/more.yaml'], ['lib.', 'lib.yaml'], ['app', 'app/Dockerfile'], ['web.env', 'web.env'], ['./conf', 'conf']] as const) assert.equal(definitionOf(word), `${target}:1 `, word);
  });
});

suite('compose navigation: rename', () => {
  const head = 'services:\n  d|b: {image: a}\n';

  test('refuses what is not certain, with the reason', () => {
    assert.match(refusal({ 'compose.yaml': `${head}  web:\n    image: b\n    depends_on: ["\${D:-db}"]\n` }), /Line 5 takes the name from a variable/);
    assert.match(refusal({ 'compose.yaml': 'services:\n  web: {image: a, networks: [pr|oxy]}\nnetworks: {proxy: {external: true}}\n' }), /name: proxy/);
    assert.match(refusal({ 'compose.yaml': 'services:\n  web: {image: a, networks: [pr|oxy]}\n' }), /defines/);
    assert.match(refusal({ 'compose.yaml': `${head}  fresh: {image: b}\n` }), /Line 3 already has/);
    for (const name of ['a b', '-x', '1.5', 'true', '']) assert.notEqual(refusal({ 'compose.yaml': head }, name), '', name);
    assert.match(refusal({ 'compose.yaml': `${head}  web: {extends: {file: base.yaml, service: web}}\n`, 'base.yaml': 'services:\n  web: {image: b, depends_on: [db]}\n' }), /base\.yaml names db as well/);
  });
  test('a network that has a real name can be called otherwise', () => {
    assert.equal(refusal({ 'compose.yaml': 'services:\n  web: {image: a, networks: [pr|oxy]}\nnetworks: {proxy: {external: true, name: proxy}}\n' }), '');
  });
  test('leaves to a person what programs read, what a volume loses, and files nearby', () => {
    const text = `${head}  web:\n    image: db\n    environment: {URL: "postgres://u:p@db:5432/db", DB_HOST: db, DB_NAME: db}\n    command: wait -- db:5432\n`;
    const shop = new Shop({ 'compose.yaml': text }, [{ path: '/shop/compose.prod.yml', text: 'services:\n  db: {}\n' }]);
    assert.deepEqual(shop.doubts('store'), ['compose.yaml:5 db: A program may mean this service', 'compose.yaml:5 db: A program may mean this service', 'compose.yaml:6 db: A program may mean this service', 'compose.prod.yml:2 db: This file may belong to the project']);
    assert.match(new Shop({ 'compose.yaml': 'volumes: {da|ta: }\n' }).doubts('store')[0]!, /new, empty volume/);
    assert.deepEqual(new Shop({ 'compose.yaml': 'volumes: {da|ta: {name: data}}\n' }).doubts('store'), []);
    assert.deepEqual(new Shop({ 'compose.yaml': 'services:\n  a: {image: a, environment: [F=/run/secrets/key]}\nsecrets: {k|ey: {file: k}}\n' }).doubts('store').length, 1);
  });
  test('files of environment variables are read by programs', () => {
    const shop = new Shop({ 'compose.yaml': head, '.env': 'DB_NAME=db\r\nexport DB_HOST="db"\r\n# DB_HOST=db\r\nURL=postgres://u@db/db?host=db:5432\r\n' });
    assert.deepEqual(shop.doubts('store'), ['.env:2 db', '.env:4 db', '.env:4 db'].map((place) => `${place}: A program may mean this service`));
  });
  test('anchors of one document', () => {
    const text = 'a: &x 1\nb: *x\nc: "*x"\n---\nd: &x 2\n';
    const [first] = anchorsOf(text);
    const result = renameAnchor(anchorsOf(text), first!, '/shop/compose.yaml', 'y');
    assert.ok('edits' in result);
    assert.deepEqual(result.edits.map(({ place }) => place.span.start), [4, 12]);
    const twice = anchorsOf('a: &x 1\nb: &x 2\n');
    assert.ok('refusal' in renameAnchor(twice, twice[0]!, '/shop/compose.yaml', 'y'));
  });
});

suite('compose navigation: any input', () => {
  test('files that a file names, without variables that nobody knows and addresses', () => {
    const text = 'include: ["a.yaml", {path: [b.yaml, c.yaml]}]\nservices:\n  web:\n    build: {context: app, dockerfile: ../Dev}\n    env_file: [{path: d.env}, "${X}", "${Y:-e}.env"]\n    volumes: [data:/x, ~/y:/y, "/etc/z:/z:ro"]\n  x: {build: https://github.com/a/b.git}\n';
    assert.deepEqual(fileReferences('/shop/compose.yaml', parseCompose(text), new Map()).flatMap(({ paths }) => paths), ['/shop/a.yaml', '/shop/b.yaml', '/shop/c.yaml', '/shop/Dev', '/shop/Dev', '/shop/d.env', '/shop/e.env', '/etc/z']);
  });
  test('a build leads to the Dockerfile that is read, wherever its parts are written', () => {
    const text = 'x-b: &b {context: app}\nservices:\n  a:\n    build: {<<: *b, dockerfile: Dev}\n  b:\n    build: {context: ., dockerfile_inline: FROM a}\n  c:\n    build: .\n';
    assert.deepEqual(fileReferences('/shop/compose.yaml', parseCompose(text), new Map()).map(({ span, paths }) => `${text.slice(span.start, span.end)} ${paths.join()}`), ['app /shop/app/Dockerfile', 'Dev /shop/app/Dev', '. /shop/Dockerfile']);
  });
  test('paths of Windows', () => {
    const text = "services:\n  web:\n    build: .\\app\n    env_file: conf\\web.env\n    volumes: ['C:\\data:/data', '//c/Users/x:/y', '.\\src:/src:ro', D:/conf:/etc, 'data:C:\\in']\n";
    assert.deepEqual(fileReferences('C:/shop/compose.yaml', parseCompose(text), new Map()).flatMap(({ paths }) => paths), ['C:/shop/app/Dockerfile', 'C:/shop/conf/web.env', 'C:\\data', '//c/Users/x', 'C:/shop/src', 'D:/conf']);
  });
  test('never throws', () => {
    for (const text of ['', '- a', 'services: [a]', 'services: {a: *a}', 'services:\n  a: &a\n    <<: *a\n    depends_on: *a\n', 'x: &a [*a]\nservices: *a\n', 'services:\n  "a\\u0062": {depends_on: {? [x] : y}}\n']) {
      for (let offset = 0; offset <= text.length; offset++) {
        const shop = new Shop({ 'compose.yaml': `${text.slice(0, offset)}|${text.slice(offset)}` });
        void shop.definition;
        if (shop.found) void shop.doubts('fresh');
      }
    }
  });
});
