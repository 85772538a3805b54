import type { Placed } from './layout';
import { isStill } from './motion';

const moveMilliseconds = 150;

/** What is on the page of one item: itself and the line that leads to it. */
export interface Live {
  readonly placed: Placed;
  readonly drawn: SVGGElement;
  readonly link: SVGElement | undefined;
}

/** What is new fades in, what has moved glides, and what is in another state pulses once. */
export function animateChange(before: Placed | undefined, { placed, drawn, link }: Live, drawnBefore: SVGGElement | undefined): void {
  if (isStill()) {
    return;
  }
  const fade = [{ opacity: 0 }, { opacity: 1 }];
  if (before === undefined) {
    drawn.animate(fade, moveMilliseconds);
    link?.animate(fade, moveMilliseconds);
  } else if (before.x !== placed.x || before.y !== placed.y) {
    const at = ({ x, y }: Placed) => ({ transform: `translate(${x}px, ${y}px)` });
    drawn.animate([at(before), at(placed)], { duration: moveMilliseconds, easing: 'ease-out' });
    link?.animate(fade, moveMilliseconds);
  }
  if (drawnBefore !== undefined && stateOf(drawnBefore) !== stateOf(drawn)) {
    drawn.classList.add('changed');
    drawn.addEventListener('animationend', () => drawn.classList.remove('changed'), { once: true });
  }
}

function stateOf(drawn: Element): string | undefined {
  return /running|unhealthy|paused|stopped|failed/.exec(drawn.getAttribute('class') ?? '')?.[0];
}

/** Takes an item off the page; while it fades it is no part of the drawing any more. */
export function fadeOut(drawn: SVGGElement): void {
  if (isStill()) {
    drawn.remove();
    return;
  }
  ['id', 'role', 'data-node'].forEach((name) => drawn.removeAttribute(name));
  drawn.animate([{ opacity: 1 }, { opacity: 0 }], moveMilliseconds).finished.finally(() => drawn.remove());
}
