import { applyEdits, editedText, type FileEdit, type Finding } from '../../server/language/rules/rule';
import { analyseSection, hoverLines, lensLines, runLines, type AnalysedSection } from './fixtureAnalysis';
import { decodeText, escapeLine, type FixtureFile, type FixtureSection } from './fixtureFile';
import { writeMarks, type Mark } from './fixtureMarks';

/** What a fixture got wrong, and how it would be right. */
export interface FixtureOutcome {
  /** Empty where everything is as expected. */
  readonly problems: readonly string[];
  readonly updated: FixtureFile;
}

/** Compares what the language service says with what the fixture expects: diagnostics 1:1, hovers, fixes, lenses, commands. */
export function runFixture(fixture: FixtureFile): FixtureOutcome {
  const problems: string[] = [];
  const analysed = fixture.sections.map((section) => analyseSection(fixture, section));
  const first = analysed.find((section) => section?.dockerfile) ?? analysed.find((section) => section !== undefined);
  if (!first) return { problems: ['no section is a Dockerfile or a compose file'], updated: fixture };
  const goldens = new Map<string, string[]>([...fixesOf(fixture, analysed, problems)]);
  const sections = fixture.sections.flatMap((section, index): FixtureSection[] => {
    const marked = analysed[index];
    if (marked) return [{ ...section, lines: compareMarks(section, marked, problems) }];
    if (section.name === 'lens') return [compareGolden(section, lensLines(first), problems)];
    if (section.name === 'run') return [compareGolden(section, runLines(first), problems)];
    if (!section.name.startsWith('fix ')) return [section];
    const golden = goldens.get(section.name);
    goldens.delete(section.name);
    if (golden) return [compareGolden(section, golden, problems)];
    problems.push(`nothing offers: -- ${section.name} --`);
    return [];
  });
  for (const [name, lines] of goldens) {
    problems.push(`an offered fix has no section: -- ${name} --`);
    sections.push({ name, options: [], lines });
  }
  return { problems, updated: { ...fixture, sections } };
}

function compareMarks(section: FixtureSection, analysed: AnalysedSection, problems: string[]): readonly string[] {
  const { document, check } = analysed;
  const { findings, failures } = check(document.text);
  for (const { rule, error } of failures) problems.push(`the rule ${rule} threw: ${error}`);
  const hovers = document.marks.filter(isHover);
  const expected = document.marks.filter((mark) => !isHover(mark));
  const actual = findings.map((finding) => document.markOf(finding.span, `${finding.rule}: ${oneLine(finding.message)}`));
  const before = problems.length;
  for (const mark of difference(actual, expected)) problems.push(`${section.name}: a diagnostic has no mark:\n${show(document.lines, mark)}`);
  for (const mark of difference(expected, actual)) problems.push(`${section.name}: no diagnostic is at the mark:\n${show(document.lines, mark)}`);
  const checkedHovers = hovers.flatMap((mark) => compareHover(mark, analysed, problems));
  if (problems.length === before) return section.lines;
  return writeMarks({ lines: document.lines, marks: [...actual, ...unique(checkedHovers)] });
}

function isHover({ text }: Mark): boolean {
  return text === 'hover' || text.startsWith('hover ');
}

/** A mark of several carets also says how far the hover reaches. */
function compareHover(mark: Mark, { document, hover }: AnalysedSection, problems: string[]): Mark[] {
  const result = hover(document.offsetOf(mark));
  const lines = hoverLines(result);
  const words = mark.text.slice('hover '.length);
  const range = result && mark.width > 1 ? document.markOf(result.span, mark.text) : mark;
  const isRight = words !== '' && lines.some((line) => line.includes(words)) && keyOf(range) === keyOf(mark);
  if (isRight) return [mark];
  problems.push(`${document.section.name}: the hover is different:\n${show(document.lines, mark)}\nit is:\n  ${lines.join('\n  ')}`);
  return lines.map((line) => ({ ...range, text: `hover ${line}` }));
}

/** The text after each offered fix, under the section's name; of one that makes or changes another file, that file's. The fix must take its own finding away. */
function* fixesOf(fixture: FixtureFile, analysed: readonly (AnalysedSection | undefined)[], problems: string[]): Generator<[string, string[]]> {
  for (const section of analysed) {
    if (!section) continue;
    const { text, section: source } = section.document;
    const { findings } = section.check(text);
    for (const finding of findings) {
      for (const { title, edits, otherFile } of finding.fixes) {
        const fixed = applyEdits(text, edits);
        const after = otherFile ? analyseSection({ ...fixture, sections: [...fixture.sections.filter(({ name }) => name !== otherFile.name), sectionOf(otherFile)] }, source)! : section;
        if (countOf(after.check(fixed).findings, finding.rule) >= countOf(findings, finding.rule)) problems.push(`the fix of ${finding.rule} does not take the finding away`);
        const lines = decodeText(fixed, source.options);
        if (!lines) problems.push(`the fix of ${finding.rule} mixes line ends, or changes the end of the file`);
        yield [`fix ${finding.rule} "${title}"`, otherFile ? [...sectionOf(otherFile).lines] : (lines ?? fixed.split('\n')).map(escapeLine)];
      }
    }
  }
}

function sectionOf(edit: FileEdit): FixtureSection {
  return { name: edit.name, options: [], lines: editedText(edit).replace(/\n$/, '').split('\n').map(escapeLine) };
}

function countOf(findings: readonly Finding[], rule: string): number {
  return findings.filter((finding) => finding.rule === rule).length;
}

function compareGolden(section: FixtureSection, actual: readonly string[], problems: string[]): FixtureSection {
  if (section.lines.join('\n') === actual.join('\n')) return section;
  problems.push(`-- ${section.name} -- is different. It is:\n${actual.join('\n')}`);
  return { ...section, lines: actual };
}

function oneLine(message: string): string {
  return message.replaceAll('\n', '\\n');
}

function keyOf({ line, start, width, end, text }: Mark): string {
  return JSON.stringify([line, start, width, end ?? null, text]);
}

/** Marks of `left` that `right` does not have; a mark counts as often as it is there. */
function difference(left: readonly Mark[], right: readonly Mark[]): Mark[] {
  const waiting = right.map(keyOf);
  return left.filter((mark) => {
    const at = waiting.indexOf(keyOf(mark));
    if (at >= 0) waiting.splice(at, 1);
    return at < 0;
  });
}

function unique(marks: readonly Mark[]): Mark[] {
  return [...new Map(marks.map((mark) => [keyOf(mark), mark])).values()];
}

function show(lines: readonly string[], mark: Mark): string {
  const line = lines[mark.line] ?? '';
  return writeMarks({ lines: [line], marks: [{ ...mark, line: 0 }] }).map((written) => `  ${written}`).join('\n');
}
