import assert from 'node:assert/strict';
import { ContextTree } from '../../server/language/context/contextTree';
import { parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { runRules } from '../../server/language/rules';
import { copyBeforeInstall } from '../../server/language/rules/copyBeforeInstall';
import { applyEdits, asRule, type Finding, type RuleFacts } from '../../server/language/rules/rule';

type Files = Readonly<Record<string, string>>;

const nodeProject: Files = { 'package.json': '{"name":"web"}', 'package-lock.json': '{}', 'src/index.js': '1', 'README.md': 'r' };
const pythonProject: Files = { 'requirements.txt': 'flask==3.0\n# comment\n', 'app/main.py': '1' };
const goProject: Files = { 'go.mod': 'module x\n', 'go.sum': '', 'main.go': 'package main' };
const mavenProject: Files = { 'pom.xml': '<project/>', 'src/main/java/App.java': 'class App {}' };
const dotnetProject: Files = {
  'App.sln': 'sln', 'Directory.Build.props': '<Project/>', 'src/Api/Api.csproj': '<Project/>', 'src/Core/Core.csproj': '<Project/>',
  'src/Api/Program.cs': '1', 'src/Core/A.cs': '1',
};

function facts(files: Files, ignore = ''): RuleFacts {
  const tree = new ContextTree(Object.entries(files).map(([path, text]) => ({ path, type: 'file', size: text.length })));
  return { context: { files: filterContext(tree, parseDockerignore(ignore)), text: (path) => files[path] } };
}

function find(text: string, files: Files, ignore = ''): readonly Finding[] {
  const { findings, failures } = runRules(parseDockerfile(text), facts(files, ignore), [asRule(copyBeforeInstall)]);
  assert.deepEqual(failures, []);
  return findings;
}

/** The text after the fix, which must be clean. */
function mended(text: string, files: Files, ignore = ''): string {
  const [finding] = find(text, files, ignore);
  assert.ok(finding, 'expected a finding');
  assert.ok(finding.fixes[0], finding.message);
  const result = applyEdits(text, finding.fixes[0].edits);
  assert.deepEqual(find(result, files, ignore), [], result);
  return result;
}

function blocked(text: string, files: Files, reason: RegExp, ignore = ''): void {
  const [finding] = find(text, files, ignore);
  assert.ok(finding);
  assert.deepEqual(finding.fixes, []);
  assert.match(finding.message, reason);
}

const silent = (text: string, files: Files = nodeProject, ignore = '') => assert.deepEqual(find(text, files, ignore), []);

suite('copy-before-install: findings and fixes', () => {
  test('npm: the keyword is underlined and the message names what is read and what is not', () => {
    const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "src/index.js"]\n';
    const [finding] = find(text, nodeProject);
    assert.equal(text.slice(finding!.span.start, finding!.span.end), 'COPY');
    assert.equal(finding!.severity, 'warning');
    assert.match(finding!.message, /any of 2 copied files, such as src\/index.js,/);
    assert.match(finding!.message, /`npm ci` in line 4/);
    assert.match(finding!.message, /Copy package.json and package-lock.json first/);
    assert.equal(mended(text, nodeProject), 'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "src/index.js"]\n');
  });
  test('pip', () => {
    const text = 'FROM python:3.13\nWORKDIR /srv\nCOPY . /srv\nRUN pip install --no-cache-dir -r requirements.txt\n';
    assert.equal(mended(text, pythonProject), 'FROM python:3.13\nWORKDIR /srv\nCOPY requirements.txt /srv/\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . /srv\n');
  });
  test('go', () => {
    const text = 'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . ./\nRUN go mod download\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n';
    assert.equal(
      mended(text, goProject),
      'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . ./\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n',
    );
  });
  test('maven', () => {
    const text = 'FROM maven:3\nWORKDIR /w\nCOPY . .\nRUN mvn -B dependency:go-offline\nRUN mvn -B package\n';
    assert.match(mended(text, mavenProject), /COPY pom.xml \.\/\nRUN mvn -B dependency:go-offline\nCOPY \. \.\nRUN mvn -B package\n$/);
  });
  test('dotnet: every project file keeps its folder', () => {
    const text = 'FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /source\nCOPY . .\nRUN dotnet restore\nRUN dotnet publish -o /app\n';
    const lines = mended(text, dotnetProject).split('\n').slice(2, 7);
    assert.deepEqual(lines, ['COPY App.sln Directory.Build.props ./', 'COPY src/Api/Api.csproj src/Api/', 'COPY src/Core/Core.csproj src/Core/', 'RUN dotnet restore', 'COPY . .']);
  });
  test('yarn and pnpm', () => {
    const files = { 'package.json': '{}', 'yarn.lock': '', 'pnpm-lock.yaml': '', 'src/a.js': '' };
    assert.match(mended('FROM node\nWORKDIR /a\nCOPY . .\nRUN yarn --frozen-lockfile\n', files), /COPY package.json yarn.lock \.\//);
    assert.match(mended('FROM node\nWORKDIR /a\nCOPY . .\nRUN corepack enable && pnpm install --frozen-lockfile\n', files), /COPY package.json pnpm-lock.yaml \.\//);
  });
  test('ownership flags are kept, comments move with their COPY, line ends and indentation stay', () => {
    const text = '# syntax=docker/dockerfile:1\r\nFROM node:22\r\nWORKDIR /app\r\n\r\n# The application\r\n# and all of it\r\n  COPY --chown=node:node . .\r\n# Dependencies\r\nRUN npm ci \\\r\n    # quietly\r\n    --silent\r\nUSER node\r\n';
    assert.equal(
      mended(text, nodeProject),
      '# syntax=docker/dockerfile:1\r\nFROM node:22\r\nWORKDIR /app\r\n\r\n  COPY --chown=node:node package.json package-lock.json ./\r\n# Dependencies\r\nRUN npm ci \\\r\n    # quietly\r\n    --silent\r\n# The application\r\n# and all of it\r\n  COPY --chown=node:node . .\r\nUSER node\r\n',
    );
  });
  test('a file without a last line end', () => {
    assert.equal(mended('FROM node\nWORKDIR /a\nCOPY . .\nRUN npm ci', nodeProject), 'FROM node\nWORKDIR /a\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .');
  });
  test('a COPY in several lines moves whole', () => {
    const result = mended('FROM node\nWORKDIR /a\nCOPY \\\n  . \\\n  .\nRUN npm ci\n', nodeProject);
    assert.equal(result, 'FROM node\nWORKDIR /a\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY \\\n  . \\\n  .\n');
  });
  test('JSON form stays JSON', () => {
    assert.match(mended('FROM node\nWORKDIR /a\nCOPY [".", "."]\nRUN npm ci\n', nodeProject), /COPY \["package.json", "package-lock.json", "\.\/"\]\nRUN npm ci\nCOPY \["\.", "\."\]/);
  });
  test('a folder of the context as project', () => {
    const files = { 'web/package.json': '{}', 'web/src/a.js': '', 'other/b': '' };
    assert.match(mended('FROM node\nWORKDIR /a\nCOPY web/ .\nRUN npm install\n', files), /COPY web\/package.json \.\/\nRUN npm install\nCOPY web\/ \./);
    assert.match(mended('FROM node\nCOPY . /a\nRUN cd /a/web && npm install\n', files), /COPY web\/package.json \/a\/web\/\n/);
  });
  test('a variable as destination', () => {
    assert.match(mended('FROM node\nENV HOME_DIR=/a\nWORKDIR $HOME_DIR\nCOPY . $HOME_DIR\nRUN npm ci\n', nodeProject), /COPY package.json package-lock.json \$HOME_DIR\/\n/);
  });
  test('the install comes after WORKDIR, ENV and system packages', () => {
    const text = 'FROM node\nCOPY . /app\nWORKDIR /app\nENV CI=1\nRUN apk add --no-cache git\nRUN npm ci\n';
    assert.equal(mended(text, nodeProject), 'FROM node\nCOPY package.json package-lock.json /app/\nWORKDIR /app\nENV CI=1\nRUN apk add --no-cache git\nRUN npm ci\nCOPY . /app\n');
  });
  test('manifests that are copied before need no second COPY', () => {
    const text = 'FROM node\nWORKDIR /a\nCOPY package*.json ./\nCOPY src src\nRUN npm ci\n';
    assert.equal(mended(text, nodeProject), 'FROM node\nWORKDIR /a\nCOPY package*.json ./\nRUN npm ci\nCOPY src src\n');
  });
  test('two installs and two folders are mended at once', () => {
    const files = { ...nodeProject, ...pythonProject };
    const text = 'FROM node\nWORKDIR /a\nCOPY . .\nRUN npm ci\nRUN pip install -r requirements.txt\nRUN npm run build\n';
    assert.match(mended(text, files), /COPY package.json package-lock.json requirements.txt \.\/\nRUN npm ci\nRUN pip install -r requirements.txt\nCOPY \. \.\nRUN npm run build\n/);
    assert.match(mended('FROM node\nWORKDIR /a\nCOPY package.json .\nCOPY src src\nCOPY app app\nRUN npm ci\n', files), /RUN npm ci\nCOPY src src\nCOPY app app\n$/);
  });
  test('files in the ignore file do not count as evidence', () => {
    silent('FROM node\nWORKDIR /a\nCOPY . .\nRUN npm ci\n', nodeProject, 'src\n*.md\n');
    assert.match(find('FROM node\nWORKDIR /a\nCOPY . .\nRUN npm ci\n', nodeProject, '*.md')[0]!.message, /An edit of src\/index.js runs/);
  });
  test('each stage is judged alone', () => {
    const text = 'FROM node AS one\nWORKDIR /a\nCOPY . .\nRUN npm ci\nFROM node\nWORKDIR /a\nCOPY . .\nRUN npm ci\n';
    assert.equal(find(text, nodeProject).length, 2);
  });
  test('cache mounts do not matter, nor do exec form and options', () => {
    assert.equal(find('FROM node\nWORKDIR /a\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --registry https://r.example\n', nodeProject).length, 1);
    assert.equal(find('FROM node\nWORKDIR /a\nCOPY . .\nRUN ["npm", "ci"]\n', nodeProject).length, 1);
    assert.equal(find('FROM node\nWORKDIR /a\nCOPY . .\nRUN NODE_ENV=production npm ci 2>&1\n', nodeProject).length, 1);
  });
});

suite('copy-before-install: no automatic fix, and why', () => {
  const before = 'FROM node\nWORKDIR /a\nCOPY . .\n';
  test('the same RUN builds', () => blocked(`${before}RUN npm ci && npm run build\n`, nodeProject, /There is no automatic fix: `npm run build` in line 4 may read the sources/));
  test('the host own node_modules would be copied over the installed ones', () => {
    blocked(`${before}RUN npm ci\n`, { ...nodeProject, 'node_modules/x/index.js': '' }, /node_modules is part of the build context/);
    mended(`${before}RUN npm ci\n`, { ...nodeProject, 'node_modules/x/index.js': '' }, 'node_modules');
  });
  test('a relative COPY and another working directory', () => blocked('FROM node\nCOPY . app\nWORKDIR /app\nRUN npm ci\n', nodeProject, /relative to the working directory/));
  test('a variable that is set between', () => blocked('FROM node\nARG D=/a\nCOPY . $D\nENV X=1\nWORKDIR /a\nRUN npm ci\n', nodeProject, /uses a variable/));
  test('another COPY between', () => blocked(`${before}COPY --from=x /y /z\nRUN npm ci\n`, nodeProject, /may copy over the same files/));
});

suite('copy-before-install: silence', () => {
  const before = 'FROM node\nWORKDIR /a\nCOPY . .\n';
  test('without a known context', () => assert.deepEqual(runRules(parseDockerfile(`${before}RUN npm ci\n`), {}, [asRule(copyBeforeInstall)]).findings, []));
  test('manifests first', () => silent('FROM node\nWORKDIR /a\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n'));
  test('single files that are named are deliberate', () => silent('FROM node\nWORKDIR /a\nCOPY package.json tsconfig.json ./\nRUN npm ci\n', { ...nodeProject, 'tsconfig.json': '{}' }));
  test('no manifest where the install runs', () => {
    silent(`${before}RUN npm ci\n`, { 'src/a.js': '' });
    silent('FROM node\nWORKDIR /b\nCOPY . /a\nRUN npm ci\n');
  });
  test('scripts that run during the install', () => {
    for (const script of ['postinstall', 'prepare', 'preinstall', 'install']) {
      silent(`${before}RUN npm ci\n`, { ...nodeProject, 'package.json': JSON.stringify({ scripts: { [script]: 'node x' } }) });
    }
    assert.equal(find(`${before}RUN npm ci --ignore-scripts\n`, { ...nodeProject, 'package.json': '{"scripts":{"prepare":"x"}}' }).length, 1);
  });
  test('packages and dependencies inside the project', () => {
    for (const manifest of [{ workspaces: ['packages/*'] }, { workspaces: 7, dependencies: { x: 'file:./x' } }, { dependencies: { x: 'file:./x' } }, { devDependencies: { x: 'link:../x' } }]) {
      silent(`${before}RUN npm install\n`, { ...nodeProject, 'package.json': JSON.stringify(manifest) });
    }
    silent(`${before}RUN npm ci\n`, { ...nodeProject, 'binding.gyp': '{}' });
    silent(`${before}RUN pnpm i\n`, { ...nodeProject, 'pnpm-workspace.yaml': 'packages: [a' });
    silent(`${before}RUN npm ci\n`, { ...nodeProject, 'package.json': 'not json' });
  });
  test('commands that install something else', () => {
    for (const command of ['npm install express', 'npm install -g typescript', 'npm run ci', 'npm --prefix web ci', 'yarn add x', 'npx npm ci']) silent(`${before}RUN ${command}\n`);
  });
  test('texts that only a shell understands', () => {
    for (const command of ['if true; then npm ci; fi', '$(echo npm ci)', '(npm ci)', 'npm ci <<< x', 'cd $X && npm ci']) silent(`${before}RUN ${command}\n`);
    silent(`${before}RUN <<EOF\nnpm ci\nEOF\n`);
  });
  test('pip of the project itself, of paths, and of files elsewhere', () => {
    for (const command of ['pip install .', 'pip install -e .', 'pip install -r requirements.txt .', 'pip install flask', 'pip install -r /tmp/r.txt']) {
      silent(`FROM python\nWORKDIR /a\nCOPY . .\nRUN ${command}\n`, pythonProject);
    }
    for (const line of ['-e .', './lib', 'x @ file:///a/x', '-e ./pkg', 'wheels/x.whl']) {
      silent('FROM python\nWORKDIR /a\nCOPY . .\nRUN pip install -r requirements.txt\n', { ...pythonProject, 'requirements.txt': `${line}\n` });
    }
  });
  test('requirements that name other files bring them along', () => {
    const files = { 'requirements/prod.txt': '-r base.txt\n', 'requirements/base.txt': '-c ../limits.txt\nflask\n', 'limits.txt': 'flask<4\n', 'app.py': '' };
    const text = 'FROM python\nWORKDIR /a\nCOPY . .\nRUN python3 -m pip install -r requirements/prod.txt\n';
    assert.match(mended(text, files), /COPY requirements\/prod.txt requirements\/base.txt requirements\/\nCOPY limits.txt \.\/\n/);
  });
  test('go with a workspace or a local replacement', () => {
    const text = 'FROM golang\nWORKDIR /a\nCOPY . .\nRUN go mod download\n';
    silent(text, { ...goProject, 'go.work': '' });
    silent(text, { ...goProject, 'go.mod': 'module x\nreplace y => ./y\n' });
    silent('FROM golang\nWORKDIR /a\nCOPY . .\nRUN go build ./...\n', goProject);
  });
  test('maven with modules, and goals that compile', () => {
    silent('FROM maven\nWORKDIR /a\nCOPY . .\nRUN mvn dependency:go-offline\n', { ...mavenProject, 'pom.xml': '<project><modules><module>a</module></modules></project>' });
    silent('FROM maven\nWORKDIR /a\nCOPY . .\nRUN mvn package\n', mavenProject);
    silent('FROM maven\nWORKDIR /a\nCOPY . .\nRUN mvn dependency:go-offline package\n', mavenProject);
  });
  test('dotnet with imports', () => {
    silent('FROM sdk\nWORKDIR /a\nCOPY . .\nRUN dotnet restore\n', { ...dotnetProject, 'src/Api/Api.csproj': '<Project><Import Project="../x.props"/></Project>' });
    silent('FROM sdk\nWORKDIR /a\nCOPY . .\nRUN dotnet build\n', dotnetProject);
  });
  test('dotnet: references and settings that lie elsewhere', () => {
    const below = 'FROM sdk\nCOPY . /a\nWORKDIR /a/src/Api\nRUN dotnet restore\n';
    silent(below, dotnetProject);
    const alone = { 'src/Api/Api.csproj': '<Project/>', 'src/Api/Program.cs': '1' };
    assert.equal(find(below, alone).length, 1);
    silent(below, { ...alone, 'src/Api/Api.csproj': '<Project><ProjectReference Include="..\\\\Core\\\\Core.csproj" /></Project>' });
    silent(below.replace('restore', 'restore ../../App.sln'), alone);
    silent('FROM sdk\nWORKDIR /a\nCOPY . .\nRUN dotnet restore\n', { ...alone, 'nuget.config': '<packageSources><add key="x" value="./packages"/></packageSources>' });
    assert.equal(find('FROM sdk\nWORKDIR /a\nCOPY . .\nRUN dotnet restore\n', { ...alone, 'nuget.config': '<packageSources><add key="x" value="https://x/y"/></packageSources>' }).length, 1);
    assert.equal(find('FROM sdk\nWORKDIR /a\nCOPY . .\nRUN dotnet restore "src/Api/Api.csproj"\n', alone).length, 1);
  });
  test('dependencies whose install scripts look into the project', () => {
    for (const name of ['@prisma/client', 'prisma', 'msw']) silent(`${before}RUN npm ci\n`, { ...nodeProject, 'package.json': JSON.stringify({ dependencies: { [name]: '1' } }) });
    const browser = { ...nodeProject, 'package.json': '{"dependencies":{"puppeteer":"1"}}' };
    assert.equal(find(`${before}RUN npm ci\n`, browser).length, 1);
    silent(`${before}RUN npm ci\n`, { ...browser, '.puppeteerrc.cjs': '' });
    silent(`${before}RUN pnpm i\n`, { ...nodeProject, 'package.json': '{"pnpm":{"patchedDependencies":{"x":"patches/x.patch"}}}' });
  });
  test('a manifest above the project', () => {
    const files = { 'package.json': '{"workspaces":["web"]}', 'web/package.json': '{}', 'web/src/a.js': '', 'go.work': '', 'svc/go.mod': 'module x', 'svc/main.go': '' };
    silent('FROM node\nCOPY . /a\nWORKDIR /a/web\nRUN npm ci\n', files);
    silent('FROM golang\nCOPY . /a\nWORKDIR /a/svc\nRUN go mod download\n', files);
    assert.equal(find('FROM node\nCOPY web /a/web\nWORKDIR /a/web\nRUN npm ci\n', files).length, 1);
  });
  test('maven with a parent in the project', () => {
    const text = 'FROM maven\nWORKDIR /a\nCOPY . .\nRUN mvn dependency:go-offline\n';
    const pom = (inner: string) => ({ ...mavenProject, 'pom.xml': `<project>${inner}</project>` });
    silent(text, pom('<parent><relativePath>parent/pom.xml</relativePath></parent>'));
    assert.equal(find(text, pom('<parent><artifactId>x</artifactId><relativePath/></parent>')).length, 1);
    assert.equal(find(text, pom('<parent><artifactId>x</artifactId></parent>')).length, 1);
    silent('FROM maven\nCOPY . /a\nWORKDIR /a/one\nRUN mvn dependency:go-offline\n', { 'pom.xml': '', 'one/pom.xml': '<parent/><parent></parent>', 'one/src/A.java': '' });
  });
  test('an install below a build', () => silent(`${before}RUN npm run build\nRUN npm ci --omit=dev\n`));
  test('bind mounts', () => silent(`${before}RUN --mount=type=bind,source=package.json,target=package.json npm ci\n`));
  test('ONBUILD is another image own matter', () => silent('FROM node\nWORKDIR /a\nONBUILD COPY . .\nONBUILD RUN npm ci\n'));
  test('switched off by setting, directive and comment', () => {
    const text = `${before}RUN npm ci\n`;
    assert.deepEqual(runRules(parseDockerfile(text), { ...facts(nodeProject), off: new Set(['copy-before-install']) }, [asRule(copyBeforeInstall)]).findings, []);
    silent(`# check=skip=JSONArgsRecommended,copy-before-install;error=true\n${text}`);
    silent(`# check=skip=all\n${text}`);
    silent('FROM node\nWORKDIR /a\n# hadolint ignore=DL3000,copy-before-install\nCOPY . .\nRUN npm ci\n');
    silent('# hadolint global ignore=copy-before-install\nFROM node\nWORKDIR /a\nCOPY . .\nRUN npm ci\n');
    assert.equal(find(`# check=skip=Other\n${text}`, nodeProject).length, 1);
  });
  test('broken files never throw', () => {
    for (const text of ['', 'COPY . .\nRUN npm ci', 'FROM\nCOPY\nRUN npm ci', 'FROM node\nCOPY . \nRUN npm ci', 'FROM node\nCOPY ["."\nRUN npm ci', 'FROM node\nCOPY $X $Y\nRUN npm ci', 'FROM a AS a\nFROM a AS a\nCOPY . .\nRUN npm ci']) find(text, nodeProject);
  });
});

suite('rules', () => {
  test('a rule that throws is named and the others go on', () => {
    const broken = { id: 'broken', severity: 'hint' as const, alsoKnownAs: [], check: () => { throw new Error('boom'); }, message: () => '' };
    const fine = { id: 'fine', severity: 'hint' as const, alsoKnownAs: [], check: () => [{ span: { start: 0, end: 4 } }], message: () => 'found' };
    const result = runRules(parseDockerfile('FROM x\n'), {}, [broken, fine]);
    assert.deepEqual(result.failures.map(({ rule }) => rule), ['broken']);
    assert.match(result.failures[0]!.error, /boom/);
    assert.deepEqual(result.findings.map(({ rule }) => rule), ['fine']);
  });
});
