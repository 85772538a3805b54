import type { Background, Content, ExplainLevel } from '../content';
import type { HoverResult } from './hoverResult';

/** How the reader wants a hover worded. */
export interface HoverStyle {
  readonly level: ExplainLevel;
  readonly background: Background;
  /** True where the editor runs `command:` links. */
  readonly commandLinks: boolean;
}

/** A hover as Markdown: what it is, what it does here, the text of the reader's level, links. */
export function renderHover(result: HoverResult, content: Content, style: HoverStyle): string {
  const text = result.textId === undefined ? undefined : content.hovers[result.textId];
  const title = result.title ?? text?.title;
  const parts = [
    [title && `**${title}**`, text?.summary].filter(Boolean).join(' — '),
    result.computed.map(asListItem).join('\n'),
    text?.levels[style.level] ?? '',
    (style.background !== 'none' && text?.analogies[style.background]) || '',
    links(text, content, style),
  ];
  return parts.filter(Boolean).join('\n\n');
}

/** A table stands alone; everything else is a point of one list. */
function asListItem(fact: string): string {
  return fact.startsWith('|') ? `\n${fact}\n` : `- ${fact}`;
}

function links(text: Content['hovers'][string] | undefined, content: Content, style: HoverStyle): string {
  if (!text) return '';
  const found = [];
  const lesson = content.lessons.find(({ id }) => id === text.lesson);
  if (lesson && style.commandLinks) {
    found.push(`[Lesson: ${lesson.title}](command:layerwise.openLesson?${encodeURIComponent(JSON.stringify([lesson.id]))})`);
  }
  if (text.reference) found.push(`[Reference](${text.reference})`);
  return found.join(' · ');
}
