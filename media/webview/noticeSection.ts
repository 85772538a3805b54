import { element } from './element';

/** What a picture is or lacks: why, and what to do. The words come from the server. */
export interface Notice {
  readonly kind: string;
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
}

/** A notice as a section to put above the picture. */
export function noticeSection({ kind, title, explanation, remedy }: Notice): HTMLElement {
  return element('section', { class: `message notice ${kind}` }, [
    element('h2', {}, [title]),
    element('p', {}, [`${explanation} ${remedy}`]),
  ]);
}

/** The same as one line that unfolds, for where a whole section would push the picture away. */
export function foldedNotice({ kind, title, explanation, remedy }: Notice): HTMLElement {
  return element('details', { class: `message notice ${kind}` }, [
    element('summary', {}, [title]),
    element('p', {}, [`${explanation} ${remedy}`]),
  ]);
}
