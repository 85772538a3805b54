/** Lets the keyboard reach what is wider than the page, so that arrow keys scroll it; nothing else becomes a stop. */
export function reachWhatScrolls(root: ParentNode): void {
  for (const part of root.querySelectorAll<HTMLElement>('.code pre, .table-frame, .drawing')) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    else part.removeAttribute('tabindex');
  }
}
