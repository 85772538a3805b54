/** The fixes of package-cache-in-layer on a real Engine: the layer gets smaller, the image stays, and a mount keeps the cache. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { runRules } from '../../server/language/rules';
import { packageCacheInLayer } from '../../server/language/rules/packageCacheInLayer';
import { applyEdits, asRule } from '../../server/language/rules/rule';
import { ensureBaseImage } from './baseImages';
import { buildImage, createFolder, docker, dockerOutput, ownName, removeEverything, removeFolder, writeFiles } from './engine';

/** Has every manager of the table, as one script with many names. */
const image = `${ownName}/caching-managers:1`;
const names = 'apt-get apk dnf zypper pacman pip npm yarn composer gem bundle uv poetry pdm pipenv conda mix';
/** What the stand-in writes into a cache. */
const cacheBytes = 300_000;

interface Install {
  readonly from: string;
  readonly step: string;
  /** Folders of the cache, and of what only a fix with a mount sets. */
  readonly cache: readonly string[];
  /** How many ways to mend it there are; the mount is the second one. */
  readonly fixes: number;
}

const installs: readonly Install[] = [
  { from: 'debian:13', step: 'apt-get update && apt-get install --yes curl', cache: ['/var/lib/apt', '/var/cache/apt', '/etc/apt/apt.conf.d'], fixes: 2 },
  { from: 'alpine:3.22', step: 'apk add curl', cache: ['/var/cache/apk'], fixes: 2 },
  { from: 'fedora:42', step: 'dnf install --assumeyes curl', cache: ['/var/cache/libdnf5'], fixes: 2 },
  { from: 'opensuse/leap:15.6', step: 'zypper install -y curl', cache: ['/var/cache/zypp'], fixes: 2 },
  { from: 'archlinux:latest', step: 'pacman -Syu --noconfirm curl', cache: ['/var/cache/pacman'], fixes: 2 },
  { from: 'python:3.13', step: 'pip install flask', cache: ['/root/.cache/pip'], fixes: 2 },
  { from: 'node:24', step: 'npm ci', cache: ['/root/.npm'], fixes: 2 },
  { from: 'node:24', step: 'yarn install --production', cache: ['/usr/local/share/.cache/yarn'], fixes: 2 },
  { from: 'php:8.4', step: 'composer install', cache: ['/root/.composer'], fixes: 1 },
  { from: 'ruby:3.4', step: 'gem install rails', cache: ['/usr/local/bundle/cache'], fixes: 2 },
  { from: 'ruby:3.4', step: 'bundle install --jobs 4', cache: ['/usr/local/bundle/cache'], fixes: 2 },
  { from: 'python:3.13', step: 'uv sync --locked', cache: ['/root/.cache/uv'], fixes: 2 },
  { from: 'python:3.13', step: 'poetry install', cache: ['/root/.cache/pypoetry/artifacts', '/root/.cache/pypoetry/cache'], fixes: 2 },
  { from: 'python:3.13', step: 'pdm sync --prod', cache: ['/root/.cache/pdm'], fixes: 2 },
  { from: 'python:3.13', step: 'pipenv sync --system', cache: ['/root/.cache/pipenv'], fixes: 2 },
  { from: 'continuumio/miniconda3', step: 'conda install -y numpy', cache: ['/opt/conda/pkgs'], fixes: 2 },
  { from: 'elixir:1.18', step: 'mix deps.get --only prod', cache: ['/root/.hex/packages'], fixes: 2 },
];

async function ensureManagers(): Promise<void> {
  const folder = createFolder({
    Dockerfile: `FROM ${await ensureBaseImage()}\nCOPY installer /usr/local/bin/installer\nRUN mkdir -p /etc/apt/apt.conf.d && echo hook >/etc/apt/apt.conf.d/docker-clean && echo 'root:x:0:0::/root:/bin/sh' >/etc/passwd && cd /usr/local/bin && chmod 755 installer && for name in ${names}; do ln -s installer $name; done\n`,
  });
  try {
    // Tests run in the project's top folder.
    cpSync(join(process.cwd(), 'test', 'daemon', 'cachingStandIns', 'installer'), join(folder, 'installer'));
    const { ok, output } = await buildImage(folder, { tag: image });
    assert.ok(ok, output);
  } finally {
    removeFolder(folder);
  }
}

/** The file after each fix of the only finding. */
function mended(text: string, { fixes }: Install): readonly string[] {
  const { findings } = runRules(parseDockerfile(text), {}, [asRule(packageCacheInLayer)]);
  assert.equal(findings.length, 1, 'one finding');
  assert.equal(findings[0]!.fixes.length, fixes, findings[0]!.message);
  return findings[0]!.fixes.map(({ edits }) => applyEdits(text, edits));
}

/** Bytes of the layer that the install made. */
async function layerSize(tag: string, program: string): Promise<number> {
  const rows = (await dockerOutput('history', '--no-trunc', '--human=false', '--format', '{{.Size}}\t{{.CreatedBy}}', tag)).split('\n');
  const row = rows.find((line) => new RegExp(String.raw`\b${program} (update|install|add|ci|sync|deps\.get|-S)`).test(line));
  assert.ok(row, rows.join('\n'));
  return Number(row.split('\t')[0]);
}

/** Every file with its checksum, and every folder, but those of the cache and what lies above and below them. */
async function filesOf(tag: string, { cache }: Install): Promise<string> {
  const list = 'find / -xdev \\( -path /proc -o -path /sys -o -path /dev \\) -prune -o -type d -exec stat -c "%n %a %u:%g" {} + -o -type f ! -path "/etc/host*" ! -path /etc/resolv.conf -exec md5sum {} + | sort';
  const { code, stdout, stderr } = await docker(['run', '--rm', '--label', ownName, '--network=none', tag, 'sh', '-c', list]);
  assert.equal(code, 0, stderr);
  const pathOf = (line: string): string => /\/\S*/.exec(line)?.[0] ?? '';
  return stdout.split('\n').filter((line) => !cache.some((folder) => `${pathOf(line)}/`.startsWith(`${folder}/`) || `${folder}/`.startsWith(`${pathOf(line)}/`) || pathOf(line) === '/')).join('\n');
}

suite('package-cache-in-layer on a real Engine', function () {
  this.timeout(180_000);
  suiteSetup(() => ensureManagers());
  suiteTeardown(() => removeEverything());

  for (const install of installs) {
    const program = install.step.split(' ')[0]!;
    test(`${install.step}: what a fix leaves out is not in the layer, and all else is`, async () => {
      // A value of this run's own: the Engine remembers every build there ever was, and caches of earlier runs.
      const text = `FROM ${install.from}\nENV RUN_OF_TEST=${randomUUID()}\nRUN ${install.step}\nCOPY source.txt /source.txt\n`;
      const folder = createFolder({ 'source.txt': '1', '.dockerignore': 'Dockerfile\n' });
      const build = async (dockerfile: string, kind: string): Promise<{ tag: string; cached: boolean; output: string }> => {
        const tag = `${ownName}/${kind}-${program}:1`;
        writeFiles(folder, { Dockerfile: dockerfile.replace(/^FROM .*/, `FROM ${image}`) });
        const { ok, steps, output } = await buildImage(folder, { tag });
        assert.ok(ok, output);
        const step = steps.find(({ instruction }) => instruction.startsWith('RUN') && instruction.includes(install.step.split(' ')[0]!) && !instruction.includes('docker-clean'));
        assert.ok(step, output);
        return { tag, cached: step.cached, output };
      };
      try {
        const bad = await build(text, 'bad');
        const badSize = await layerSize(bad.tag, program);
        const badFiles = await filesOf(bad.tag, install);
        assert.ok(badSize >= cacheBytes, `${badSize}`);
        for (const [index, fixed] of mended(text, install).entries()) {
          writeFiles(folder, { 'source.txt': '1' });
          const first = await build(fixed, `fixed${index}`);
          assert.ok(badSize - (await layerSize(first.tag, program)) >= cacheBytes, `the layer is smaller by what the install left\n${fixed}`);
          assert.equal(await filesOf(first.tag, install), badFiles, `the same image\n${fixed}`);
          writeFiles(folder, { 'source.txt': randomUUID() });
          assert.equal((await build(fixed, `fixed${index}`)).cached, true, 'an edit of a source runs no install');
          if (index === 0) continue;
          const again = await build(fixed.replace(/RUN_OF_TEST=/, '$&again-'), `again${index}`);
          assert.match(again.output, /the cache is there/, 'the next install finds the cache');
          assert.ok(badSize - (await layerSize(again.tag, program)) >= cacheBytes, fixed);
        }
      } finally {
        removeFolder(folder);
      }
    });
  }
});
