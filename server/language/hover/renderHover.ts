import { commands, type HoverPlace } from '../../protocol/messages';
import type { Background, Content, ExplainLevel, HoverText } from '../content';
import { levelNames } from '../../protocol/levelNames';
import { factsMarkdown, factsThatFit } from './factsThatFit';
import type { HoverResult } from './hoverResult';
import { blocksPixels, fitsOneLine, gapPixels, mostPixels } from './hoverSize';
import { foundOnce } from '../foundOnce';

/** How the reader wants a hover worded. */
export interface HoverStyle {
  readonly level: ExplainLevel;
  readonly background: Background;
  /** True where the editor runs `command:` links. */
  readonly commandLinks: boolean;
  /** Where the hover is shown again when the reader chooses another level. */
  readonly place?: HoverPlace;
  /** True where the reader can scroll as on paper, such as a terminal: nothing is left out for want of room. */
  readonly everyFact?: boolean;
}

/** A hover as Markdown: what it is, what it does here, the text of the reader's level, then level switch and links. */
export function renderHover(result: HoverResult, content: Content, style: HoverStyle): string {
  const text = result.textId === undefined ? undefined : content.hovers[result.textId];
  const around = [heading(result, text), analogy(text, style.background), footer(text, content, style)];
  const facts = style.everyFact ? result.computed : factsThatFit(result.computed, roomForFacts(around, text));
  const [head, comparison, foot] = around;
  return [head, factsMarkdown(facts).trim(), text?.levels[style.level], comparison, foot].filter(Boolean).join('\n\n');
}

/** What the rest of the hover leaves, in pixels. The longest level counts, so that the facts are the same at every level. */
function roomForFacts(around: readonly string[], text: HoverText | undefined): number {
  const blocks = [...around.filter(Boolean).map(blocksPixels), text ? longestLevelPixels(text) : 0];
  return mostPixels - gapPixels - blocks.reduce((sum, pixels) => sum + pixels + (pixels > 0 ? gapPixels : 0), 0);
}

const longestLevelPixels = foundOnce((text: HoverText) => Math.max(0, ...Object.values(text.levels).map(blocksPixels)));

function footer(text: HoverText | undefined, content: Content, style: HoverStyle): string {
  return text ? [links(text, content, style), levelSwitch(style)].filter(Boolean).join(' &nbsp;|&nbsp; ') : '';
}

/** What it is, in one line: a title that this file's own words make long stands alone. */
function heading(result: HoverResult, text: HoverText | undefined): string {
  const title = result.title ?? text?.title;
  const whole = [title && `**${title}**`, text?.summary].filter(Boolean).join(' — ');
  return result.title !== undefined && !fitsOneLine(whole) ? `**${result.title}**` : whole;
}

function analogy(text: HoverText | undefined, background: Background): string {
  return (background !== 'none' && text?.analogies[background]) || '';
}

function links(text: HoverText, content: Content, { commandLinks }: HoverStyle): string {
  const lesson = content.lessons.find(({ id }) => id === text.lesson);
  const found = [
    lesson && commandLinks ? `[Lesson: ${lesson.title}](${commandAddress(commands.openLesson, [lesson.id])})` : '',
    text.reference ? `[Reference](${text.reference})` : '',
  ];
  return found.filter(Boolean).join(' · ');
}

/** The three levels, the chosen one in bold and the others as links; nothing where the editor runs no command links. */
function levelSwitch({ level, commandLinks, place }: HoverStyle): string {
  if (!commandLinks) return '';
  const levels = Object.keys(levelNames) as ExplainLevel[];
  return levels
    .map((other) => (other === level ? `**${levelNames[other]}**` : `[${levelNames[other]}](${commandAddress(commands.setExplainLevel, [other, place])})`))
    .join(' · ');
}

function commandAddress(command: string, parameters: readonly unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(parameters)).replace(/[()]/g, (parenthesis) => `%${parenthesis.charCodeAt(0).toString(16)}`)}`;
}
