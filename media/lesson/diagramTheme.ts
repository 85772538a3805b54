import type { MermaidConfig } from 'mermaid';
import { plainColour } from '../webview/standaloneSvg';
import style from './diagram.css';

/**
 * How mermaid draws a lesson's diagrams in the theme of the page. Its colours must be plain ones, since it computes with
 * them; so they are those of the moment, and another theme needs another drawing.
 */
export function diagramConfig(): MermaidConfig {
  const { fontFamily } = getComputedStyle(document.body);
  return {
    startOnLoad: false,
    // Else it draws its complaint at the end of the page.
    suppressErrorRendering: true,
    securityLevel: 'strict',
    layout: 'dagre',
    look: 'classic',
    fontSize: 13,
    theme: 'base',
    themeVariables: { ...themeColours(), fontFamily, fontSize: '13px' },
    themeCSS: style,
    fontFamily,
    htmlLabels: false,
    flowchart: { htmlLabels: false, useMaxWidth: false, nodeSpacing: 32, rankSpacing: 40, padding: 10, wrappingWidth: 260, minNodeWidth: 64 },
    sequence: { useMaxWidth: false, mirrorActors: false, width: 100, height: 34, actorMargin: 40, messageMargin: 28, boxMargin: 8 },
    // A shorter name would stand at the left of a wide box.
    state: { useMaxWidth: false, minNodeWidth: 1 },
    class: { useMaxWidth: false, htmlLabels: false },
    timeline: { useMaxWidth: false },
    gitGraph: { useMaxWidth: false, showCommitLabel: true, rotateCommitLabel: true },
    block: { useMaxWidth: false },
  };
}

/** Hues that tell branches, sections and kinds apart. */
const hues = ['blue', 'green', 'purple', 'orange', 'yellow', 'red'] as const;

function themeColours(): Record<string, string | boolean> {
  const ground = colour('var(--picture-background)');
  const ink = colour('var(--picture-ink)');
  const edge = colour('var(--picture-edge)');
  const fill = (hue: string): string => colour(`var(--lesson-fill-${hue})`);
  const line = (hue: string): string => colour(`var(--lesson-line-${hue})`);
  const raised = colour('var(--lesson-raised)');
  const numbered = (name: string, of: (hue: string) => string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${name}${index}`, of(hues[index % hues.length] ?? 'blue')]));
  return {
    darkMode: document.body.classList.contains('vscode-dark') || (document.body.classList.contains('vscode-high-contrast') && !document.body.classList.contains('vscode-high-contrast-light')),
    background: ground,
    primaryColor: fill('blue'),
    primaryTextColor: ink,
    primaryBorderColor: line('blue'),
    secondaryColor: fill('green'),
    secondaryTextColor: ink,
    secondaryBorderColor: line('green'),
    tertiaryColor: raised,
    tertiaryTextColor: ink,
    tertiaryBorderColor: edge,
    lineColor: edge,
    textColor: ink,
    mainBkg: fill('blue'),
    nodeBorder: line('blue'),
    nodeTextColor: ink,
    clusterBkg: raised,
    clusterBorder: edge,
    titleColor: ink,
    edgeLabelBackground: ground,
    noteBkgColor: fill('yellow'),
    noteTextColor: ink,
    noteBorderColor: line('yellow'),
    actorBkg: fill('blue'),
    actorBorder: line('blue'),
    actorTextColor: ink,
    actorLineColor: edge,
    signalColor: edge,
    signalTextColor: ink,
    labelBoxBkgColor: raised,
    labelBoxBorderColor: edge,
    labelTextColor: ink,
    loopTextColor: ink,
    activationBkgColor: raised,
    activationBorderColor: edge,
    sequenceNumberColor: ground,
    classText: ink,
    stateBkg: fill('blue'),
    stateLabelColor: ink,
    transitionColor: edge,
    transitionLabelColor: ink,
    specialStateColor: ink,
    innerEndBackground: ground,
    compositeBackground: raised,
    compositeTitleBackground: raised,
    altBackground: raised,
    ...numbered('cScale', fill),
    ...numbered('cScaleLabel', () => ink),
    ...numbered('cScalePeer', line),
    ...numbered('cScaleInv', line),
    ...numbered('git', line),
    ...numbered('gitInv', () => ground),
    ...numbered('gitBranchLabel', () => ground),
    commitLabelColor: ink,
    commitLabelBackground: ground,
    tagLabelColor: ink,
    tagLabelBackground: raised,
    tagLabelBorder: edge,
  };
}

/** What a colour of the page is at the moment, as `#rrggbb`. */
function colour(value: string): string {
  const probe = document.createElement('span');
  probe.style.color = value;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return plainColour(color).colour;
}
