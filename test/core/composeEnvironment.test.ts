import assert from 'node:assert/strict';
import { dotenvVariables, parseDotenv } from '../../server/language/compose/dotenv';
import type { ComposeProject } from '../../server/language/compose/project/composeProject';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';
import { certainTextAt } from '../../server/language/compose/project/readNodes';
import { serviceEnvironment } from '../../server/language/compose/project/serviceEnvironment';
import { parseRawEnvFile } from '../../server/language/compose/rawEnvFile';

function load(files: Readonly<Record<string, string>>, main = ['/shop/compose.yaml'], envFiles: readonly string[] = []): ComposeProject {
  return loadComposeProject({
    main,
    envFiles,
    folder: '/shop',
    read: (path) => {
      const text = files[path.replace('/shop/', '')];
      return text === undefined ? 'missing' : { text };
    },
    isFolder: () => undefined,
  });
}

/** Values by name, sorted as they come. */
function environment(project: ComposeProject, service = 'web'): Record<string, string | undefined> {
  return Object.fromEntries([...serviceEnvironment(project, service).values()].map(({ name, value }) => [name, value]));
}

const values = (text: string): Record<string, string> => Object.fromEntries([...dotenvVariables(parseDotenv(text))].map(([name, { value }]) => [name, value]));
const problems = (text: string): string[] => parseDotenv(text).problems.map(({ code }) => code);

suite('environment of a service', () => {
  const web = 'services:\n  web:\n    image: x\n    environment: {E: env, N: , A: own}\n    env_file: [x.env, {path: y.env}]\n';

  test('env files in their order, variables of the project before their own, environment over all', () => {
    const project = load({ 'compose.yaml': web, '.env': 'A=1\nN=dot\n', 'x.env': 'A=2\nB=$A\nP=x\n', 'y.env': 'D=$P$B\nE=file\nQ\n' });
    assert.deepEqual(environment(project), { A: 'own', B: '1', P: 'x', D: 'x1', E: 'env', Q: undefined, N: 'dot' });
  });

  test('each leads to the line that sets it', () => {
    const files = { 'compose.yaml': web, 'x.env': '# first\nB=1\n', 'y.env': 'D=2\n' };
    const project = load(files);
    const found = serviceEnvironment(project, 'web');
    assert.deepEqual([found.get('B')?.from, found.get('B')?.place.path, found.get('E')?.from], ['env_file', '/shop/x.env', 'environment']);
    const { path, span } = found.get('B')!.place;
    assert.equal(project.texts.get(path)!.slice(span.start).startsWith('B=1'), true);
    assert.deepEqual(project.paths, ['/shop/compose.yaml']);
  });

  test('a raw env file keeps quotes, dollars and blanks', () => {
    const project = load({ 'compose.yaml': 'services:\n  web:\n    image: x\n    env_file: [{path: x.env, format: raw}]\n', 'x.env': 'A="1" \nB=$A # no comment\r\n\n  # comment\nC=a=b\nD\n' });
    assert.deepEqual(environment(project), { A: '"1" ', B: '$A # no comment', C: 'a=b', D: undefined });
    assert.deepEqual(parseRawEnvFile('=1\nA B=2\n').problems.map(({ code }) => code), ['dotenv-name', 'dotenv-name']);
  });

  test('what Compose rejects in an env file is a fault at its line, also where the file may be missing', () => {
    const project = load({ 'compose.yaml': 'services:\n  web:\n    image: x\n    env_file: [{path: x.env, required: false}, {path: no.env, required: false}]\n', 'x.env': 'A=1\nno name=2\n', '.env': 'B="open\n' });
    assert.deepEqual(project.faults.map(({ code, place }) => `${place.path} ${code}`), ['/shop/.env dotenv-quote', '/shop/x.env dotenv-name']);
  });
});

suite('the name of a project', () => {
  const named = (files: Readonly<Record<string, string>>): string | undefined => load(files).variables.get('COMPOSE_PROJECT_NAME')?.value;

  test('comes from .env, from the file, or from the folder', () => {
    const text = 'name: shop-${STAGE}\nservices:\n  web:\n    image: x:${COMPOSE_PROJECT_NAME}\n';
    assert.equal(named({ 'compose.yaml': text, '.env': 'STAGE=test\nCOMPOSE_PROJECT_NAME=own\n' }), 'own');
    assert.equal(named({ 'compose.yaml': text, '.env': 'STAGE=test\n' }), 'shop-test');
    assert.equal(named({ 'compose.yaml': 'services: {}\n' }), 'shop');
  });

  test('an env file of another folder wins over the `.env` of the project, and paths of every file start at the first', () => {
    const files = { 'compose.yaml': 'services:\n  web:\n    image: a:$A$B\n', 'parts/more.yaml': 'services:\n  web:\n    build: app\n', '.env': 'A=1\nB=$A\n', 'above/.env': 'A=2\n' };
    const { variables, folders, model } = load(files, ['/shop/compose.yaml', '/shop/parts/more.yaml'], ['/shop/above/.env']);
    assert.deepEqual([variables.get('A')?.value, variables.get('A')?.place?.path, variables.get('B')?.value], ['2', '/shop/above/.env', '2']);
    assert.deepEqual([...folders], [['/shop/compose.yaml', '/shop'], ['/shop/parts/more.yaml', '/shop']]);
    assert.equal(certainTextAt(model, 'services', 'web', 'build', 'context'), '/shop/app');
  });

  test('a variable of .env leads to its line', () => {
    const { place } = load({ 'compose.yaml': 'services: {}\n', '.env': 'A=1\nB=2\n' }).variables.get('B')!;
    assert.deepEqual(place, { path: '/shop/.env', span: { start: 4, end: 8 } });
  });
});

suite('.env as Compose reads it', () => {
  test('what is known from outside wins over the lines above', () => {
    const outer = new Map([['A', { value: 'shell', source: 'the shell' }]]);
    assert.deepEqual([...dotenvVariables(parseDotenv('A=1\nB=$A\n', outer))].map(([, { value }]) => value), ['1', 'shell']);
  });

  test('escapes, octal ones too, in double quotes only', () => {
    assert.deepEqual(values('A="a\\tb\\0101\\$B"\nC=\'a\\tb\'\n'), { A: 'a\tbA$B', C: 'a\\tb' });
  });

  test('replacements and defaults of names that nobody sets', () => {
    assert.deepEqual(values('A=${X+y}\nB=${X-d}\nC=${X:-${Y:-e}}\nD=$X\n'), { A: '', B: 'd', C: 'e', D: '' });
  });

  test('what Compose rejects is a problem; a line without a name is none', () => {
    assert.deepEqual(problems('A=${B\n'), ['dotenv-variable']);
    assert.deepEqual(problems('A=${B:?set it}\n'), ['dotenv-required']);
    assert.deepEqual(problems('=1\n:\n'), []);
    assert.deepEqual(values('=1\nA=2\n'), { A: '2' });
  });
});
