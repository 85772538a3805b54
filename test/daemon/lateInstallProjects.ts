/** Projects that install late, one for each package manager; their base images have stand-ins. */
export interface Project {
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  /** A source that is edited. */
  readonly source: string;
  /** What the install step's text holds, before and after a fix. */
  readonly install: string;
  /** A manifest: an edit of it must run the install also after the fix. */
  readonly manifest: string;
  /** How many ways to mend it there are: mounts are the second one. */
  readonly fixes: number;
}

export const lateInstallProjects: Readonly<Record<string, Project>> = {
  npm: {
    dockerfile: 'FROM node:22\nWORKDIR /app\n# all of it\nCOPY --chown=1000:1000 . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "dist/index.js"]\n',
    files: { 'package.json': '{"name":"web"}', 'package-lock.json': '{}', 'src/index.js': '1', 'src/lib/a.js': '2' },
    source: 'src/index.js',
    install: 'npm ci',
    manifest: 'package-lock.json',
    fixes: 2,
  },
  pip: {
    dockerfile: 'FROM python:3.13\nCOPY . /srv\nWORKDIR /srv\nENV PYTHONUNBUFFERED=1\nRUN pip install --no-cache-dir -r requirements.txt\nCMD ["python", "app/main.py"]\n',
    files: { 'requirements.txt': '-c limits.txt\nflask==3.0\n', 'limits.txt': 'flask<4\n', 'app/main.py': 'print(1)' },
    source: 'app/main.py',
    install: 'pip install',
    manifest: 'requirements.txt',
    fixes: 2,
  },
  dotnet: {
    dockerfile: 'FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build\nWORKDIR /source\nCOPY . .\nRUN dotnet restore\nRUN dotnet publish -c Release -o /out\n',
    files: { 'App.sln': 'Api', 'src/Api/Api.csproj': '<Project/>', 'src/Core/Core.csproj': '<Project/>', 'src/Api/Program.cs': '1', 'Directory.Build.props': '<Project/>' },
    source: 'src/Api/Program.cs',
    install: 'dotnet restore',
    manifest: 'App.sln',
    fixes: 2,
  },
  go: {
    dockerfile: 'FROM golang:1.24\nWORKDIR /src\nCOPY ./ /src/\nRUN go mod download\nRUN go build -o /app .\n',
    files: { 'go.mod': 'module example.com/x\n', 'go.sum': '', 'main.go': 'package main', 'internal/a.go': 'package internal' },
    source: 'main.go',
    install: 'go mod download',
    manifest: 'go.mod',
    fixes: 2,
  },
  maven: {
    dockerfile: 'FROM maven:3.9\r\nWORKDIR /w\r\nCOPY . .\r\nRUN mvn -B dependency:go-offline\r\nRUN mvn -B package\r\n',
    files: { 'pom.xml': '<project/>', 'src/main/java/App.java': 'class App {}' },
    source: 'src/main/java/App.java',
    install: 'mvn -B dependency:go-offline',
    manifest: 'pom.xml',
    fixes: 2,
  },
  workspaces: {
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci --ignore-scripts\n',
    files: { 'package.json': '{"workspaces":["packages/*"]}', 'package-lock.json': '{}', 'packages/a/package.json': '{}', 'packages/b/package.json': '{"dependencies":{"a":"workspace:*"}}', 'packages/b/index.js': '1' },
    source: 'packages/b/index.js',
    install: 'npm ci',
    manifest: 'packages/b/package.json',
    fixes: 2,
  },
  pnpm: {
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN pnpm install --frozen-lockfile\n',
    files: { 'package.json': '{}', 'pnpm-lock.yaml': 'x', 'pnpm-workspace.yaml': 'packages:\n  - apps/*\n', 'apps/web/package.json': '{}', 'apps/web/index.js': '1' },
    source: 'apps/web/index.js',
    install: 'pnpm install',
    manifest: 'apps/web/package.json',
    fixes: 2,
  },
  yarn: {
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN yarn install --immutable\n',
    files: { 'package.json': '{}', 'yarn.lock': 'x', '.yarnrc.yml': 'x: 1', '.yarn/releases/yarn-4.cjs': '1', 'index.js': '1' },
    source: 'index.js',
    install: 'yarn install',
    manifest: 'yarn.lock',
    fixes: 2,
  },
  bun: {
    dockerfile: 'FROM oven/bun:1\nWORKDIR /app\nCOPY --chown=1000:1000 . .\nRUN bun install --frozen-lockfile\n',
    files: { 'package.json': '{}', 'bun.lock': '{}', 'index.ts': '1' },
    source: 'index.ts',
    install: 'bun install',
    manifest: 'bun.lock',
    fixes: 2,
  },
  deno: {
    dockerfile: 'FROM denoland/deno:2\nWORKDIR /app\nCOPY . .\nRUN deno install --frozen\n',
    files: { 'deno.json': '{"workspace":["./lib"]}', 'deno.lock': '{}', 'lib/deno.json': '{}', 'main.ts': '1' },
    source: 'main.ts',
    install: 'deno install',
    manifest: 'lib/deno.json',
    fixes: 2,
  },
  pipenv: {
    dockerfile: 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install pipenv && pipenv sync --system\n',
    files: { Pipfile: '[packages]\n', 'Pipfile.lock': '{}', 'app.py': '1' },
    source: 'app.py',
    install: 'pipenv sync',
    manifest: 'Pipfile.lock',
    fixes: 2,
  },
  poetry: {
    dockerfile: 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN poetry config virtualenvs.create false && poetry install --no-root\n',
    files: { 'pyproject.toml': '[project]\nname = "shop"\n', 'poetry.lock': 'x', 'shop/main.py': '1' },
    source: 'shop/main.py',
    install: 'poetry install',
    manifest: 'poetry.lock',
    fixes: 2,
  },
  uv: {
    dockerfile: 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN uv sync --locked --no-install-project\nRUN uv --version\n',
    files: { 'pyproject.toml': '[project]\nname = "shop"\n', 'uv.lock': 'x', '.python-version': '3.13', 'shop/main.py': '1' },
    source: 'shop/main.py',
    install: 'uv sync',
    manifest: '.python-version',
    fixes: 2,
  },
  pdm: {
    dockerfile: 'FROM python:3.13\nCOPY . /srv/\nWORKDIR /srv\nRUN pdm sync --no-self\n',
    files: { 'pyproject.toml': '[project]\nname = "shop"\n', 'pdm.lock': 'x', 'shop/main.py': '1' },
    source: 'shop/main.py',
    install: 'pdm sync',
    manifest: 'pyproject.toml',
    fixes: 2,
  },
  'maven modules': {
    dockerfile: 'FROM maven:3.9\nWORKDIR /w\nCOPY . .\nRUN mvn -B dependency:go-offline\n',
    files: { 'pom.xml': '<project><modules><module>api</module></modules></project>', 'api/pom.xml': '<project/>', 'api/src/main/java/Api.java': 'class Api {}' },
    source: 'api/src/main/java/Api.java',
    install: 'mvn -B dependency:go-offline',
    manifest: 'api/pom.xml',
    fixes: 2,
  },
  'go workspace': {
    dockerfile: 'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go mod download\n',
    files: { 'go.work': 'use (\n\t./api\n\t./core\n)\n', 'api/go.mod': 'module api', 'api/go.sum': '', 'core/go.mod': 'module core', 'api/main.go': 'package main' },
    source: 'api/main.go',
    install: 'go mod download',
    manifest: 'core/go.mod',
    fixes: 1,
  },
  gradle: {
    dockerfile: 'FROM gradle:9\nWORKDIR /w\nCOPY . .\nRUN gradle --no-daemon dependencies\n',
    files: { 'settings.gradle': "include ':app'\n", 'app/build.gradle': 'plugins {}', 'gradle/libs.versions.toml': '', 'app/src/main/java/App.java': 'class App {}' },
    source: 'app/src/main/java/App.java',
    install: 'gradle --no-daemon dependencies',
    manifest: 'gradle/libs.versions.toml',
    fixes: 2,
  },
  cargo: {
    dockerfile: 'FROM rust:1\nWORKDIR /w\nCOPY . .\nRUN cargo fetch --locked\n',
    files: { 'Cargo.toml': '[package]\nname = "shop"\n[workspace]\nmembers = ["core"]\n', 'Cargo.lock': 'x', 'src/main.rs': '1', 'core/Cargo.toml': '[package]\nname = "core"\n', 'core/src/lib.rs': '1' },
    source: 'src/main.rs',
    install: 'cargo fetch --locked',
    manifest: 'core/Cargo.toml',
    fixes: 1,
  },
  composer: {
    dockerfile: 'FROM composer:2\nWORKDIR /app\nCOPY . .\nRUN composer install --no-scripts --no-autoloader\n',
    files: { 'composer.json': '{}', 'composer.lock': '{}', 'src/A.php': '1' },
    source: 'src/A.php',
    install: 'composer install',
    manifest: 'composer.lock',
    fixes: 2,
  },
  bundler: {
    dockerfile: 'FROM ruby:3.4\nWORKDIR /app\nCOPY . .\nRUN bundle install --jobs 4\n',
    files: { Gemfile: "gem 'rack'\n", 'Gemfile.lock': 'x', 'config.ru': '1' },
    source: 'config.ru',
    install: 'bundle install',
    manifest: 'Gemfile.lock',
    fixes: 1,
  },
  mix: {
    dockerfile: 'FROM elixir:1.18\nWORKDIR /app\nCOPY . .\nRUN mix deps.get --only prod\n',
    files: { 'mix.exs': '1', 'mix.lock': '%{}', 'config/config.exs': 'import Config', 'lib/a.ex': '1' },
    source: 'lib/a.ex',
    install: 'mix deps.get',
    manifest: 'config/config.exs',
    fixes: 1,
  },
  swift: {
    dockerfile: 'FROM swift:6.2\nWORKDIR /app\nCOPY . .\nRUN swift package resolve\n',
    files: { 'Package.swift': '1', 'Package.resolved': '{}', 'Sources/A/main.swift': '1' },
    source: 'Sources/A/main.swift',
    install: 'swift package resolve',
    manifest: 'Package.resolved',
    fixes: 1,
  },
};
