import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RulePage } from '../../server/language/content';
import { ContextTree } from '../../server/language/context/contextTree';
import { parseDockerignore } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { dockerfileRules, runRules } from '../../server/language/rules';
import { readLocalImage } from '../../server/language/localImage';
import { applyEdits, editedText, type Finding } from '../../server/language/rules/rule';
import { readContentFolder } from '../../server/world/contentFolder';
import { shownSize } from './shownSize';

type Files = Readonly<Record<string, string>>;

/** What the rules say about an example's Dockerfile, with its other files as the build context and `image.json` as the base image. */
function findings(files: Files): readonly Finding[] {
  const tree = new ContextTree(Object.entries(files).map(([path, text]) => ({ path, type: 'file', size: shownSize(text) ?? text.length })));
  const context = { files: filterContext(tree, parseDockerignore(files['.dockerignore'] ?? '')), text: (path: string) => files[path], ...('.dockerignore' in files ? { ignoreFile: '.dockerignore' } : {}) };
  const image = files['image.json'];
  const localImage = image === undefined ? {} : { localImage: () => readLocalImage(JSON.parse(image), Date.now()) };
  const result = runRules(parseDockerfile(dockerfileOf(files)), { context, ...localImage });
  assert.deepEqual(result.failures, []);
  return result.findings;
}

function dockerfileOf(files: Files): string {
  const text = files['Dockerfile'];
  assert.ok(text, 'the example has no Dockerfile');
  return text;
}

function pairs({ examples }: RulePage): { bad: Files; good: Files }[] {
  return examples.flatMap(({ kind, files }, index) => (kind === 'bad' ? [{ bad: files, good: examples[index + 1]!.files }] : []));
}

suite('rule pages', () => {
  const pages = readContentFolder(join(process.cwd(), 'content')).rules;

  test('every rule has a page with the same other names, and every page a rule', () => {
    assert.deepEqual(Object.keys(pages).sort(), dockerfileRules.map(({ id }) => id).sort());
    for (const rule of dockerfileRules) assert.deepEqual(pages[rule.id]!.alsoKnownAs, rule.alsoKnownAs);
  });

  for (const page of Object.values(pages)) {
    pairs(page).forEach(({ bad, good }, index) => {
      const rule = dockerfileRules.find(({ id }) => id === page.id);
      const mends = rule?.fix ?? rule?.fixes;
      test(`${page.id}, pair ${index + 1}: one finding${mends ? ', mended to the good example, which is clean' : ', and a clean good example'}`, () => {
        const found = findings(bad);
        assert.deepEqual(found.map(({ rule }) => rule), [page.id]);
        assert.deepEqual(findings(good), []);
        const { fixes: [fix], message } = found[0]!;
        if (!mends) return;
        assert.ok(fix, message);
        assert.equal(applyEdits(dockerfileOf(bad), fix.edits), dockerfileOf(good));
        if (fix.otherFile) assert.equal(good[fix.otherFile.name], editedText(fix.otherFile));
      });
    });
  }
});
