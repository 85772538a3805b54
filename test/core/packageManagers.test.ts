import assert from 'node:assert/strict';
import { ContextTree } from '../../server/language/context/contextTree';
import { emptyIgnoreFile } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { packageManagers, wantedTexts } from '../../server/language/packages/packageManagers';
import { runRules } from '../../server/language/rules';
import { copyBeforeInstall } from '../../server/language/rules/copyBeforeInstall';
import { applyEdits, asRule, type Finding } from '../../server/language/rules/rule';

type Files = Readonly<Record<string, string>>;

/** Findings where only those texts are known that the managers ask for. */
function find(text: string, files: Files): readonly Finding[] {
  const tree = new ContextTree(Object.entries(files).map(([path, content]) => ({ path, type: 'file', size: content.length })));
  const wanted = new Set(wantedTexts(tree));
  const context = { files: filterContext(tree, emptyIgnoreFile), text: (path: string) => (wanted.has(path) ? files[path] : undefined) };
  const { findings, failures } = runRules(parseDockerfile(text), { context }, [asRule(copyBeforeInstall)]);
  assert.deepEqual(failures, []);
  return findings;
}

const dockerfile = (install: string) => `FROM x\nWORKDIR /a\nCOPY . .\nRUN ${install}\n`;

/** The lines above the install after the first fix. */
function copies(install: string, files: Files): string[] {
  const text = dockerfile(install);
  const [finding, ...more] = find(text, files);
  assert.ok(finding && more.length === 0, `no finding for ${install}`);
  assert.ok(finding.fixes[0], finding.message);
  const lines = applyEdits(text, finding.fixes[0].edits).split('\n');
  const at = lines.findIndex((line) => line.startsWith('RUN'));
  assert.deepEqual(lines.slice(at + 1), ['COPY . .', '']);
  return lines.slice(2, at);
}

const silent = (install: string, files: Files): void => assert.deepEqual(find(dockerfile(install), files), [], install);
const source = { 'src/a.txt': '' };

interface Example {
  readonly installs: readonly string[];
  readonly files: Files;
  readonly copies: readonly string[];
  /** Other files, or installs, with which it is not clear what is read. */
  readonly unclear: readonly (readonly [install: string, files: Files])[];
}

const python = '[project]\nname = "shop"\ndependencies = ["flask"]\n';

const examples: Readonly<Record<string, Example>> = {
  bun: {
    installs: ['bun install', 'bun i --frozen-lockfile', 'bun ci --production'],
    files: { 'package.json': '{}', 'bun.lock': '', 'bunfig.toml': '' },
    copies: ['COPY package.json bun.lock bunfig.toml ./'],
    unclear: [['bun install', { 'package.json': '{"patchedDependencies":{"a@1":"patches/a.patch"}}' }], ['bun add x', { 'package.json': '{}' }], ['bun install', { 'package.json': '{"scripts":{"postinstall":"x"}}' }]],
  },
  deno: {
    installs: ['deno install', 'deno install --frozen'],
    files: { 'deno.json': '{"importMap":"./import_map.json","workspace":["./lib"]}', 'deno.lock': '{}', 'import_map.json': '{}', 'lib/deno.json': '{}', 'lib/mod.ts': '' },
    copies: ['COPY deno.json deno.lock import_map.json ./', 'COPY lib/deno.json lib/'],
    unclear: [['deno cache main.ts', { 'deno.json': '{}' }], ['deno install --entrypoint main.ts', { 'deno.json': '{}' }], ['deno install', { 'deno.json': '{"workspace":["./other"]}' }], ['deno install', { 'deno.json': '{"links":["../x"]}' }], ['deno install', { 'deno.jsonc': '{ // comment\n}' }]],
  },
  pipenv: {
    installs: ['pipenv install --deploy --system', 'pipenv sync', 'pip install pipenv && pipenv install --ignore-pipfile'],
    files: { Pipfile: '[packages]\nflask = "*"\n', 'Pipfile.lock': '{}' },
    copies: ['COPY Pipfile Pipfile.lock ./'],
    unclear: [['pipenv install', { Pipfile: '[packages]\nshop = {editable = true, path = "."}\n' }], ['pipenv install -r requirements.txt', { Pipfile: '' }], ['pipenv install flask', { Pipfile: '' }]],
  },
  poetry: {
    installs: ['poetry install --no-root', 'poetry config virtualenvs.create false && poetry install --only main --no-root --no-interaction'],
    files: { 'pyproject.toml': python, 'poetry.lock': '', 'README.md': '' },
    copies: ['COPY pyproject.toml poetry.lock ./'],
    unclear: [['poetry install', { 'pyproject.toml': python }], ['poetry install --no-root', { 'pyproject.toml': '[tool.poetry.dependencies]\nlib = { path = "../lib", develop = true }\n' }], ['poetry install --no-root', {}]],
  },
  uv: {
    installs: ['uv sync --locked --no-install-project', 'uv sync --frozen --no-dev'],
    files: { 'pyproject.toml': python, 'uv.lock': '', '.python-version': '3.13' },
    copies: ['COPY pyproject.toml uv.lock .python-version ./'],
    unclear: [
      ['uv sync', { 'pyproject.toml': `${python}[build-system]\nrequires = ["hatchling"]\n` }],
      ['uv sync', { 'pyproject.toml': `${python}[tool.uv]\npackage = true\n` }],
      ['uv sync --no-install-project', { 'pyproject.toml': `${python}[tool.uv.sources]\nlib = { path = "lib" }\n` }],
      ['uv sync --no-install-project', { 'pyproject.toml': `${python}[tool.uv.workspace]\nmembers = ["packages/*"]\n` }],
      ['uv sync --no-install-project', { 'pyproject.toml': '[project]\ndynamic = ["dependencies"]\n' }],
    ],
  },
  pdm: {
    installs: ['pdm install --prod --no-self', 'pdm sync --no-self'],
    files: { 'pyproject.toml': python, 'pdm.lock': '' },
    copies: ['COPY pyproject.toml pdm.lock ./'],
    unclear: [['pdm install', { 'pyproject.toml': python }], ['pdm sync --no-self', { 'pyproject.toml': `${python}[tool.pdm.scripts]\npost_install = "make"\n` }]],
  },
  gradle: {
    installs: ['gradle dependencies', 'gradle --no-daemon :app:dependencies'],
    files: {
      'settings.gradle': "rootProject.name = 'shop'\ninclude ':app'\n", 'build.gradle': "plugins { id 'java' }\n", 'app/build.gradle': "dependencies { implementation 'a:b:1' }\n", 'gradle.properties': 'x=1', 'gradle/libs.versions.toml': '', 'gradlew': '', 'gradle/wrapper/gradle-wrapper.jar': '',
    },
    copies: ['COPY gradle.properties build.gradle settings.gradle ./', 'COPY gradle/libs.versions.toml gradle/', 'COPY app/build.gradle app/'],
    unclear: [
      ['gradle dependencies', { 'build.gradle': "dependencies { implementation fileTree(dir: 'libs') }" }],
      ['gradle dependencies', { 'build.gradle': "version = file('VERSION').text" }],
      ['gradle dependencies', { 'build.gradle': '', 'buildSrc/src/main/java/A.java': '' }],
      ['gradle dependencies', { 'settings.gradle.kts': 'include("app", "lib")', 'app/build.gradle.kts': '' }],
      ['gradle build', { 'build.gradle': '' }],
    ],
  },
  composer: {
    installs: ['composer install --no-dev', 'composer install --no-scripts --no-autoloader --prefer-dist'],
    files: { 'composer.json': '{"autoload":{"psr-4":{"App\\\\":"src/"}}}', 'composer.lock': '{}' },
    copies: ['COPY composer.json composer.lock ./'],
    unclear: [
      ['composer install --optimize-autoloader', { 'composer.json': '{}' }],
      ['composer install', { 'composer.json': '{"autoload":{"classmap":["db"]}}' }],
      ['composer install --no-autoloader', { 'composer.json': '{"scripts":{"post-install-cmd":"x"}}' }],
      ['composer install --no-autoloader', { 'composer.json': '{"config":{"allow-plugins":{"symfony/flex":true}}}' }],
      ['composer install --no-autoloader', { 'composer.json': '{"repositories":[{"type":"path","url":"../x"}]}' }],
    ],
  },
  bundler: {
    installs: ['bundle install', 'gem install bundler -v 2.5.0 && bundle install --jobs 4', "bundle config set --local without 'development test' && bundle"],
    files: { Gemfile: "source 'https://rubygems.org'\nruby file: '.ruby-version'\ngem 'rails', require: false\n", 'Gemfile.lock': '', '.ruby-version': '3.4.1' },
    copies: ['COPY Gemfile Gemfile.lock .ruby-version ./'],
    unclear: [['bundle install', { Gemfile: 'gemspec\n' }], ['bundle install', { Gemfile: "gem 'x', path: 'engines/x'\n" }], ['bundle install', { Gemfile: 'ruby File.read(".ruby-version")\n' }], ['bundle exec rake', { Gemfile: '' }]],
  },
  mix: {
    installs: ['mix local.hex --force && mix deps.get --only prod', 'mix deps.get'],
    files: { 'mix.exs': '{:phoenix, "~> 1.8"}', 'mix.lock': '', 'config/config.exs': '', 'config/runtime.exs': '', 'apps/web/mix.exs': '{:core, in_umbrella: true}' },
    copies: ['COPY mix.exs mix.lock ./', 'COPY apps/web/mix.exs apps/web/', 'COPY config/config.exs config/runtime.exs config/'],
    unclear: [['mix deps.get', { 'mix.exs': '{:x, path: "../x"}' }], ['mix deps.get', { 'mix.exs': 'version: File.read!("VERSION")' }], ['mix compile', { 'mix.exs': '' }]],
  },
  swift: {
    installs: ['swift package resolve'],
    files: { 'Package.swift': '.package(url: "https://x/y", from: "1.0.0")', 'Package.resolved': '{}' },
    copies: ['COPY Package.swift Package.resolved ./'],
    unclear: [['swift package resolve', { 'Package.swift': '.package(path: "../x")' }], ['swift build', { 'Package.swift': '' }]],
  },
  pip: {
    installs: ['uv pip install --system -r requirements.txt', 'pip install -r requirements.txt'],
    files: { 'requirements.txt': 'flask\n' },
    copies: ['COPY requirements.txt ./'],
    unclear: [['uv pip install -e .', {}], ['uv pip install -r pyproject.toml', { 'pyproject.toml': '' }]],
  },
  npm: {
    installs: ['npm ci', 'npm install --ignore-scripts'],
    files: { 'package.json': '{"workspaces":["packages/*","!packages/old"]}', 'package-lock.json': '{}', 'packages/a/package.json': '{"dependencies":{"b":"workspace:*"}}', 'packages/b/package.json': '{}', 'packages/old/package.json': '{"bin":"x"}' },
    copies: ['COPY package.json package-lock.json ./', 'COPY packages/a/package.json packages/a/', 'COPY packages/b/package.json packages/b/'],
    unclear: [
      ['npm ci', { 'package.json': '{"workspaces":["p/*"]}', 'p/a/package.json': '{"bin":{"a":"a.js"}}' }],
      ['npm ci', { 'package.json': '{"workspaces":["p/*"]}', 'p/a/package.json': '{"scripts":{"prepare":"tsc"}}' }],
      ['npm ci', { 'package.json': '{"workspaces":["p/*"]}', 'p/a/package.json': '{' }],
      ['npm ci', { 'package.json': '{"workspaces":["p/*"]}' }],
    ],
  },
  pnpm: {
    installs: ['pnpm install --frozen-lockfile'],
    files: { 'package.json': '{}', 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': 'packages:\n  - apps/**\n', 'apps/x/web/package.json': '{}' },
    copies: ['COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./', 'COPY apps/x/web/package.json apps/x/web/'],
    unclear: [['pnpm install', { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: &all\n  - a\n' }], ['pnpm install', { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: []\npatchedDependencies:\n  x: patches/x.patch\n' }], ['pnpm install', { 'package.json': '{}', '.pnpmfile.cjs': '' }]],
  },
  yarn: {
    installs: ['yarn', 'yarn install --immutable'],
    files: { 'package.json': '{"workspaces":{"packages":["web"]}}', 'yarn.lock': '', '.yarnrc.yml': '', '.yarn/releases/yarn-4.cjs': '', 'web/package.json': '{}' },
    copies: ['COPY package.json yarn.lock .yarnrc.yml ./', 'COPY .yarn/releases/yarn-4.cjs .yarn/releases/', 'COPY web/package.json web/'],
    unclear: [['yarn', { 'package.json': '{}', '.yarn/cache/a.zip': '' }], ['yarn', { 'package.json': '{}', 'yarn.config.cjs': '' }]],
  },
  go: {
    installs: ['go mod download'],
    files: { 'go.work': 'go 1.25\n\nuse (\n\t./api\n\t./lib // shared\n)\n', 'go.work.sum': '', 'api/go.mod': 'module api\nreplace x => ../x\n', 'api/go.sum': '', 'lib/go.mod': 'module lib\n', 'x/go.mod': 'module x\n' },
    copies: ['COPY go.work go.work.sum ./', 'COPY api/go.mod api/go.sum api/', 'COPY lib/go.mod lib/', 'COPY x/go.mod x/'],
    unclear: [['go mod download', { 'go.mod': 'module x\nreplace y => ../y\n' }], ['go mod download', { 'go.work': 'use ./api\n' }]],
  },
  maven: {
    installs: ['mvn -B dependency:go-offline'],
    files: { 'pom.xml': '<project><modules><module>api</module><module>core/pom.xml</module></modules></project>', 'api/pom.xml': '<project><parent><artifactId>p</artifactId></parent></project>', 'core/pom.xml': '<project/>' },
    copies: ['COPY pom.xml ./', 'COPY api/pom.xml api/', 'COPY core/pom.xml core/'],
    unclear: [['mvn dependency:go-offline', { 'pom.xml': '<project><modules><module>api</module></modules></project>', 'api/pom.xml': '<parent><relativePath>../other.xml</relativePath></parent>' }], ['mvn dependency:go-offline', { 'pom.xml': '<module>a</module>', 'a/pom.xml': '', 'a/target/a.jar': '' }]],
  },
};

suite('what each package manager reads', () => {
  for (const [name, { installs, files, copies: expected, unclear }] of Object.entries(examples)) {
    for (const install of installs) {
      test(`${name}: ${install}`, () => assert.deepEqual(copies(install, { ...files, ...source }), expected));
    }
    for (const [install, project] of unclear) {
      test(`${name}: not clear: ${install} with ${JSON.stringify(project).slice(0, 90)}`, () => silent(install, { ...project, ...source }));
    }
  }
  test('cargo: sources that only have to exist are empty files until they are copied', () => {
    const files = {
      'Cargo.toml': '[package]\nname = "shop"\n[workspace]\nmembers = ["crates/*"]\n[dependencies]\ncore = { path = "crates/core" }\n', 'Cargo.lock': '', 'rust-toolchain.toml': '',
      'src/main.rs': '', 'src/shop.rs': '', 'crates/core/Cargo.toml': '[package]\nname = "core"\n[[bench]]\nname = "speed"\n', 'crates/core/src/lib.rs': '', 'crates/core/benches/speed.rs': '',
    };
    const text = dockerfile('cargo fetch --locked');
    const [finding] = find(text, files);
    assert.deepEqual(finding!.fixes.length, 1);
    assert.equal(
      applyEdits(text, finding!.fixes[0]!.edits),
      'FROM x\nWORKDIR /a\nCOPY Cargo.toml Cargo.lock rust-toolchain.toml ./\nCOPY crates/core/Cargo.toml crates/core/\nRUN mkdir -p src crates/core/src crates/core/benches && touch src/main.rs crates/core/src/lib.rs crates/core/benches/speed.rs && cargo fetch --locked\nCOPY . .\n',
    );
    for (const other of ['cargo build --release', 'cargo fetch --manifest-path x/Cargo.toml']) silent(other, files);
    silent('cargo fetch', { ...files, 'Cargo.toml': '[package]\nname = "shop"\n[dependencies]\nx = { path = "../x" }\n' });
    silent('cargo fetch', { ...files, '.cargo/config.toml': '[source.vendored]\ndirectory = "vendor"\n' });
    silent('cargo fetch', { 'Cargo.toml': '[package]\nname = "shop"\n', 'README.md': '' });
    for (const copy of ['USER app\nCOPY . .', 'COPY --chown=1:1 . .']) {
      const [kept] = find(text.replace('COPY . .', copy), files);
      assert.deepEqual(kept!.fixes, []);
      assert.match(kept!.message, /There is no automatic fix: the empty files that the install needs would have another owner\.$/);
    }
  });
  test('bind mounts: only where the install leaves the manifests alone', () => {
    const files = { 'package.json': '{}', 'package-lock.json': '{}', ...source };
    const second = (text: string): string | undefined => {
      const fix = find(text, files)[0]!.fixes[1];
      return fix && applyEdits(text, fix.edits);
    };
    assert.equal(
      second(dockerfile('npm ci --omit=dev')),
      'FROM x\nWORKDIR /a\nRUN --mount=type=bind,source=package.json,target=package.json \\\n    --mount=type=bind,source=package-lock.json,target=package-lock.json \\\n    npm ci --omit=dev\nCOPY . .\n',
    );
    assert.equal(second(dockerfile('npm install')), undefined);
    assert.match(second('FROM x\nWORKDIR /a\nCOPY . web\nRUN cd web && npm ci\n')!, /target=web\/package.json/);
    assert.equal(second('FROM x\nWORKDIR /a\nUSER 1000\nCOPY . web\nRUN cd web && npm ci\n'), undefined);
    assert.match(second('# escape=`\r\nFROM x\r\nWORKDIR /a\r\nCOPY . .\r\nRUN npm ci\r\n')!, /package.json `\r\n {4}--mount/);
  });
  test('manifests that are made to be slow come to an end', () => {
    const repeated = (text: string) => text.repeat(Math.floor(50_000 / text.length));
    const texts = ['\n', ' ', '<!--', '/*', '<packageSources>', '<module> ', '<ProjectReference ', "include '", '[', '"', 'path = ', '=> ', '# ', 'use ('].map(repeated);
    for (const { installs, files } of Object.values(examples)) {
      const paths = Object.keys(files).filter((path) => packageManagers.some(({ reads }) => reads.test(path)));
      for (const text of texts) find(dockerfile(installs[0]!), { ...files, ...source, ...Object.fromEntries(paths.map((path) => [path, text])) });
    }
    find(dockerfile(`gradle ${'a'.repeat(5000)} dependencies ${'-'.repeat(5000)}`), { 'build.gradle': '', ...source });
  });
  test('a COPY of other places between the folder and the install stays where it is', () => {
    const files = { 'go.mod': 'module a\nreplace b => ./api\n', 'go.sum': '', 'api/go.mod': 'module b', 'api/b.go': '' };
    const text = 'FROM x\nWORKDIR /a\nCOPY api/ api/\nCOPY go.mod go.sum ./\nRUN go mod download\n';
    assert.equal(applyEdits(text, find(text, files)[0]!.fixes[0]!.edits), 'FROM x\nWORKDIR /a\nCOPY api/go.mod api/\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY api/ api/\n');
    const over = text.replace('COPY go.mod', 'COPY api/b.go api/\nCOPY go.mod');
    assert.match(find(over, files)[0]!.message, /the COPY in line 4 may copy over the same files\.$/);
  });
  test('every manager is among the examples here or in the fixtures', () => {
    const others = ['dotnet', 'cargo'];
    const names = [...Object.keys(examples), ...others].map((name) => ({ maven: 'mvn', bundler: 'bundle' })[name] ?? name);
    assert.deepEqual(packageManagers.map(({ name }) => name).filter((name) => !names.includes(name)), []);
  });
});
