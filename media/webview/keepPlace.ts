/**
 * Puts new children into a part of the page that is read at the moment: the scroll position stays, and the focus goes to the
 * new element with the same `data-key` as the one that had it.
 */
export function replaceKeepingPlace(scrolled: HTMLElement, place: HTMLElement, children: readonly Node[]): void {
  const focused = place.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset['key'] : undefined;
  const { scrollTop } = scrolled;
  place.replaceChildren(...children);
  scrolled.scrollTop = scrollTop;
  if (focused !== undefined) {
    place.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}
