import type { GraphCue, GraphDetails, RelatedNodes } from '../../../server/protocol/graphDetails';
import { element } from '../../webview/element';
import { icon, iconButton, kindIconOf } from '../icons';
import { commandList, type CommandEvents } from './commandList';
import { layerTable, link, type LayerTableEvents } from './layerTable';

export interface DetailsEvents extends LayerTableEvents, CommandEvents {
  onLesson(lesson: string): void;
}

/** So many related things stand there at first; the others are folded, so that layers and commands are near. */
const mostRelated = 6;

/** Everything that is told about a node, in reading order. All texts go in as text. */
export function detailsSections(details: GraphDetails, now: number, events: DetailsEvents): HTMLElement[] {
  const { paragraphs, cues, facts, command, layers, related, commands } = details;
  return [
    element('div', { class: 'paragraphs' }, paragraphs.map((words) => element('p', {}, [words]))),
    ...cues.map((cue) => cueSection(cue, events)),
    ...(command === undefined ? [] : [commandSection(command, events)]),
    ...(facts.length === 0 ? [] : [factsSection(facts)]),
    ...related.filter(({ nodes }) => nodes.length > 0).map((group, index) => relatedSection(group, index, events)),
    ...(layers === undefined || layers.length === 0 ? [] : [section('Layers', [layerTable(layers, now, events)])]),
    ...(commands.length === 0 ? [] : [section('Commands', [commandList(commands, events)])]),
  ];
}

function section(title: string, children: readonly Node[]): HTMLElement {
  return element('section', {}, [element('h3', {}, [title]), ...children]);
}

function cueSection({ id, title, explanation, remedy, lesson }: GraphCue, events: DetailsEvents): HTMLElement {
  const toLesson = lesson === undefined ? [] : [element('p', {}, [link('Open the lesson', `lesson-${id}`, 'Open the lesson about this', () => events.onLesson(lesson))])];
  return element('section', { class: 'cue', 'data-cue': id }, [
    element('h3', {}, [icon('hint'), title]),
    element('p', {}, [explanation]),
    ...(remedy === '' ? [] : [element('p', {}, [remedy])]),
    ...toLesson,
  ]);
}

function factsSection(facts: GraphDetails['facts']): HTMLElement {
  const pairs = facts.flatMap(({ name, value }) => [element('dt', {}, [name]), element('dd', {}, [value])]);
  return section('Facts', [element('dl', {}, pairs)]);
}

function commandSection({ line, explanation }: NonNullable<GraphDetails['command']>, events: DetailsEvents): HTMLElement {
  const copy = iconButton('copy', 'Copy what runs', () => events.onCopy(line));
  copy.dataset['key'] = 'copy-effective';
  return section('What runs', [
    element('div', { class: 'line' }, [element('code', {}, [line]), copy]),
    ...(explanation === '' ? [] : [element('p', {}, [explanation])]),
  ]);
}

function relatedSection({ title, nodes }: RelatedNodes, group: number, events: DetailsEvents): HTMLElement {
  const items = nodes.map(({ node, label }, index) => element('li', {}, [kindIconOf(node), link(label, `related-${group}-${index}`, `Select ${label}`, () => events.onChosen(node))]));
  const more = items.length - mostRelated;
  if (more <= 1) {
    return section(title, [element('ul', { class: 'related' }, items)]);
  }
  const rest = element('details', {}, [element('summary', { 'data-key': `more-${group}` }, [`and ${more} more`]), element('ul', { class: 'related' }, items.slice(mostRelated))]);
  return section(title, [element('ul', { class: 'related' }, items.slice(0, mostRelated)), rest]);
}
