import { element } from '../../webview/element';

export interface SidePaneEvents {
  onToggled(open: boolean): void;
  onResized(width: number): void;
}

const smallest = 220;
const largest = 720;
const keyStep = 24;

/** The pane beside the view: it can be hidden, and made wider with the pointer and with the arrow keys. */
export class SidePane {
  readonly element: HTMLElement;
  /** Stands between view and pane. */
  readonly divider = element('div', {
    class: 'divider',
    role: 'separator',
    tabindex: '0',
    'aria-orientation': 'vertical',
    'aria-label': 'Width of the side pane',
    'aria-controls': 'side',
    'aria-valuemin': String(smallest),
    'aria-valuemax': String(largest),
  });
  private width = 0;

  constructor(
    children: readonly Node[],
    { open, width }: { open: boolean; width: number },
    private readonly events: SidePaneEvents,
  ) {
    this.element = element('aside', { id: 'side', 'aria-label': 'Details and list' }, children);
    this.setWidth(width);
    this.setOpen(open);
    this.divider.addEventListener('pointerdown', (event) => this.drag(event));
    this.divider.addEventListener('keydown', (event) => this.onKey(event));
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  toggle(): void {
    this.setOpen(!this.isOpen);
    this.events.onToggled(this.isOpen);
  }

  open(): void {
    if (!this.isOpen) {
      this.toggle();
    }
  }

  private setOpen(open: boolean): void {
    this.element.hidden = !open;
    this.divider.hidden = !open;
  }

  private setWidth(width: number): void {
    this.width = Math.round(Math.min(largest, Math.max(smallest, width)));
    this.element.style.setProperty('--side-width', `${this.width}px`);
    this.divider.setAttribute('aria-valuenow', String(this.width));
  }

  private drag({ pointerId, clientX, button }: PointerEvent): void {
    if (button !== 0) {
      return;
    }
    const start = this.width;
    this.divider.setPointerCapture(pointerId);
    const onMove = (event: PointerEvent): void => this.setWidth(start + clientX - event.clientX);
    const onEnd = (): void => {
      this.divider.removeEventListener('pointermove', onMove);
      this.events.onResized(this.width);
    };
    this.divider.addEventListener('pointermove', onMove);
    this.divider.addEventListener('lostpointercapture', onEnd, { once: true });
  }

  private onKey(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: keyStep, ArrowRight: -keyStep };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.setWidth(this.width + step);
      this.events.onResized(this.width);
    }
  }
}
