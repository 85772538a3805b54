import { levelNames } from '../../server/protocol/levelNames';
import type { LabCheckResult, LessonLab, LessonResult } from '../../server/protocol/course';
import { commands } from '../../server/protocol/messages';
import type { LayerwiseSettings } from '../../server/protocol/settings';
import { lessonStyle } from './lessonStyle';

/** How one reader wants a lesson. */
export interface ReadingChoice {
  readonly level: LayerwiseSettings['explainLevel'];
  readonly background: LayerwiseSettings['background'];
}

/** Everything that the page of a lesson shows. */
export interface LessonPage extends ReadingChoice {
  readonly lesson: LessonResult;
  readonly labFirst: boolean;
  readonly result: LabCheckResult | undefined;
  /** The SVG sources of the lesson's pictures, in their order. */
  readonly pictures: readonly string[];
  /** HTML by markdown source; a text that is not in it is shown as written. */
  readonly markdown: ReadonlyMap<string, string>;
  readonly nonce: string;
}

/** The page as HTML without any script. Questions and hints unfold with the browser's own `details`, so keys work. */
export function lessonPage(page: LessonPage): string {
  const { lesson, nonce } = page;
  const parts = [textPart(page), questionPart(page)];
  if (lesson.lab) parts.splice(page.labFirst ? 0 : 2, 0, labPart(page, lesson.lab));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>${escape(lesson.title)}</title>
<style nonce="${nonce}">${lessonStyle}</style>
</head>
<body>
<main>
<h1>${escape(lesson.title)}</h1>
<p class="why">${escape(lesson.why)}</p>
${parts.join('\n')}
${sourcePart(lesson)}
</main>
</body>
</html>`;
}

function textPart(page: LessonPage): string {
  const { lesson, level, background, pictures } = page;
  const analogyText = background === 'none' ? undefined : lesson.analogies[background];
  const figures = lesson.diagrams.map(({ alternative }, index) => `<figure>${pictures[index] ?? ''}<figcaption>${escape(alternative)}</figcaption></figure>`);
  const analogy = analogyText === undefined ? '' : `<aside>${html(page, analogyText)}</aside>`;
  return `<nav aria-label="Level">${levelLinks(lesson.id, level)}</nav>
<section>${html(page, lesson.levels[level])}${figures.join('')}${analogy}</section>`;
}

function levelLinks(lesson: string, current: LessonPage['level']): string {
  return (Object.keys(levelNames) as LessonPage['level'][])
    .map((level) =>
      level === current
        ? `<span class="level" aria-current="true">${levelNames[level]}</span>`
        : link(commands.openLesson, [lesson, level], levelNames[level], 'level'),
    )
    .join(' ');
}

function questionPart(page: LessonPage): string {
  const questions = page.lesson.questions.map(({ text, answers }) => {
    const items = answers.map(
      (answer) => `<li><details><summary>${inline(page, answer.text)}</summary>
<p><strong>${answer.correct ? 'Right.' : 'Not quite.'}</strong> ${inline(page, answer.because)}</p></details></li>`,
    );
    return `<h3>${inline(page, text)}</h3><ul class="answers">${items.join('')}</ul>`;
  });
  return `<section><h2>Check yourself</h2>${questions.join('')}</section>`;
}

function labPart(page: LessonPage, lab: LessonLab): string {
  const { lesson, result } = page;
  const hints = lab.hints.map((hint, index) => `<details><summary>Hint ${index + 1}</summary>${html(page, hint)}</details>`);
  const buttons = [link(commands.startLab, [lesson.id], 'Start lab', 'button'), link(commands.checkLab, [lesson.id], 'Check lab', 'button')];
  return `<section class="lab"><h2>Lab</h2>${html(page, lab.task)}
<p>${buttons.join(' ')}</p>
<div role="status">${resultPart(result)}</div>
${hints.join('')}</section>`;
}

function resultPart(result: LabCheckResult | undefined): string {
  if (!result) return '';
  if (result.done !== 'no') return '<p class="done">Done. Everything that the lab asks for holds.</p>';
  return `<p>Not there yet:</p><ul>${result.conditions.flatMap(({ reason }) => reason ?? []).map((text) => `<li>${escape(text)}</li>`).join('')}</ul>`;
}

function sourcePart(lesson: LessonResult): string {
  const items = lesson.sources.map((source) => `<li><a href="${escape(source)}">${escape(source)}</a></li>`);
  return items.length === 0 ? '' : `<section><h2>Read more</h2><ul>${items.join('')}</ul></section>`;
}

function link(command: string, argument: readonly string[], text: string, className: string): string {
  return `<a class="${className}" href="command:${command}?${encodeURIComponent(JSON.stringify(argument))}">${escape(text)}</a>`;
}

function html(page: LessonPage, markdown: string): string {
  return page.markdown.get(markdown) ?? `<pre>${escape(markdown)}</pre>`;
}

/** A text of one paragraph, without the paragraph's tags. */
function inline(page: LessonPage, markdown: string): string {
  return page.markdown.get(markdown)?.replaceAll(/<\/?p\b[^>]*>/g, '').trim() ?? escape(markdown);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
