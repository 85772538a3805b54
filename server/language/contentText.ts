import type { ComposeFaultTexts, DaemonPlatform, DaemonProblemText, HoverText, RuleExample, RulePage } from './content';
import { checkHeadings, ContentError, optionalText, parseMapping, parsePage, readAnalogies, readLevels, requireText, textList, type Section } from './contentPage';

/**
 * One explained thing.
 * @param file `hover/<path>.md`; the path is the text's id
 * @throws ContentError
 */
export function parseHoverText(file: string, source: string): HoverText {
  const { fields, sections } = parsePage(file, source, ['title', 'summary', 'reference', 'lesson']);
  checkHeadings(file, sections);
  const reference = optionalText(file, fields, 'reference');
  if (reference !== undefined && !/^https:\/\/\S+$/.test(reference)) throw new ContentError(file, 'reference is not an https address');
  return {
    id: file.replace(/^hover\//, '').replace(/\.md$/, ''),
    title: requireText(file, fields, 'title'),
    summary: requireText(file, fields, 'summary'),
    levels: readLevels(file, sections),
    analogies: readAnalogies(file, sections),
    reference,
    lesson: optionalText(file, fields, 'lesson'),
  };
}

/**
 * One rule's page: What, Why, What to do, then pairs of Bad and Good.
 * @param file `rules/<id>.md`
 * @throws ContentError
 */
export function parseRulePage(file: string, source: string): RulePage {
  const { fields, sections } = parsePage(file, source, ['title', 'summary', 'alsoKnownAs']);
  const [what, why, whatToDo, ...rest] = sections;
  if (what?.heading !== 'What' || why?.heading !== 'Why' || whatToDo?.heading !== 'What to do') {
    throw new ContentError(file, 'must start with the sections What, Why and What to do');
  }
  const empty = [what, why, whatToDo].find(({ text }) => !text);
  if (empty) throw new ContentError(file, `the section "${empty.heading}" is empty`);
  return {
    id: file.replace(/^rules\//, '').replace(/\.md$/, ''),
    title: requireText(file, fields, 'title'),
    summary: requireText(file, fields, 'summary'),
    alsoKnownAs: textList(file, fields, 'alsoKnownAs'),
    body: [what, why, whatToDo].map(({ heading, text }) => `## ${heading}\n\n${text}`).join('\n\n'),
    examples: readExamples(file, rest),
  };
}

/** Bad and Good alternate, so that each good shows the bad above it mended. */
function readExamples(file: string, sections: readonly Section[]): RuleExample[] {
  if (sections.length === 0 || sections.length % 2 === 1) throw new ContentError(file, 'needs pairs of the sections Bad and Good');
  return sections.map(({ heading, text }, index) => {
    const expected = index % 2 === 0 ? 'Bad' : 'Good';
    if (heading !== expected) throw new ContentError(file, `has "${heading}" where "${expected}" should stand`);
    const files: Record<string, string> = {};
    for (const [, path, content] of text.matchAll(/^```\S+ (\S+)\n([\s\S]*?)^```$/gm)) files[path ?? ''] = content ?? '';
    if (Object.keys(files).length === 0) throw new ContentError(file, `a "${heading}" has no fence with a language and a path`);
    return { kind: expected === 'Bad' ? 'bad' : 'good', files };
  });
}

/** Why a daemon cannot be read, in words: each with `remedy`, or with `remedies` for each platform. @throws ContentError */
export function parseDaemonProblems(file: string, source: string): Record<string, DaemonProblemText> {
  const problems: Record<string, DaemonProblemText> = {};
  for (const [reason, value] of Object.entries(parseMapping(file, source))) {
    if (typeof value !== 'object' || value === null) throw new ContentError(file, `${reason} is not a mapping`);
    const fields = value as Record<string, unknown>;
    const words = { title: textOf(file, fields, reason, 'title'), explanation: textOf(file, fields, reason, 'explanation') };
    const { remedies } = fields;
    if (remedies === undefined) {
      problems[reason] = { ...words, remedy: textOf(file, fields, reason, 'remedy') };
      continue;
    }
    if (typeof remedies !== 'object' || remedies === null || 'remedy' in fields) throw new ContentError(file, `${reason} needs either remedy or remedies`);
    const ofPlatform = (platform: DaemonPlatform): string => textOf(file, remedies as Record<string, unknown>, `${reason}.remedies`, platform);
    const each = { linux: ofPlatform('linux'), macos: ofPlatform('macos'), windows: ofPlatform('windows') };
    problems[reason] = { ...words, remedy: each.linux, remedies: each };
  }
  return problems;
}

function textOf(file: string, fields: Readonly<Record<string, unknown>>, place: string, key: string): string {
  const text = fields[key];
  if (typeof text !== 'string' || !text.trim()) throw new ContentError(file, `${place}.${key} is missing or not a text`);
  return text.trim();
}

/**
 * Reads `content/compose-faults.md`: what holds for all faults below the title, then a section for each code.
 * @throws ContentError where it has no title, or a section without a text
 */
export function parseComposeFaults(file: string, source: string): ComposeFaultTexts {
  const [start = '', ...sections] = source.replaceAll('\r\n', '\n').split(/^## /m);
  const about = /^# \S[^\n]*\n([\s\S]+)$/.exec(start)?.[1]!.trim();
  if (!about) throw new ContentError(file, 'it has no title with a text below');
  const texts: Record<string, string> = {};
  for (const section of sections) {
    const [, code = '', text = ''] = /^([a-z-]+)\n([\s\S]*)$/.exec(section) ?? [];
    if (code === '' || text.trim() === '') throw new ContentError(file, `the section ${section.slice(0, 30).trim()} has no code or no text`);
    texts[code] = text.trim();
  }
  return { about, texts };
}
