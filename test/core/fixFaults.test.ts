/**
 * Every fix of every rule, applied alone: the file still parses, the finding is gone, nothing worse came, and the layout stays.
 * The files are those of the fixtures and of the rule pages, written in several ways.
 * `LAYERWISE_DOCKERFILES=folder npm test -- core` does the same with every file of any folder.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { runRules } from '../../server/language/rules';
import { applyEdits } from '../../server/language/rules/rule';
import { readContentFolder } from '../../server/world/contentFolder';
import { analyseSection } from './fixtureAnalysis';
import { parseFixture } from './fixtureFile';
import { faultsOfFixes } from './fixFaults';

/** Other ways to write a file; what is found in them may differ. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as written': (text) => text,
  'line ends of Windows': (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'no line end at the end': (text) => text.trimEnd(),
  'comments inside continued steps': (text) => text.replaceAll(/\\[ \t]*\n/g, '$&    # why\n'),
  'a line for each word': (text) => text.replaceAll(/^RUN (?!.*(<<|\\$|["'#]))(.*)$/gm, (_, _stop, words: string) => `RUN \\\n\t${words.trim().replaceAll(/ +/g, ' \\\n\t')}`),
  'heredocs': (text) => text.replaceAll(/^RUN (?!.*(<<|\\$))(?![-[])(.*)$/gm, 'RUN <<END\n$2\nEND'),
  'indented heredocs': (text) => text.replaceAll(/^RUN (?!.*(<<|\\$))(?![-[])(.*)$/gm, 'RUN <<-END\n\tset -e\n\t$2\n\tEND'),
  'triggers': (text) => text.replaceAll(/^RUN /gm, 'ONBUILD RUN '),
  'mounts': (text) => text.replaceAll(/^RUN (?!-)/gm, 'RUN --mount=type=bind,target=/mounted \\\n  --network=none '),
  'another shell': (text) => text.replaceAll(/^FROM .*$/gim, '$&\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]'),
  'Windows escapes': (text) => `# escape=\`\n${text.replaceAll(/\\([ \t]*\r?\n)/g, '`$1')}`,
};

function fixtureTexts(): { name: string; text: string; facts?: Parameters<typeof faultsOfFixes>[1] }[] {
  const folder = join(process.cwd(), 'test', 'fixtures');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txtar')).flatMap((name) => {
    const fixture = parseFixture(readFileSync(join(folder, name), 'utf8'));
    return fixture.sections.flatMap((section) => {
      const analysed = analyseSection(fixture, section);
      return analysed?.dockerfile ? [{ name: `${name} ${section.name}`, text: analysed.document.text, facts: analysed.dockerfile.facts }] : [];
    });
  });
}

function pageTexts(): { name: string; text: string }[] {
  const { rules } = readContentFolder(join(process.cwd(), 'content'));
  return Object.values(rules).flatMap(({ id, examples }) => examples.flatMap(({ files }, index) => (files['Dockerfile'] ? [{ name: `${id} ${index}`, text: files['Dockerfile'] }] : [])));
}

function faultLines(texts: readonly { name: string; text: string; facts?: Parameters<typeof faultsOfFixes>[1] }[], spelling: (text: string) => string): { fixes: number; lines: string[] } {
  let fixes = 0;
  const lines = texts.flatMap(({ name, text, facts }) => {
    const result = faultsOfFixes(spelling(text), facts);
    fixes += result.fixes;
    return result.faults.map(({ rule, title, property, detail, fixed }) => `${name}: ${rule}, ${title}: ${property} ${detail}\n${fixed}`);
  });
  return { fixes, lines };
}

suite('edits of a fix', () => {
  const at = (start: number, end = start): { start: number; end: number } => ({ start, end });

  test('what is put in at one place stands in the order of the edits, before what is replaced there', () => {
    const edits = [{ span: at(2, 3), newText: 'X' }, { span: at(2), newText: '1' }, { span: at(2), newText: '2' }, { span: at(0), newText: '0' }];
    assert.equal(applyEdits('abcd', edits), '0ab12Xd');
  });

  test('a quote at the start of a name is escaped inside the label', () => {
    const text = 'FROM busybox\nMAINTAINER "Ada L" <ada@example.com>\n';
    const [finding] = runRules(parseDockerfile(text), {}).findings;
    assert.equal(applyEdits(text, finding!.fixes[0]!.edits), 'FROM busybox\nLABEL org.opencontainers.image.authors="\\"Ada L\\" <ada@example.com>"\n');
  });
});

suite('fixes of all rules', function () {
  this.timeout(120_000);
  const texts = [...fixtureTexts(), ...pageTexts()];
  const folder = process.env['LAYERWISE_DOCKERFILES'];
  if (folder) for (const name of readdirSync(folder)) texts.push({ name, text: readFileSync(join(folder, name), 'utf8') });

  for (const [name, spelling] of Object.entries(spellings)) {
    test(`${name}: a fix takes its finding away and breaks nothing`, () => {
      const { fixes, lines } = faultLines(texts, spelling);
      assert.deepEqual(lines.slice(0, 5), [], `${lines.length} faults of ${fixes} fixes`);
      assert.ok(fixes > 50, `only ${fixes} fixes were tried`);
    });
  }
});
