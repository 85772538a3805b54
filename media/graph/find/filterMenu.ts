import type { GraphNode } from '../../../server/protocol/graph';
import { element } from '../../webview/element';
import { button } from '../../webview/pageLayout';
import { popup } from '../../webview/popup';
import { iconButton } from '../icons';
import { filterChoices, noFilters, projectChoices, setFilters, type FilterChoice, type FilterName, type Filters } from './filters';

const names: readonly (readonly [FilterName, string])[] = [
  ['kind', 'Kind'],
  ['state', 'State'],
  ['project', 'Project'],
  ['use', 'Use'],
  ['size', 'Size'],
  ['age', 'Age'],
];

/** A button that opens the filters. It says how many are set, so that nobody wonders where the rest is. */
export class FilterMenu {
  readonly element: HTMLElement;
  private readonly toggle = iconButton('filter', 'Filter', () => undefined, 'Filter');
  private readonly sign = element('span', { class: 'badge' });
  private readonly selects: ReadonlyMap<FilterName, HTMLSelectElement>;
  private projects = '';

  constructor(
    private filters: Filters,
    private readonly onChanged: (filters: Filters) => void,
  ) {
    this.toggle.append(this.sign);
    this.selects = new Map(names.map(([name, words]) => [name, this.select(name, words)]));
    const fields = names.map(([name, words]) => element('label', {}, [element('span', {}, [words]), this.selects.get(name) as HTMLSelectElement]));
    const reset = button('Show everything', 'Take all filters off', () => {
      this.set(noFilters);
      menu.close();
    });
    const content = element('div', { class: 'choices filters', role: 'group', 'aria-label': 'Filters' }, [...fields, reset]);
    const menu = popup(this.toggle, content, () => this.selects.get('kind')?.focus());
    this.element = menu.element;
    this.showProjects([]);
    this.mark();
  }

  /** The projects of the graph are what can be chosen; one that is chosen and gone stays, so that it can be seen. */
  showProjects(nodes: readonly GraphNode[]): void {
    const known = projectChoices(nodes);
    const { project } = this.filters;
    const choices = known.some(([value]) => value === project) ? known : [...known, [project, project] as const];
    const text = JSON.stringify(choices);
    if (text !== this.projects) {
      this.projects = text;
      const select = this.selects.get('project');
      select?.replaceChildren(...options(choices));
      this.mark();
    }
  }

  private select(name: FilterName, words: string): HTMLSelectElement {
    const made = element('select', { 'aria-label': words }, name === 'project' ? [] : options(filterChoices[name]));
    made.addEventListener('change', () => this.set({ ...this.filters, [name]: made.value }));
    return made;
  }

  private set(filters: Filters): void {
    this.filters = filters;
    this.mark();
    this.onChanged(filters);
  }

  private mark(): void {
    const count = setFilters(this.filters);
    this.sign.textContent = count === 0 ? '' : String(count);
    const title = count === 0 ? 'Filter' : `Filter: ${count} set`;
    this.toggle.title = title;
    this.toggle.setAttribute('aria-label', title);
    this.toggle.classList.toggle('on', count > 0);
    for (const [name, select] of this.selects) {
      select.value = this.filters[name];
    }
  }
}

function options(choices: readonly FilterChoice[]): HTMLElement[] {
  return choices.map(([value, words]) => element('option', { value }, [words]));
}
