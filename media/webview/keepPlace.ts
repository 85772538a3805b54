/**
 * Puts new children into a part of the page that is read at the moment: the scroll position stays, what was unfolded stays so,
 * and the focus goes to the new element with the same `data-key` as the one that had it, or else to the scrolled part.
 */
export function replaceKeepingPlace(scrolled: HTMLElement, place: HTMLElement, children: readonly Node[]): void {
  const focused = place.contains(document.activeElement) ? keyOf(document.activeElement) : undefined;
  const unfolded = new Set([...place.querySelectorAll('details[open] > summary')].map(keyOf));
  const { scrollTop } = scrolled;
  place.replaceChildren(...children);
  for (const summary of place.querySelectorAll('details > summary[data-key]')) {
    (summary.parentElement as HTMLDetailsElement).open = unfolded.has(keyOf(summary));
  }
  scrolled.scrollTop = scrollTop;
  if (focused !== undefined) {
    const next = place.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`) ?? scrolled;
    next.focus({ preventScroll: true });
  }
}

function keyOf(element: Element | null): string | undefined {
  return element instanceof HTMLElement ? element.dataset['key'] : undefined;
}
