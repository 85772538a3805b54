/** What `npm run generate` draws the pictures of the walkthroughs with. It is part of no page. */
import type { Mermaid, MermaidConfig } from 'mermaid';
import { standaloneSvg } from '../webview/standaloneSvg';
import { diagramConfig } from './diagramTheme';

declare const mermaid: Mermaid;

const ink = 'var(--vscode-editor-foreground)';
const ground = 'var(--vscode-editor-background)';
const mixed = (colour: string, percent: number): string => `color-mix(in srgb,${colour} ${percent}%,${ground})`;
const hues = ['blue', 'green', 'purple', 'orange', 'yellow', 'red'];

/** What each variable of the page that draws stands for in the file: a colour of the reader's theme. */
const paints: readonly (readonly [variable: string, paint: string])[] = [
  ['--picture-ink', ink],
  ['--picture-background', ground],
  ['--picture-edge', mixed(ink, 65)],
  ['--lesson-raised', mixed(ink, 5)],
  ...hues.flatMap((hue) => [
    [`--lesson-line-${hue}`, `var(--vscode-charts-${hue})`] as const,
    [`--lesson-fill-${hue}`, mixed(`var(--vscode-charts-${hue})`, 14)] as const,
  ]),
];
/** A colour that nothing else has, by which a paint is found again in what was drawn; half transparent it is off by one or two. */
const markOf = (index: number): string => `#60${(index * 6 + 16).toString(16)}90`;
const isMark = (colour: string, mark: string): boolean =>
  [1, 3, 5].every((start) => Math.abs(parseInt(colour.slice(start, start + 2), 16) - parseInt(mark.slice(start, start + 2), 16)) <= 2);

/** Labels are measured in a wide font: whichever the reader has fits into the boxes. */
const measuredFont = "Verdana, 'DejaVu Sans', sans-serif";

/** Begins the ids of words that lie over lines: they get a rim in the colour of the ground. */
const overLines = 'over-lines-';

/** VS Code shows a picture 350 to 530 pixels wide, and about as high as this. */
const shown = { width: 430, height: 640 };

/**
 * A diagram as an SVG in the colours of whatever theme shows it, without style, script or HTML.
 * @param name for the ids inside it; a word
 * @throws what mermaid throws for a text that it cannot draw, and where a colour is none of the theme's
 */
export async function drawWalkthroughPicture(name: string, text: string, alternative: string): Promise<string> {
  document.body.style.fontFamily = measuredFont;
  paints.forEach(([variable], index) => document.documentElement.style.setProperty(variable, markOf(index)));
  mermaid.initialize(narrowConfig());
  const turned = text.replace(/^(\s*flowchart )(LR|TB|TD)$/m, (_, head: string, direction: string) => `${head}${direction === 'LR' ? 'TB' : 'LR'}`);
  const drawings = [await draw(name, text, alternative)];
  if (scaleOf(drawings[0]!) < 0.9 && turned !== text) drawings.push(await draw(name, turned, alternative));
  const [first, second] = drawings;
  const best = second && scaleOf(second) > scaleOf(first!) ? second : first!;
  return new XMLSerializer().serializeToString(best);
}

/** The room is half of that of a page. */
function narrowConfig(): MermaidConfig {
  const config = diagramConfig();
  return {
    ...config,
    flowchart: { ...config.flowchart, nodeSpacing: 18, rankSpacing: 32, wrappingWidth: 150, padding: 8 },
    sequence: { ...config.sequence, width: 86, actorMargin: 24 },
    state: { ...config.state, nodeSpacing: 24, rankSpacing: 36 },
    class: { ...config.class, nodeSpacing: 24, rankSpacing: 36 },
  };
}

async function draw(name: string, text: string, alternative: string): Promise<SVGSVGElement> {
  const { svg: markup } = await mermaid.render(name, text);
  document.body.innerHTML = markup;
  const page = document.querySelector('svg')!;
  endLifelines(page);
  page.querySelectorAll('.messageText, .loopText').forEach((words, index) => (words.id = `${overLines}${index}`));
  if (page.querySelector('foreignObject')) throw new Error('mermaid draws a part of it as HTML, which a picture cannot hold');
  const file = new DOMParser().parseFromString(standaloneSvg({ svg: page }, ''), 'image/svg+xml').documentElement as unknown as SVGSVGElement;
  file.querySelector(':scope > title')?.remove();
  file.querySelector(':scope > rect')?.remove();
  for (const name of ['id', 'width', 'height']) file.removeAttribute(name);
  file.setAttribute('aria-label', alternative);
  file.setAttribute('font-family', 'var(--vscode-font-family, sans-serif)');
  const [, , width = 0, height = 0] = viewBoxOf(file);
  // A small picture is not blown up.
  if (width < shown.width) setViewBox(file, viewBoxOf(file)[0] - (shown.width - width) / 2, viewBoxOf(file)[1], shown.width, height);
  removeUnused(file);
  for (const part of [...file.querySelectorAll('*')]) shorten(part);
  file.querySelectorAll('path').forEach(simplifyRoundBox);
  for (const words of file.querySelectorAll(`text[id^=${overLines}]`)) {
    for (const [name, value] of Object.entries({ stroke: ground, 'stroke-width': '3', 'paint-order': 'stroke' })) words.setAttribute(name, value);
  }
  for (const part of file.querySelectorAll(':not(marker)')) part.removeAttribute('id');
  return file;
}

/** Lines of a sequence reach far below the picture: a page cuts them off, a file that is shown larger does not. */
function endLifelines(svg: SVGSVGElement): void {
  const { y, height } = svg.viewBox.baseVal;
  for (const line of svg.querySelectorAll('line.actor-line')) {
    if (Number(line.getAttribute('y2')) > y + height) line.setAttribute('y2', String(y + height - 4));
  }
}

/** Mermaid rounds a box by hundreds of curves, twice. One line through their ends, two pixels apart, looks the same. */
function simplifyRoundBox(path: SVGPathElement): void {
  const written = path.getAttribute('d') ?? '';
  if (written.length < 1500) return;
  if ((written.match(/M/g) ?? []).length > 1) {
    path.remove();
    return;
  }
  const ends = [...written.matchAll(/(?:M|, *)(-?[\d.]+) (-?[\d.]+)(?= *(?:[CZ]|$))/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  const kept: (readonly [number, number])[] = [];
  for (const end of ends) {
    const last = kept.at(-1);
    if (last === undefined || Math.hypot(end[0] - last[0], end[1] - last[1]) >= 2) kept.push(end);
  }
  path.setAttribute('d', `M${kept.map((end) => end.join(' ')).join('L')}Z`);
}

function viewBoxOf(svg: SVGSVGElement): [number, number, number, number] {
  return svg.getAttribute('viewBox')!.split(' ').map(Number) as [number, number, number, number];
}

function setViewBox(svg: SVGSVGElement, ...box: readonly number[]): void {
  svg.setAttribute('viewBox', box.map((value) => Math.round(value)).join(' '));
}

/** How large it is shown, compared with how it was drawn. */
function scaleOf(svg: SVGSVGElement): number {
  const [, , width, height] = viewBoxOf(svg);
  return Math.min(1, shown.width / width, shown.height / height);
}

/** Ends of lines that no line has, and groups of nothing. */
function removeUnused(svg: SVGSVGElement): void {
  const used = new Set([...svg.outerHTML.matchAll(/url\(["']?#([^"')]+)/g)].map((match) => match[1]!));
  for (const marker of [...svg.querySelectorAll('marker')]) if (!used.has(marker.id)) marker.remove();
  for (const group of [...svg.querySelectorAll('g, defs, text, path')].reverse()) {
    const isEmpty = group.localName === 'path' ? (group.getAttribute('d') ?? '') === '' : group.childNodes.length === 0;
    if (isEmpty) group.remove();
  }
}

/** Paints for colours, and only what says something new. */
function shorten(part: Element): void {
  const isText = /^t(ext|span)$/.test(part.localName);
  for (const { name, value } of [...part.attributes]) {
    // Letters have no outline: a box's own reaches the words in it.
    if (name === 'font-family' || name === 'stroke-linecap' || (isText && name.startsWith('stroke'))) part.removeAttribute(name);
    else if ((name === 'fill' || name === 'stroke') && value !== 'none') part.setAttribute(name, paintOf(value, part));
    else if (/^(d|points|transform|x|y|x1|y1|x2|y2|dx|dy|cx|cy|r|rx|ry|width|height)$/.test(name)) {
      part.setAttribute(name, value.replaceAll(/-?\d+\.\d+(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 10) / 10)));
    }
  }
  if (part.localName !== 'tspan') return;
  for (const name of ['fill', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline']) {
    if (part.getAttribute(name) === part.parentElement?.getAttribute(name)) part.removeAttribute(name);
  }
}

function paintOf(colour: string, part: Element): string {
  const paint = paints.find((_, index) => isMark(colour, markOf(index)))?.[1];
  // What mermaid leaves black is written in the reader's ink: words, and the line of a timeline.
  const isInk = colour === '#000000' && /^(text|tspan|line|path|circle)$/.test(part.localName);
  if (paint === undefined && !isInk) throw new Error(`${part.localName} has the colour ${colour}, which is none of the theme's`);
  return paint ?? ink;
}
