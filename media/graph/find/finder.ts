import type { GraphNode } from '../../../server/protocol/graph';
import { FilterMenu } from './filterMenu';
import { setFilters, type Filters } from './filters';
import { matchingNodes, neighbourMatch } from './matches';
import { SearchField } from './searchField';

export interface FinderEvents {
  /** What is sought or filtered has changed: `matches` are the nodes to show; undefined shows all. */
  onMatches(matches: ReadonlySet<string> | undefined): void;
  /** The next match is to be selected. */
  onStep(node: string): void;
  /** The search field was left for the view. */
  onLeft(): void;
  onRemember(found: { readonly search: string; readonly filters: Readonly<Record<string, string>> }): void;
}

/** Search and filters of the page, and what they find in the present graph. */
export class Finder {
  readonly search: SearchField;
  readonly filter: FilterMenu;
  private nodes: readonly GraphNode[] = [];
  private matches: ReadonlySet<string> | undefined;
  private ordered: readonly string[] | undefined;
  private selected: string | undefined;

  /** `order` gives the matches that the view was told of, in the order in which they are seen. */
  constructor(
    private sought: string,
    private filters: Filters,
    private readonly order: () => readonly string[],
    private readonly events: FinderEvents,
  ) {
    this.search = new SearchField(sought, {
      onChanged: (text) => {
        this.sought = text;
        this.changed();
      },
      onStep: (step) => this.step(step),
      onLeft: () => events.onLeft(),
    });
    this.filter = new FilterMenu(filters, (changed) => {
      this.filters = changed;
      this.changed();
    });
  }

  /** The graph has changed. */
  show(nodes: readonly GraphNode[]): void {
    this.nodes = nodes;
    this.filter.showProjects(nodes);
    this.find();
  }

  select(node: string | undefined): void {
    this.selected = node;
    this.search.showMatches(this.ordered, node);
  }

  private changed(): void {
    this.events.onRemember({ search: this.sought, filters: { ...this.filters } });
    this.find();
  }

  /** The view hears of it only where the matches are others. */
  private find(): void {
    const found = this.sought.trim() === '' && setFilters(this.filters) === 0 ? undefined : matchingNodes(this.nodes, this.sought, this.filters, Date.now() / 1000);
    if (!areSame(found, this.matches)) {
      this.matches = found;
      this.events.onMatches(found);
    }
    this.ordered = found === undefined ? undefined : this.order();
    this.search.showMatches(this.ordered, this.selected);
  }

  private step(step: 1 | -1): void {
    const next = neighbourMatch(this.ordered ?? [], this.selected, step);
    if (next !== undefined) {
      this.events.onStep(next);
    }
  }
}

function areSame(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && one.size === other.size && [...one].every((id) => other.has(id)));
}
