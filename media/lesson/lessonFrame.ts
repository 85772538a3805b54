import type { LessonResult } from '../../server/protocol/course';
import type { ShownLesson } from '../../server/protocol/lessonPage';
import { element } from '../webview/element';

/** What stands above a lesson: where it belongs, why it matters, what to know before. `open` opens another lesson. */
export function lessonHead({ lesson, prerequisites }: ShownLesson, open: (id: string) => void): HTMLElement {
  const before = prerequisites.flatMap(({ id, title }, index) => [index === 0 ? 'Before this: ' : ', ', linkButton(title, () => open(id))]);
  return element('div', { class: 'lesson-head' }, [
    element('p', { class: 'course-level' }, [`${lesson.level.charAt(0).toUpperCase()}${lesson.level.slice(1)}`]),
    element('h1', {}, [lesson.title]),
    element('p', { class: 'why' }, [lesson.why]),
    ...(before.length === 0 ? [] : [element('p', { class: 'before' }, before)]),
  ]);
}

/** Where the statements of a lesson can be read. */
export function sources(lesson: LessonResult): HTMLElement[] {
  const items = lesson.sources.filter((source) => /^https:\/\//.test(source)).map((source) => element('li', {}, [element('a', { href: source }, [source.replace(/^https:\/\//, '')])]));
  return items.length === 0 ? [] : [element('section', { class: 'sources' }, [element('h2', {}, ['Read more']), element('ul', {}, items)])];
}

/** The lessons before and after it. */
export function around({ previous, next }: LessonResult, open: (id: string) => void): HTMLElement {
  const way = (words: string, to: LessonResult['next'], className: string): HTMLElement[] => {
    if (to === undefined) return [];
    const made = element('button', { type: 'button', class: `way ${className}` }, [element('span', { class: 'way-words' }, [words]), element('span', {}, [to.title])]);
    made.addEventListener('click', () => open(to.id));
    return [made];
  };
  return element('nav', { class: 'around', 'aria-label': 'Lessons around this one' }, [...way('Previous lesson', previous, 'previous'), ...way('Next lesson', next, 'next')]);
}

function linkButton(words: string, action: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'link' }, [words]);
  made.addEventListener('click', action);
  return made;
}
