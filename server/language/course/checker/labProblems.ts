import type { Lesson } from '../lesson';
import { differences } from './frontMatter';
import { splitFences } from './lessonProse';

/** The words of the lab. That its start fails and its solution passes is asked of the files themselves. */
export function checkLabText({ lab, labExempt, seeds }: Lesson): string[] {
  if (!lab) return labExempt === undefined ? ['has neither a lab nor labExempt'] : [];
  const conditions = [...lab.static, ...lab.live];
  const titles = conditions.map(({ title }) => title);
  return [
    ...(labExempt === undefined ? [] : ['has both a lab and labExempt']),
    ...differences('the lab covers:', lab.covers, seeds.filter((seed) => /^S1-[TC]\d+$/.test(seed))),
    ...titles.filter((title, index) => titles.indexOf(title) !== index).map((title) => `the lab has the condition "${title}" twice`),
    ...titles.filter((title) => title.length > 80 || title.endsWith('.')).map((title) => `the condition "${title}" is no short title`),
    ...conditions.filter(({ unmet }) => !/[.?!]$/.test(unmet.trim())).map(({ title }) => `what is said while "${title}" is unmet is no whole sentence`),
    ...destructiveLines(lab.task).map((line) => `the lab's task removes more than its own containers: ${line}`),
  ];
}

/** Nothing of the learner's may go with a lab's own: no prune, no `-f` on names that are computed. */
function destructiveLines(task: string): string[] {
  const lines = splitFences(task).fences.flatMap(({ code }) => code.split('\n'));
  return lines.filter((line) => /\bprune\b|\$\(docker |`docker |\brm -rf\b|\bxargs\b/.test(line));
}
