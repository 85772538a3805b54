/** The quick fix of copy-before-install on a real Engine: it builds, leaves the same files and keeps the install cached. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ContextTree } from '../../server/language/context/contextTree';
import { parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { runRules } from '../../server/language/rules';
import { copyBeforeInstall } from '../../server/language/rules/copyBeforeInstall';
import { applyEdits, asRule } from '../../server/language/rules/rule';
import { readBuildContext } from '../../server/world/buildContext';
import { ensureStandInImages, withStandIns } from './baseImages';
import { buildImage, createFolder, docker, ownName, removeEverything, removeFolder, writeFiles } from './engine';

interface Project {
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  /** A source that is edited. */
  readonly source: string;
  /** How the install step starts. */
  readonly install: string;
  /** A manifest: an edit of it must run the install also after the fix. */
  readonly manifest: string;
}

/** The Dockerfile itself would differ in the image. */
const ignoreFile = 'Dockerfile\n.dockerignore\n';

const projects: Readonly<Record<string, Project>> = {
  npm: {
    dockerfile: 'FROM node:22\nWORKDIR /app\n# all of it\nCOPY --chown=1000:1000 . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "dist/index.js"]\n',
    files: { 'package.json': '{"name":"web"}', 'package-lock.json': '{}', 'src/index.js': '1', 'src/lib/a.js': '2' },
    source: 'src/index.js',
    install: 'RUN npm ci',
    manifest: 'package-lock.json',
  },
  pip: {
    dockerfile: 'FROM python:3.13\nCOPY . /srv\nWORKDIR /srv\nENV PYTHONUNBUFFERED=1\nRUN pip install --no-cache-dir -r requirements.txt\nCMD ["python", "app/main.py"]\n',
    files: { 'requirements.txt': '-c limits.txt\nflask==3.0\n', 'limits.txt': 'flask<4\n', 'app/main.py': 'print(1)' },
    source: 'app/main.py',
    install: 'RUN pip install',
    manifest: 'requirements.txt',
  },
  dotnet: {
    dockerfile: 'FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build\nWORKDIR /source\nCOPY . .\nRUN dotnet restore\nRUN dotnet publish -c Release -o /out\n',
    files: { 'App.sln': 'Api', 'src/Api/Api.csproj': '<Project/>', 'src/Core/Core.csproj': '<Project/>', 'src/Api/Program.cs': '1', 'Directory.Build.props': '<Project/>' },
    source: 'src/Api/Program.cs',
    install: 'RUN dotnet restore',
    manifest: 'App.sln',
  },
  go: {
    dockerfile: 'FROM golang:1.24\nWORKDIR /src\nCOPY ./ /src/\nRUN go mod download\nRUN go build -o /app .\n',
    files: { 'go.mod': 'module example.com/x\n', 'go.sum': '', 'main.go': 'package main', 'internal/a.go': 'package internal' },
    source: 'main.go',
    install: 'RUN go mod download',
    manifest: 'go.mod',
  },
  maven: {
    dockerfile: 'FROM maven:3.9\r\nWORKDIR /w\r\nCOPY . .\r\nRUN mvn -B dependency:go-offline\r\nRUN mvn -B package\r\n',
    files: { 'pom.xml': '<project/>', 'src/main/java/App.java': 'class App {}' },
    source: 'src/main/java/App.java',
    install: 'RUN mvn -B dependency:go-offline',
    manifest: 'pom.xml',
  },
};

/** The Dockerfile with the fix applied. Fails where none is offered. */
async function mended(folder: string, { dockerfile, files }: Project): Promise<string> {
  const tree = new ContextTree((await readBuildContext(folder)).entries);
  const facts = { context: { files: filterContext(tree, parseDockerignore(ignoreFile)), text: (path: string) => files[path] } };
  const { findings } = runRules(parseDockerfile(dockerfile), facts, [asRule(copyBeforeInstall)]);
  assert.equal(findings.length, 1, 'one finding');
  const [fix] = findings[0]!.fixes;
  assert.ok(fix, findings[0]!.message);
  const text = applyEdits(dockerfile, fix.edits);
  assert.deepEqual(runRules(parseDockerfile(text), facts, [asRule(copyBeforeInstall)]).findings, [], text);
  return text;
}

/** Builds and tells whether the install step was taken from the cache. */
async function installIsCached(folder: string, project: Project, tag: string): Promise<boolean> {
  const { ok, steps, output } = await buildImage(folder, { tag });
  assert.ok(ok, output);
  const install = steps.find(({ instruction }) => instruction.startsWith(project.install));
  assert.ok(install, output);
  assert.notEqual(install.cached, install.ran, output);
  return install.cached;
}

/** Every file of an image with mode, owner and checksum. Times differ by nature. */
async function filesOf(image: string): Promise<string> {
  const list = 'find / -xdev \\( -path /proc -o -path /sys -o -path /dev \\) -prune -o ! -type d -exec stat -c "%n %a %u:%g" {} + -o -type d -exec stat -c "%n %a %u:%g" {} + | sort; find / -xdev -type f ! -path "/etc/host*" ! -path /etc/resolv.conf ! -path "/dev/*" ! -path "/proc/*" ! -path "/sys/*" -exec md5sum {} + | sort';
  const { code, stdout, stderr } = await docker(['run', '--rm', '--label', ownName, '--network=none', image, 'sh', '-c', list]);
  assert.equal(code, 0, stderr);
  return stdout;
}

suite('copy-before-install on a real Engine', function () {
  this.timeout(120_000);
  suiteSetup(() => ensureStandInImages());
  suiteTeardown(() => removeEverything());

  for (const [name, project] of Object.entries(projects)) {
    test(`${name}: a source edit reruns the install before the fix and not after it`, async () => {
      const folder = createFolder({ ...project.files, '.dockerignore': ignoreFile });
      const dockerfile = (text: string) => writeFiles(folder, { Dockerfile: withStandIns(text) });
      // New content each time: the Engine remembers every build there ever was.
      const edit = (path: string) => writeFiles(folder, { [path]: `${project.files[path]!}\n${path.endsWith('.json') ? ' ' : `# ${randomUUID()}`}\n` });
      const [late, early] = [`${ownName}/late-${name}:1`, `${ownName}/early-${name}:1`];
      try {
        dockerfile(project.dockerfile);
        await installIsCached(folder, project, late);
        edit(project.source);
        assert.equal(await installIsCached(folder, project, late), false, 'the finding is true');

        dockerfile(await mended(folder, project));
        await installIsCached(folder, project, early);
        assert.equal(await filesOf(early), await filesOf(late), 'the same image');
        edit(project.source);
        assert.equal(await installIsCached(folder, project, early), true, 'the fix helps');
        writeFiles(folder, { [project.manifest]: `${project.files[project.manifest]!}\n${' '.repeat(1 + (Date.now() % 100_000))}` });
        assert.equal(await installIsCached(folder, project, early), false, 'a manifest still counts');
      } finally {
        removeFolder(folder);
      }
    });
  }
});
