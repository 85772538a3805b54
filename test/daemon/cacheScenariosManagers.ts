/** Scenarios for each package manager: a source, a manifest, an ignored file. Stand-ins for the programs are in the base image. */
import { type CacheScenario } from './cacheScenarios';

interface Project {
  readonly name: string;
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  readonly source: string;
  readonly manifest: string;
  /** Lines that copy from a stage, and what comes below. */
  readonly depends?: readonly number[];
}

const ignore = '.git\nDockerfile\n.dockerignore\n*.md\n';

const projects: readonly Project[] = [
  { name: 'yarn', dockerfile: 'FROM {node}\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN yarn install --frozen-lockfile\nCOPY . .\nRUN yarn run build\n', files: { 'package.json': '{}', 'yarn.lock': '', 'src/a.js': '1' }, source: 'src/a.js', manifest: 'yarn.lock' },
  { name: 'pnpm workspace', dockerfile: 'FROM {node}\nWORKDIR /app\nCOPY pnpm-lock.yaml package.json ./\nCOPY packages/a/package.json packages/a/\nCOPY packages/b/package.json packages/b/\nRUN --mount=type=cache,target=/root/.pnpm pnpm install --frozen-lockfile\nCOPY packages packages\nRUN pnpm run build\n', files: { 'package.json': '{}', 'pnpm-lock.yaml': '', 'packages/a/package.json': '{}', 'packages/b/package.json': '{}', 'packages/a/x.ts': '1' }, source: 'packages/a/x.ts', manifest: 'packages/b/package.json' },
  { name: 'npm with bind mounts', dockerfile: 'FROM {node}\nWORKDIR /app\nRUN --mount=type=bind,source=package.json,target=package.json --mount=type=bind,source=package-lock.json,target=package-lock.json npm ci\nCOPY . .\nRUN npm run build\n', files: { 'package.json': '{}', 'package-lock.json': '{}', 'src/a.js': '1' }, source: 'src/a.js', manifest: 'package-lock.json' },
  { name: 'bun', dockerfile: 'FROM {bun}\nWORKDIR /app\nCOPY package.json bun.lock* ./\nRUN bun install --frozen-lockfile\nCOPY --chown=1000 . .\nRUN bun run build\nUSER 1000\n', files: { 'package.json': '{}', 'bun.lock': '', 'index.ts': '1' }, source: 'index.ts', manifest: 'bun.lock' },
  { name: 'pip', dockerfile: 'FROM {python}\nENV PYTHONUNBUFFERED=1\nWORKDIR /app\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\nCOPY . .\nUSER 1000\nCMD ["python", "app.py"]\n', files: { 'requirements.txt': 'a', 'app.py': '1' }, source: 'app.py', manifest: 'requirements.txt' },
  { name: 'poetry', dockerfile: 'FROM {python} AS build\nWORKDIR /app\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install --no-root && mkdir -p /venv && cat poetry.lock >/venv/lock\nFROM {slim}\nWORKDIR /app\nCOPY --from=build /venv /venv\nCOPY src src\nRUN true\n', files: { 'pyproject.toml': 'p', 'poetry.lock': 'l', 'src/a.py': '1' }, source: 'src/a.py', manifest: 'poetry.lock', depends: [7, 8, 9] },
  { name: 'uv', dockerfile: 'FROM {python}\nWORKDIR /app\nRUN --mount=type=cache,target=/root/.cache/uv --mount=type=bind,source=uv.lock,target=uv.lock --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync --locked --no-install-project\nCOPY . /app\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked\n', files: { 'pyproject.toml': 'p', 'uv.lock': 'l', 'main.py': '1' }, source: 'main.py', manifest: 'uv.lock' },
  { name: 'pipenv', dockerfile: 'FROM {python}\nWORKDIR /app\nCOPY Pipfile* ./\nRUN pipenv sync --system\nCOPY . .\n', files: { Pipfile: 'p', 'Pipfile.lock': 'l', 'main.py': '1' }, source: 'main.py', manifest: 'Pipfile.lock' },
  { name: 'pdm', dockerfile: 'FROM {python}\nWORKDIR /app\nCOPY pyproject.toml pdm.lock /app/\nRUN pdm sync --no-self\nCOPY src/ /app/src\n', files: { 'pyproject.toml': 'p', 'pdm.lock': 'l', 'src/main.py': '1' }, source: 'src/main.py', manifest: 'pdm.lock' },
  { name: '.NET', dockerfile: 'FROM {dotnet} AS build\nWORKDIR /src\nCOPY App.sln ./\nCOPY Web/Web.csproj Web/\nCOPY Core/Core.csproj Core/\nRUN dotnet restore\nCOPY . .\nRUN dotnet publish Web -o /out && cat Web/a.cs Web/Web.csproj >/out/code\nFROM {runtime}\nWORKDIR /app\nCOPY --from=build /out .\n', files: { 'App.sln': 's', 'Web/Web.csproj': 'w', 'Core/Core.csproj': 'c', 'Web/a.cs': '1' }, source: 'Web/a.cs', manifest: 'Web/Web.csproj', depends: [11] },
  { name: 'Go', dockerfile: 'FROM {go} AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY *.go ./\nRUN CGO_ENABLED=0 go build -o /out/app . && cat main.go go.sum /etc/salt >>/out/app\nFROM scratch\nCOPY --from=build /out/app /app\nENTRYPOINT ["/app"]\n', files: { 'go.mod': 'm', 'go.sum': 's', 'main.go': '1', 'notes/x': '' }, source: 'main.go', manifest: 'go.sum', depends: [8] },
  { name: 'Maven', dockerfile: 'FROM {maven} AS build\nWORKDIR /src\nCOPY pom.xml .\nRUN mvn -B dependency:go-offline\nCOPY src src\nRUN mvn -B package && cat pom.xml src/A.java >target/app.jar\nFROM {jre}\nCOPY --from=build /src/target/app.jar /app.jar\n', files: { 'pom.xml': 'p', 'src/A.java': '1' }, source: 'src/A.java', manifest: 'pom.xml', depends: [8] },
  { name: 'Gradle', dockerfile: 'FROM {gradle}\nWORKDIR /src\nCOPY build.gradle* settings.gradle* gradle.properties* ./\nRUN gradle dependencies\nCOPY src ./src\nRUN gradle build\n', files: { 'build.gradle.kts': 'b', 'settings.gradle.kts': 's', 'src/A.kt': '1' }, source: 'src/A.kt', manifest: 'build.gradle.kts' },
  { name: 'Cargo', dockerfile: 'FROM {rust} AS build\nWORKDIR /src\nCOPY Cargo.toml Cargo.lock ./\nRUN mkdir src && echo "fn main() {}" >src/main.rs && cargo build --release && rm -r src\nCOPY src src\nRUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked cargo build --release && mkdir /out && cat Cargo.lock src/main.rs >/out/app\nFROM {slim}\nCOPY --from=build /out/app /usr/bin/\n', files: { 'Cargo.toml': 't', 'Cargo.lock': 'l', 'src/main.rs': '1' }, source: 'src/main.rs', manifest: 'Cargo.lock', depends: [8] },
  { name: 'Composer', dockerfile: 'FROM {php}\nWORKDIR /app\nCOPY composer.* ./\nRUN composer install --no-scripts\nCOPY . ./\nRUN composer dump-autoload\n', files: { 'composer.json': '{}', 'composer.lock': '{}', 'src/A.php': '1' }, source: 'src/A.php', manifest: 'composer.json' },
  { name: 'Bundler', dockerfile: 'FROM {ruby}\nENV BUNDLE_WITHOUT=development\nWORKDIR /rails\nCOPY Gemfile Gemfile.lock .ruby-version ./\nRUN bundle install\nCOPY . .\nRUN bundle exec rake\n', files: { Gemfile: 'g', 'Gemfile.lock': 'l', '.ruby-version': '3', 'app/a.rb': '1' }, source: 'app/a.rb', manifest: '.ruby-version' },
  { name: 'Mix', dockerfile: 'FROM {elixir}\nWORKDIR /app\nENV MIX_ENV=prod\nCOPY mix.exs mix.lock ./\nRUN mix deps.get --only $MIX_ENV\nCOPY config/config.exs config/${MIX_ENV}.exs config/\nRUN mix deps.compile\nCOPY lib lib\nRUN mix compile\n', files: { 'mix.exs': 'm', 'mix.lock': 'l', 'config/config.exs': 'c', 'config/prod.exs': 'p', 'lib/a.ex': '1' }, source: 'lib/a.ex', manifest: 'config/prod.exs' },
  { name: 'Swift', dockerfile: 'FROM {swift}\nWORKDIR /build\nCOPY ./Package.* ./\nRUN swift package resolve\nCOPY . .\nRUN swift build -c release\n', files: { 'Package.swift': 'p', 'Package.resolved': 'r', 'Sources/a.swift': '1' }, source: 'Sources/a.swift', manifest: 'Package.resolved' },
  { name: 'Deno', dockerfile: 'FROM {deno}\nWORKDIR /app\nCOPY deno.json deno.lock ./\nRUN deno install --frozen\nADD . .\nRUN deno cache main.ts\n', files: { 'deno.json': '{}', 'deno.lock': '{}', 'main.ts': '1' }, source: 'main.ts', manifest: 'deno.lock' },
  { name: 'apt', dockerfile: 'FROM {debian}\nARG EXTRA\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y curl $EXTRA\nCOPY . /app\n', files: { 'list.txt': 'curl', 'main.sh': '1' }, source: 'main.sh', manifest: 'list.txt' },
];

/** An ignored file changes nothing, a source only what stands behind it, a manifest the install. */
export const managerScenarios: readonly CacheScenario[] = projects.flatMap(({ name, dockerfile, files, source, manifest, depends }) => {
  const project = { dockerfile, files: { ...files, '.dockerignore': ignore, 'readme.md': 'r' } };
  const open = depends === undefined ? {} : { depends: { lines: depends, really: 'ran' as const } };
  const isAbove = depends !== undefined && dockerfile.indexOf(source.split('/')[0]!) > dockerfile.indexOf('--from=');
  return [
    { ...project, ...(isAbove ? {} : open), name: `${name}: a source`, edit: { write: { [source]: 'changed' } } },
    { ...project, ...open, name: `${name}: a manifest or lock file`, edit: { write: { [manifest]: 'changed' } } },
    { ...project, name: `${name}: what is ignored`, edit: { write: { 'readme.md': 'changed', '.git/HEAD': 'x' } } },
  ];
});
