import { courseLevels } from '../courseIndex';
import type { InventoryItem } from '../inventoryText';
import type { Lesson } from '../lesson';
import type { CourseKnowledge } from './courseKnowledge';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Why, facts, prerequisites, stages, seeds, diagrams, sources and links to the editor's help. */
export function checkFrontMatter(lesson: Lesson, { content, inventory }: CourseKnowledge): string[] {
  return [
    ...checkFacts(lesson),
    ...checkPrerequisites(lesson, content.course.levels),
    ...checkSeeds(lesson, inventory),
    ...checkDiagrams(lesson),
    ...checkSources(lesson),
    ...lesson.reinforces.hovers.filter((id) => !Object.hasOwn(content.hovers, id)).map((id) => `reinforces the hover ${id}, which does not exist`),
    ...lesson.reinforces.rules.filter((id) => !Object.hasOwn(content.rules, id)).map((id) => `reinforces the rule ${id}, which does not exist`),
  ];
}

function checkFacts({ facts, why }: Lesson): string[] {
  const problems = facts.length < 3 || facts.length > 6 ? [`has ${facts.length} facts, not 3 to 6`] : [];
  if (!isOneSentence(why)) problems.push('why is not exactly one sentence');
  for (const { id, says, proof } of facts) {
    if (!kebabCase.test(id)) problems.push(`the fact ${id} is not named in kebab-case`);
    if (!isOneSentence(says)) problems.push(`the fact ${id} is not exactly one sentence: ${says}`);
    if (proof !== 'daemon' && !isAddress(proof)) problems.push(`the proof of the fact ${id} is neither "daemon" nor an https address: ${proof}`);
  }
  return problems;
}

/** A dot inside a word, as in `127.0.0.1` or `.dockerignore`, ends nothing. */
function isOneSentence(text: string): boolean {
  return /[.?!]$/.test(text) && !/[.?!]["')`]?\s/.test(text) && !text.includes('\n');
}

function checkPrerequisites({ id, prerequisites }: Lesson, levels: CourseKnowledge['content']['course']['levels']): string[] {
  const inOrder = courseLevels.flatMap((level) => levels[level]);
  const place = inOrder.indexOf(id);
  if (place < 0) return ['is not in course.yaml'];
  const problems = place > 0 && prerequisites.length === 0 ? ['has no prerequisite, and is not the first lesson'] : [];
  // Only earlier lessons: so they cannot lead back to this one.
  const late = prerequisites.filter((other) => !inOrder.slice(0, place).includes(other));
  return [...problems, ...late.map((other) => (inOrder.includes(other) ? `needs ${other}, which comes later` : `needs ${other}, which is not in course.yaml`))];
}

/** The seeds are those of the inventory, and the stages are those of its items `S1-R<number>`. */
function checkSeeds({ id, seeds, stages }: Lesson, inventory: readonly InventoryItem[]): string[] {
  const owed = inventory.filter(({ lessons }) => lessons.includes(id)).map((item) => item.id);
  const owedStages = owed.flatMap((item) => /^S1-R(\d+)$/.exec(item)?.[1] ?? []);
  return [...differences('seeds', seeds, owed), ...differences('stages', stages.map(String), owedStages)];
}

function checkDiagrams({ diagrams, levels, analogies }: Lesson): string[] {
  const problems = diagrams.length === 0 ? ['has no diagram'] : [];
  for (const { source, alternative } of diagrams) {
    if (alternative.length <= 40) problems.push(`the alternative of ${source} is too short to say what the picture says`);
    if (alternative.includes('`')) problems.push(`the alternative of ${source} has code marks, which are read aloud`);
  }
  const placed = [...Object.values(levels), ...Object.values(analogies)].flatMap((text) => [...text.matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g)]);
  for (const [mark, alternative, name] of placed) {
    if (!diagrams.some(({ source }) => source === name)) problems.push(`places ${mark}, which is no diagram of the lesson`);
    if (alternative !== '') problems.push(`writes an alternative at ${mark}: it stands in the front matter once`);
  }
  return problems;
}

function checkSources({ sources }: Lesson): string[] {
  const problems = sources.length === 0 ? ['names no source'] : [];
  for (const { url, checked } of sources) {
    if (!isAddress(url)) problems.push(`the source ${url} is no https address`);
    if (checked !== undefined && !/^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(checked)) problems.push(`the source ${url} was checked on ${checked}, which is no day`);
  }
  return problems;
}

function isAddress(text: string): boolean {
  return /^https:\/\/[^\s/]+\.[^\s]+$/.test(text);
}

/** What a list lacks and what it has too much or twice, each as a sentence. */
export function differences(name: string, is: readonly string[], owed: readonly string[]): string[] {
  return [
    ...owed.filter((id) => !is.includes(id)).map((id) => `${name} lacks ${id}`),
    ...is.filter((id) => !owed.includes(id)).map((id) => `${name} has ${id}, which is not this lesson's`),
    ...is.filter((id, index) => is.indexOf(id) !== index).map((id) => `${name} has ${id} twice`),
  ];
}
