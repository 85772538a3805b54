import type { DiskUsage } from '../../../server/protocol/graphDetails';
import { element } from '../../webview/element';
import { replaceKeepingPlace } from '../../webview/keepPlace';
import { button } from '../../webview/pageLayout';
import type { CommandEvents } from '../details/commandList';
import { iconButton } from '../icons';
import { orderedRows, type DiskColumn, type DiskOrder } from './diskRows';
import { diskTable } from './diskTable';
import { diskTotals, totalWords } from './diskTotals';

export interface DiskEvents extends CommandEvents {
  /** The daemon is to count; the answer comes as `show`. */
  onAsked(): void;
  onChosen(node: string): void;
}

/** Rows that are shown at first. */
const firstRows = 200;

/** Where the disk goes. It is counted when the view is shown for the first time and when the reader asks. */
export class DiskView {
  readonly element = element('div', { class: 'disk', tabindex: '-1' });
  private readonly total = element('h2');
  private readonly state = element('p', { role: 'status', class: 'counting' });
  private readonly body = element('div', { class: 'disk-body' });
  private readonly again = iconButton('refresh', 'Count again', () => this.ask(), 'Count again');
  private usage: DiskUsage | null | undefined;
  private isCounting = false;
  private order: DiskOrder = { column: 'bytes', descending: true };
  private matches: ReadonlySet<string> | undefined;
  private selected: string | undefined;
  private showsAll = false;

  constructor(private readonly events: DiskEvents) {
    this.element.append(element('div', { class: 'disk-head' }, [this.total, this.state, this.again]), this.body);
  }

  /** The view is in sight: what could not be counted before is tried again. */
  open(): void {
    if (!this.usage && !this.isCounting) {
      this.ask();
    }
  }

  /** Another daemon: what was counted is not its. */
  forget(): void {
    this.usage = undefined;
    this.setCounting(false);
    this.state.textContent = '';
    this.total.textContent = '';
    this.body.replaceChildren();
  }

  /** Things have come or gone since it was counted. */
  outdate(): void {
    if (this.usage && !this.isCounting) {
      this.state.textContent = ['Something has changed since this was counted.', this.usage.leftOut].filter(Boolean).join(' ');
    }
  }

  /** The answer; null where the daemon gave none. One that nobody waits for is about a daemon that was left meanwhile. */
  show(usage: DiskUsage | null): void {
    if (!this.isCounting) {
      return;
    }
    this.setCounting(false);
    this.usage = usage ?? this.usage ?? null;
    this.state.textContent = usage === null ? 'The daemon did not tell where its disk goes.' : (usage.leftOut ?? '');
    this.draw();
  }

  select(node: string | undefined): void {
    this.selected = node;
    this.draw();
  }

  /** Shows the rows of these nodes only; undefined shows all. */
  setMatches(matches: ReadonlySet<string> | undefined): void {
    this.matches = matches;
    this.draw();
  }

  private setCounting(counting: boolean): void {
    this.isCounting = counting;
    this.again.disabled = counting;
    this.element.setAttribute('aria-busy', String(counting));
  }

  private ask(): void {
    this.setCounting(true);
    this.state.textContent = 'The daemon is counting. With many images this takes some seconds.';
    this.events.onAsked();
  }

  private sort(column: DiskColumn): void {
    const isText = column === 'label' || column === 'kind';
    this.order = { column, descending: column === this.order.column ? !this.order.descending : !isText };
    this.draw();
  }

  private draw(): void {
    const { usage } = this;
    if (usage === undefined || usage === null) {
      return;
    }
    this.total.textContent = totalWords(usage);
    const rows = orderedRows(usage.rows, this.order, this.matches);
    const shown = this.showsAll ? rows : rows.slice(0, firstRows);
    const largest = Math.max(...usage.rows.map(({ bytes }) => bytes), 1);
    const table = diskTable(shown, this.order, largest, this.selected, { onChosen: (node) => this.events.onChosen(node), onOrdered: (column) => this.sort(column) });
    const more = button(`Show all ${rows.length}`, `Show all ${rows.length} rows`, () => {
      this.showsAll = true;
      this.draw();
    });
    replaceKeepingPlace(this.element, this.body, [
      ...diskTotals(usage, this.events),
      element('h3', {}, ['Each by itself']),
      rows.length === 0 ? element('p', { class: 'nothing-here' }, ['Nothing here matches the search and the filters.']) : table,
      ...(shown.length < rows.length ? [more] : []),
    ]);
  }
}
