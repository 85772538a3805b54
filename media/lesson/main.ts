import type { FromLessonPage, LessonPageMemory, ToLessonPage } from '../../server/protocol/lessonPage';
import { element } from '../webview/element';
import { Host } from '../webview/host';
import { markdown } from './markdown';

const host = new Host<ToLessonPage, FromLessonPage, LessonPageMemory>();

host.onMessage((message) => {
  if (message.type === 'lesson') {
    const { lesson, level } = message.shown;
    host.remember({ lesson: lesson.id });
    document.body.replaceChildren(element('h1', {}, [lesson.title]), element('p', {}, [lesson.why]), markdown(lesson.levels[level]));
  }
});
host.tell({ type: 'ready' });
