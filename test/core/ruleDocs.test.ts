import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RulePage } from '../../server/language/content';
import { findingsOfFile } from '../../server/language/composeRules/findingsOfFile';
import { composeRules, findInProject } from '../../server/language/composeRules';
import { ContextTree } from '../../server/language/context/contextTree';
import { parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { dockerfileRules, runRules } from '../../server/language/rules';
import { readLocalImage } from '../../server/language/localImage';
import { applyEdits, editedText, type Finding } from '../../server/language/rules/rule';
import { readContentFolder } from '../../server/world/contentFolder';
import { composeDocumentFacts } from './fixtureProject';
import { shownSize } from './shownSize';

type Files = Readonly<Record<string, string>>;

/** What the rules say about an example's file under test; `asked` may be off by default. */
function findings(files: Files, asked: string): readonly Finding[] {
  return testedName(files) === 'Dockerfile' ? dockerfileFindings(files, asked) : composeFindings(files);
}

/** An example with `compose.yaml` is a project: its other files are those of the folder, `images.json` is what the daemon has. */
function testedName(files: Files): string {
  return 'compose.yaml' in files ? 'compose.yaml' : 'Dockerfile';
}

/** What Compose itself rejects counts as well: an example has nothing of it. */
function composeFindings(files: Files): readonly Finding[] {
  const images = files['images.json'];
  const { path, project, rules } = composeDocumentFacts('compose.yaml', files, images === undefined ? {} : { localImages: JSON.parse(images) });
  const result = findInProject({ project, facts: rules }, new Set());
  assert.deepEqual(result.failures, []);
  return findingsOfFile(path, project, result.findings);
}

/** The Dockerfile has the example's other files as the build context and `image.json` as the base image. */
function dockerfileFindings(files: Files, asked: string): readonly Finding[] {
  const tree = new ContextTree(Object.entries(files).map(([path, text]) => ({ path, type: 'file', size: shownSize(text) ?? text.length })));
  const context = { files: filterContext(tree, parseDockerignore(files['.dockerignore'] ?? '')), text: (path: string) => files[path], ...('.dockerignore' in files ? { ignoreFile: '.dockerignore' } : {}) };
  const image = files['image.json'];
  const localImage = image === undefined ? {} : { localImage: () => readLocalImage(JSON.parse(image), Date.now()) };
  const result = runRules(parseDockerfile(testedText(files)), { context, on: new Set([asked]), ...localImage });
  assert.deepEqual(result.failures, []);
  return result.findings;
}

function testedText(files: Files): string {
  const text = files[testedName(files)];
  assert.ok(text, 'the example has neither a Dockerfile nor a compose.yaml');
  return text;
}

function pairs({ examples }: RulePage): { bad: Files; good: Files }[] {
  return examples.flatMap(({ kind, files }, index) => (kind === 'bad' ? [{ bad: files, good: examples[index + 1]!.files }] : []));
}

suite('rule pages', () => {
  const rules = [...dockerfileRules, ...composeRules];
  const pages = readContentFolder(join(process.cwd(), 'content')).rules;

  test('every rule has a page with the same other names, and every page a rule', () => {
    assert.deepEqual(Object.keys(pages).sort(), rules.map(({ id }) => id).sort());
    for (const rule of rules) assert.deepEqual(pages[rule.id]!.alsoKnownAs, rule.alsoKnownAs);
  });

  test('the README lists every rule for compose files, and no other', () => {
    const rows = readFileSync(join(process.cwd(), 'README.md'), 'utf8').split('| about | rules |')[1]!.split('\n\n')[0]!;
    assert.deepEqual([...rows.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id).sort(), composeRules.map(({ id }) => id).sort());
  });

  for (const page of Object.values(pages)) {
    pairs(page).forEach(({ bad, good }, index) => {
      const rule = rules.find(({ id }) => id === page.id);
      const mends = rule && ('fix' in rule || 'fixes' in rule);
      test(`${page.id}, pair ${index + 1}: one finding${mends ? ', mended to the good example, which is clean' : ', and a clean good example'}`, () => {
        const found = findings(bad, page.id);
        assert.deepEqual(found.map(({ rule }) => rule), [page.id]);
        assert.deepEqual(findings(good, page.id), []);
        const { fixes: [fix], message } = found[0]!;
        if (!mends) return;
        assert.ok(fix, message);
        assert.equal(applyEdits(testedText(bad), fix.edits), testedText(good));
        if (fix.otherFile) assert.equal(good[fix.otherFile.name], editedText(fix.otherFile));
      });
    });
  }
});
