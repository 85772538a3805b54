import type { ExplainLevelName, LessonResult } from '../../server/protocol/course';
import type { Background } from '../../server/protocol/lessonPage';
import { element } from '../webview/element';
import { codeBlock, type CodeActions } from './codeBlock';
import type { LessonDiagrams } from './lessonDiagrams';
import { markdown, type MarkdownParts } from './markdown';

const comparedWith: Readonly<Record<Exclude<Background, 'none'>, string>> = { dotnet: 'Compared with .NET', git: 'Compared with Git' };

/** A lesson's text at one level, its diagrams where they belong or behind it, and the comparison that the reader wants. */
export function lessonText(lesson: LessonResult, level: ExplainLevelName, background: Background, diagrams: LessonDiagrams, actions: CodeActions): Node[] {
  const placed = new Set<string>();
  const parts: MarkdownParts = {
    fence: (info, content) => codeBlock(info, content, actions),
    picture: (name) => {
      // One figure cannot stand in two places.
      const figure = placed.has(name) ? undefined : diagrams.figure(name);
      placed.add(name);
      return figure;
    },
  };
  const text = markdown(lesson.levels[level], parts);
  const analogy = background === 'none' ? undefined : lesson.analogies[background];
  const compared = analogy === undefined || background === 'none' ? [] : [comparison(comparedWith[background], analogy, parts)];
  // What belongs to a comparison means nothing without it.
  const ofComparisons = Object.values(lesson.analogies).join('\n');
  const others = diagrams.names.filter((name) => !placed.has(name) && !ofComparisons.includes(`](${name})`));
  return [text, ...others.flatMap((name) => diagrams.figure(name) ?? []), ...compared];
}

/** Every comparison says where it ends; that part stands for itself. */
function comparison(title: string, text: string, parts: MarkdownParts): HTMLElement {
  const [holds = '', ...breaks] = text.split(/(?=\bIt breaks:)/);
  return element('aside', { class: 'comparison', 'aria-label': title }, [
    element('h2', {}, [title]),
    markdown(holds, parts),
    ...breaks.map((each) => element('div', { class: 'breaks' }, [markdown(each.replace(/^It breaks:/, '**It breaks:**'), parts)])),
  ]);
}
