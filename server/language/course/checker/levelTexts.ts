import type { ExplainLevel } from '../../content';
import type { Lesson } from '../lesson';
import { differences } from './frontMatter';
import { inlineCode, splitFences, taughtTexts } from './lessonProse';

/** Words that a level may have at most. */
const limits: readonly (readonly [ExplainLevel, number])[] = [['child', 80], ['teen', 150]];
const levelNames: Readonly<Record<ExplainLevel, string>> = { child: "Like I'm 5", teen: "Like I'm 15", developer: 'Developer' };

/** Lengths, citations, commands, and marks that the page would show as they are. */
export function checkLevels(lesson: Lesson): string[] {
  const { levels, cited, facts, analogies } = lesson;
  const problems: string[] = [];
  for (const level of ['child', 'teen', 'developer'] as const) {
    problems.push(...differences(`${levelNames[level]}: its citations`, cited[level], facts.map(({ id }) => id)));
  }
  for (const [level, limit] of limits) {
    const count = countWords(levels[level]);
    if (count > limit) problems.push(`${levelNames[level]} has ${count} words, not ${limit} at most`);
  }
  if (/`|^ {4}\S/m.test(levels.child)) problems.push("Like I'm 5 has code");
  if (/\bdocker (run|build|ps|exec|compose|pull|push|start|stop|rm)\b/.test(levels.child)) problems.push("Like I'm 5 has a command");
  const commands = commandsIn(levels.teen);
  if (commands.length > 1) problems.push(`Like I'm 15 has ${commands.length} docker commands, not 1 at most: ${commands.join(' · ')}`);
  if (analogies.dotnet === undefined) problems.push('has no section "Analogy: .NET"');
  return [...problems, ...checkMarks(lesson)];
}

/** Words of a text; a mark between blanks and a placed diagram are none. */
function countWords(text: string): number {
  return text.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '').split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function commandsIn(text: string): string[] {
  const { fences, prose } = splitFences(text);
  const lines = fences.flatMap(({ code }) => code.split('\n'));
  return [...inlineCode(prose), ...lines].filter((code) => /^(\$ )?docker(-compose)? \S/.test(code.trim()));
}

/** HTML would be shown as it is written, links lead to https pages only, and citations belong to the levels. */
function checkMarks(lesson: Lesson): string[] {
  return taughtTexts(lesson).filter(({ where }) => !where.startsWith('diagram ')).flatMap(({ where, text }) => {
    const prose = splitFences(text).prose.replaceAll(/(`+).+?\1(?!`)/g, '');
    const html = /<\/?[a-z][^>]*>/i.exec(prose)?.[0];
    const links = [...prose.matchAll(/(?<!!)\[[^\]]+\]\(([^)]*)\)/g)].map((match) => match[1]!).filter((address) => !address.startsWith('https://'));
    return [
      ...(html === undefined ? [] : [`${where}: ${html} would be shown as it is written`]),
      ...links.map((address) => `${where}: links to ${address}, which is no https address`),
      ...(/\[\^/.test(prose) ? [`${where}: has a citation that cannot be read`] : []),
    ];
  });
}
