/** What the rules about layers and caches advise, on a real Engine: the same files, a smaller image, steps that stay cached. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { LanguageService } from '../../server/language/languageService';
import { applyEdits } from '../../server/language/rules/rule';
import { readDockerfileFacts } from '../../server/world/dockerfileContext';
import { ensureStandInImages, standInImages } from './baseImages';
import { buildImage, createFolder, dockerOutput, ownName, removeEverything, removeFolder, writeFiles, type BuildResult } from './engine';
import { filesOf } from './imageFiles';
import { ruleFixCases, type RuleFixCase, type StepFate } from './ruleFixCases';
import { noContent } from '../core/noContent';

const packagesImage = `${ownName}/packages:1`;
const aptGet = `#!/bin/sh
lists=/var/lib/apt/lists
case "$1" in
  update) mkdir -p $lists && head -c 2000000 /dev/zero > $lists/index ;;
  install) test -f $lists/index || exit 100; for name in "$@"; do mkdir -p "/usr/share/packages/$name"; done ;;
esac
`;
const apk = '#!/bin/sh\nfor name in "$@"; do mkdir -p "/usr/share/packages/$name"; done\n';
const service = new LanguageService(noContent);

/** The Dockerfile after each fix of the rule, or after its advice. */
async function mended(folder: string, { rule, dockerfile, advice }: RuleFixCase): Promise<readonly string[]> {
  writeFiles(folder, { Dockerfile: dockerfile });
  const facts = await readDockerfileFacts(join(folder, 'Dockerfile'));
  const findings = (text: string) => service.checkDockerfile(service.parseDockerfile(text), facts, {}).findings.filter((finding) => finding.rule === rule);
  const [finding, ...others] = findings(dockerfile);
  assert.ok(finding, 'one finding');
  assert.deepEqual(others, []);
  const texts = advice === undefined ? finding.fixes.map(({ edits }) => applyEdits(dockerfile, edits)) : [advice];
  assert.ok(texts.length > 0, 'a way to mend it');
  for (const text of texts) assert.deepEqual(findings(text), []);
  return texts;
}

/** Builds a text on the stand-ins. The Engine remembers every build there ever was, so RUNs of another test run must have other keys. */
async function build(folder: string, text: string, tag: string, args: RuleFixCase['args'], run: string): Promise<BuildResult> {
  writeFiles(folder, { Dockerfile: text.replace(/^FROM debian:13.*$/gm, (line) => `${line.replace('debian:13', packagesImage)}\nENV TEST_RUN=${run}`) });
  const result = await buildImage(folder, { tag, ...(args && { args }) });
  assert.ok(result.ok, result.output);
  return result;
}

function fateOf({ steps, output }: BuildResult, step: RegExp): StepFate {
  const found = steps.filter(({ instruction }) => step.test(instruction));
  assert.ok(found.length < 2, output);
  return found[0] ? (found[0].cached ? 'cached' : 'runs') : 'absent';
}

async function sizeOf(tag: string): Promise<number> {
  return Number(await dockerOutput('image', 'inspect', '--format', '{{.Size}}', tag));
}

async function configurationOf(tag: string): Promise<string> {
  const text = await dockerOutput('image', 'inspect', '--format', '{{json .Config.Env}} {{json .Config.Labels}} {{json .Config.Cmd}} {{.Config.User}} {{.Config.WorkingDir}}', tag);
  return text.replace(/TEST_RUN=[\w-]+/, '');
}

/** The image of the first build, and what the second one does with the steps. */
async function buildTwice(folder: string, text: string, tag: string, project: RuleFixCase, run: string): Promise<{ first: BuildResult; next: BuildResult; files: string; configuration: string; size: number }> {
  writeFiles(folder, project.files);
  const first = await build(folder, text, tag, project.args, run);
  const image = { files: await filesOf(tag), configuration: await configurationOf(tag), size: await sizeOf(tag) };
  const again = await build(folder, text, tag, project.args, run);
  for (const { instruction, cached } of again.steps) assert.ok(cached || instruction.startsWith('FROM'), again.output);
  const { edit, write = [], args = project.args } = project.next;
  for (const path of write) writeFiles(folder, { [path]: `${project.files[path]!}\n${randomUUID()}\n` });
  const next = await build(folder, edit ? text.replaceAll(edit[0], edit[1]) : text, tag, args, run);
  return { first, next, ...image };
}

suite('what rules advise, on a real Engine', function () {
  this.timeout(120_000);
  suiteSetup(async () => {
    await ensureStandInImages();
    const dockerfile = `FROM ${standInImages.node}\nCOPY apt-get apk /usr/local/bin/\nRUN chmod 755 /usr/local/bin/apt-get /usr/local/bin/apk\n`;
    const folder = createFolder({ Dockerfile: dockerfile, 'apt-get': aptGet, apk });
    const { ok, output } = await buildImage(folder, { tag: packagesImage });
    removeFolder(folder);
    assert.ok(ok, output);
  });
  suiteTeardown(() => removeEverything());

  for (const project of ruleFixCases) {
    test(project.rule, async () => {
      const folder = createFolder({ ...project.files, '.dockerignore': 'Dockerfile\n.dockerignore\n' });
      const tag = (kind: string): string => `${ownName}/${project.rule}:${kind}`;
      try {
        for (const text of await mended(folder, project)) {
          const run = randomUUID();
          const before = await buildTwice(folder, project.dockerfile, tag('before'), project, run);
          const after = await buildTwice(folder, text, tag('after'), project, project.isSameBuild ? run : randomUUID());
          for (const { step, before: fate } of project.steps) assert.equal(fateOf(before.next, step), fate, `as it was, ${step}\n${before.next.output}`);
          for (const { step, after: fate } of project.steps) assert.equal(fateOf(after.next, step), fate, `mended, ${step}\n${after.next.output}`);
          const kept = before.files.split('\n').filter((line) => !project.without?.test(line)).join('\n');
          assert.equal(after.files, kept, `the same files\n${text}`);
          assert.equal(after.configuration, before.configuration);
          assert.ok(before.size - after.size >= (project.smaller ?? 0), `${before.size} bytes before, ${after.size} after`);
          if (project.isSameBuild) assert.ok(after.first.steps.every(({ instruction, cached }) => cached || instruction.startsWith('FROM')), after.first.output);
        }
      } finally {
        removeFolder(folder);
      }
    });
  }
});
