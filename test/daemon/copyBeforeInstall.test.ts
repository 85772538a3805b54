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
import { filesOf } from './imageFiles';
import { lateInstallProjects, type Project } from './lateInstallProjects';
import { buildImage, createFolder, ownName, removeEverything, removeFolder, writeFiles } from './engine';

/** The Dockerfile itself would differ in the image. */
const ignoreFile = 'Dockerfile\n.dockerignore\n';

/** The Dockerfile after each fix. Fails where there are more or fewer than expected. */
async function mended(folder: string, { dockerfile, files, fixes }: Project): Promise<readonly string[]> {
  const tree = new ContextTree((await readBuildContext(folder)).entries);
  const facts = { context: { files: filterContext(tree, parseDockerignore(ignoreFile)), text: (path: string) => files[path] } };
  const { findings } = runRules(parseDockerfile(dockerfile), facts, [asRule(copyBeforeInstall)]);
  assert.equal(findings.length, 1, 'one finding');
  assert.equal(findings[0]!.fixes.length, fixes, findings[0]!.message);
  return findings[0]!.fixes.map(({ edits }) => applyEdits(dockerfile, edits));
}

/** Builds and tells whether the install step was taken from the cache. */
async function installIsCached(folder: string, project: Project, tag: string): Promise<boolean> {
  const { ok, steps, output } = await buildImage(folder, { tag });
  assert.ok(ok, output);
  const install = steps.find(({ instruction }) => instruction.startsWith('RUN') && instruction.includes(project.install));
  assert.ok(install, output);
  assert.notEqual(install.cached, install.ran, output);
  return install.cached;
}

suite('copy-before-install on a real Engine', function () {
  this.timeout(120_000);
  suiteSetup(() => ensureStandInImages());
  suiteTeardown(() => removeEverything());

  for (const [name, project] of Object.entries(lateInstallProjects)) {
    test(`${name}: a source edit reruns the install before each fix and not after it`, async () => {
      const folder = createFolder({ ...project.files, '.dockerignore': ignoreFile });
      const dockerfile = (text: string) => writeFiles(folder, { Dockerfile: withStandIns(text) });
      // New content each time: the Engine remembers every build there ever was.
      const edit = (path: string) => writeFiles(folder, { [path]: `${project.files[path]!}\n# ${randomUUID()}\n` });
      const tag = (kind: string) => `${ownName}/${kind}-${name.replaceAll(' ', '-')}:1`;
      try {
        const texts = await mended(folder, project);
        for (const text of texts) {
          dockerfile(project.dockerfile);
          await installIsCached(folder, project, tag('late'));
          edit(project.source);
          assert.equal(await installIsCached(folder, project, tag('late')), false, 'the finding is true');

          dockerfile(text);
          await installIsCached(folder, project, tag('early'));
          assert.equal(await filesOf(tag('early')), await filesOf(tag('late')), `the same image\n${text}`);
          edit(project.source);
          assert.equal(await installIsCached(folder, project, tag('early')), true, `the fix helps\n${text}`);
          edit(project.manifest);
          assert.equal(await installIsCached(folder, project, tag('early')), false, 'a manifest still counts');
        }
      } finally {
        removeFolder(folder);
      }
    });
  }
});
