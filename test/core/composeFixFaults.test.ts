/**
 * Every fix for a compose file, applied alone, in several spellings of the files of fixtures and pages: the finding is gone,
 * the file can be read, nothing worse came, line ends and the end of the file stay.
 * `LAYERWISE_COMPOSE_FILES=folder npm test -- core` does the same with every file of any folder.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { findInProject, type ProjectFinding } from '../../server/language/composeRules';
import { fileKindOfPath } from '../../server/language/fileKind';
import { applyEdits, type Fix } from '../../server/language/rules/rule';
import { readContentFolder } from '../../server/world/contentFolder';
import { fixtureFiles } from './fixtureFacts';
import { parseFixture } from './fixtureFile';
import { composeDocumentFacts } from './fixtureProject';

type Files = Readonly<Record<string, string>>;

interface Subject {
  readonly from: string;
  readonly name: string;
  readonly files: Files;
}

const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as written': (text) => text,
  'line ends of Windows': (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'no line end at the end': (text) => text.trimEnd(),
  'comments at the ends of lines': (text) => text.replaceAll(/^( *[\w-]+:)$/gm, '$1 # why'),
  'wide indentation': (text) => text.replaceAll(/^(?: {2})+/gm, '$&$&'),
};

function subjects(): Subject[] {
  const folder = join(process.cwd(), 'test', 'fixtures');
  const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txtar'))
    .flatMap((from) => subjectsOf(from, fixtureFiles(parseFixture(readFileSync(join(folder, from), 'utf8')))));
  const pages = Object.values(readContentFolder(join(process.cwd(), 'content')).rules).flatMap(({ id, examples }) => examples.flatMap(({ files }) => subjectsOf(id, files)));
  const own = process.env['LAYERWISE_COMPOSE_FILES'];
  return [...fixtures, ...pages, ...(own ? readdirSync(own).flatMap((name) => subjectsOf(name, { 'compose.yaml': readFileSync(join(own, name), 'utf8') })) : [])];
}

function subjectsOf(from: string, files: Files): Subject[] {
  return Object.keys(files).flatMap((name) => (fileKindOfPath(name) === 'compose' ? [{ from, name, files }] : []));
}

const grades = ['hint', 'information', 'warning', 'error'];

function findingsOf({ name, files }: Subject): readonly ProjectFinding[] {
  const { path, project, rules } = composeDocumentFacts(name, files);
  return findInProject({ project, facts: rules }, new Set()).findings.filter((finding) => finding.path === path);
}

function counted(findings: readonly ProjectFinding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

/** What a fix breaks, in words; nothing where it is right. */
function faultsOf(subject: Subject, before: readonly ProjectFinding[], finding: ProjectFinding, { edits }: Fix): string[] {
  const text = subject.files[subject.name]!;
  const inOrder = [...edits].sort((one, next) => one.span.start - next.span.start);
  if (inOrder.some(({ span }, index) => span.end < span.start || span.end > text.length || span.start < (inOrder[index - 1]?.span.end ?? 0))) return ['edits overlap or leave the file'];
  const fixed = applyEdits(text, edits);
  const after = findingsOf({ ...subject, files: { ...subject.files, [subject.name]: fixed } });
  const [was, now] = [counted(before), counted(after)];
  const worse = after.filter(({ rule, severity }) => rule !== finding.rule && (now.get(rule) ?? 0) > (was.get(rule) ?? 0) && (severity === 'error' || grades.indexOf(severity) > grades.indexOf(finding.severity)));
  const isBroken = parseCompose(fixed).problems.length > parseCompose(text).problems.length;
  return [
    ...((now.get(finding.rule) ?? 0) < (was.get(finding.rule) ?? 0) ? [] : ['the finding is still there']),
    ...worse.map(({ rule, message }) => `${rule}: ${message}`),
    ...(isBroken ? ['the file cannot be read any more'] : []),
    ...(/[^\r]\n/.test(fixed) && !/(?:^|[^\r])\n/.test(text) && text.includes('\n') ? ['a line end of another kind'] : []),
    ...(fixed.includes('\r') && !text.includes('\r') ? ['a line end of another kind'] : []),
    ...(/\n$/.test(text) === /\n$/.test(fixed) || text === '' ? [] : ['the end of the file is another']),
  ];
}

suite('fixes for compose files', function () {
  this.timeout(120_000);
  const all = subjects();

  for (const [name, spelling] of Object.entries(spellings)) {
    test(`${name}: a fix takes its finding away and breaks nothing`, () => {
      let fixes = 0;
      const faults = all.flatMap((original) => {
        const subject = { ...original, files: { ...original.files, [original.name]: spelling(original.files[original.name]!) } };
        const before = findingsOf(subject);
        return before.flatMap((finding) =>
          finding.fixes.flatMap((fix) => {
            if (fix.edits.length === 0) return [];
            fixes++;
            return faultsOf(subject, before, finding, fix).map((fault) => `${subject.from} ${subject.name}: ${finding.rule}, ${fix.title}: ${fault}`);
          }),
        );
      });
      assert.deepEqual(faults.slice(0, 8), [], `${faults.length} faults of ${fixes} fixes`);
      assert.ok(fixes > 30, `only ${fixes} fixes were tried`);
    });
  }
});
