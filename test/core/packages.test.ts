import assert from 'node:assert/strict';
import { ContextTree } from '../../server/language/context/contextTree';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { analyseRun } from '../../server/language/packages/installSteps';
import { packageManagers, wantedTexts } from '../../server/language/packages/packageManagers';
import { simpleCommands } from '../../server/language/packages/shellCommands';

const words = (text: string) => simpleCommands(text)?.map((command) => command.words);

suite('simple commands of a shell text', () => {
  test('separators, quotes, escapes, assignments, comments', () => {
    assert.deepEqual(words('a b && c; d || e | f'), [['a', 'b'], ['c'], ['d'], ['e'], ['f']]);
    assert.deepEqual(words(`a 'b c' "d \\" e" f\\ g`), [['a', 'b c', 'd " e', 'f g']]);
    assert.deepEqual(words('A=1 B="x y" npm ci'), [['npm', 'ci']]);
    assert.deepEqual(words('A=1'), []);
    assert.deepEqual(words('a # b && c\nd'), [['a'], ['d']]);
    assert.deepEqual(words('npm ci 2>&1 >/dev/null'), [['npm', 'ci', '2>&1', '>/dev/null']]);
    assert.deepEqual(words('echo $HOME ${X}'), [['echo', '$HOME', '${X}']]);
    assert.deepEqual(words(''), []);
  });
  test('what only a shell can tell is not guessed', () => {
    for (const text of ['$(x)', '`x`', 'a "$(x)"', '(a)', 'a < b', 'a <<EOF', 'if a; then b; fi', 'for x in y; do z; done', 'a &', "a 'b", 'eval a', '. ./x']) assert.equal(words(text), undefined, text);
  });
});

suite('what a RUN installs', () => {
  function analyse(command: string) {
    const [run] = parseDockerfile(`FROM x\nRUN ${command}\n`).stages[0]!.instructions;
    assert.equal(run?.keyword, 'RUN');
    const result = run.keyword === 'RUN' ? analyseRun(run) : undefined;
    return result && { installs: result.installs.map(({ manager, folder }) => `${manager.name}${folder ? ` in ${folder}` : ''}`), reads: result.readsSources };
  }
  test('managers and folders', () => {
    assert.deepEqual(analyse('npm ci'), { installs: ['npm'], reads: undefined });
    assert.deepEqual(analyse('cd web && npm ci && cd sub && yarn'), { installs: ['npm in web', 'yarn in web/sub'], reads: undefined });
    assert.deepEqual(analyse('cd /a && cd /b && pnpm i'), { installs: ['pnpm in /b'], reads: undefined });
    assert.deepEqual(analyse('pip3 install --no-cache-dir -r requirements.txt -c c.txt'), { installs: ['pip'], reads: undefined });
    assert.deepEqual(analyse('./mvnw -q dependency:resolve dependency:resolve-plugins'), { installs: ['mvn'], reads: undefined });
  });
  test('system packages and caches read no sources', () => {
    for (const command of ['apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*', 'npm install -g pnpm@9', 'pip install --upgrade pip setuptools', 'npm cache clean --force', 'corepack enable', 'mkdir -p /x && echo hi']) {
      assert.deepEqual(analyse(command), { installs: [], reads: undefined }, command);
    }
  });
  test('everything else may', () => {
    for (const command of ['make', 'npm run build', 'rm -rf src', 'pip install .', 'npm install -g .', 'cp a b', 'mkdir x', 'go build']) assert.equal(analyse(command)?.reads, command, command);
  });
  test('an install below such a command is not counted', () => {
    assert.deepEqual(analyse('make && npm ci'), { installs: [], reads: 'make' });
    assert.deepEqual(analyse('npm ci && make'), { installs: ['npm'], reads: 'make' });
  });
  test('exec form, and texts that are not understood', () => {
    assert.deepEqual(analyse('["npm", "ci"]'), { installs: ['npm'], reads: undefined });
    assert.equal(analyse('if x; then npm ci; fi'), undefined);
  });
});

suite('texts that the rules want to read', () => {
  test('manifests of every manager, bounded for each', () => {
    const many = Array.from({ length: 500 }, (_, index) => `notes/${index}.txt`);
    const paths = [...many, 'package.json', 'node_modules/x/package.json', 'go.mod', 'pom.xml', 'src/A.csproj', 'Directory.Build.props', 'main.js'];
    const wanted = wantedTexts(new ContextTree(paths.map((path) => ({ path, type: 'file', size: 10 }))));
    for (const path of ['package.json', 'go.mod', 'pom.xml', 'src/A.csproj', 'Directory.Build.props']) assert.ok(wanted.includes(path), path);
    assert.ok(!wanted.includes('node_modules/x/package.json') && !wanted.includes('main.js'));
    assert.equal(wanted.filter((path) => path.startsWith('notes/')).length, 200);
  });
  test('large files are not read', () => assert.deepEqual(wantedTexts(new ContextTree([{ path: 'package.json', type: 'file', size: 10_000_000 }])), []));
  test('every manager has a name of its own', () => assert.equal(new Set(packageManagers.map(({ name }) => name)).size, packageManagers.length));
});
