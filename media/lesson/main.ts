import type { FromLessonPage, LessonPageMemory, ToLessonPage } from '../../server/protocol/lessonPage';
import { element } from '../webview/element';
import { Host } from '../webview/host';
import pageStyle from '../webview/page.css';
import { CommandTips } from './commandTips';
import lessonStyle from './lesson.css';
import { LessonPage } from './lessonPage';
import { Said } from './said';

const host = new Host<ToLessonPage, FromLessonPage, LessonPageMemory>();
document.head.append(element('style', {}, [pageStyle, lessonStyle]));
document.body.append(element('div', { id: 'place' }));
const said = new Said();
const tips = new CommandTips();
let page: LessonPage | undefined;
let file: string | undefined;

function show({ shown, part, level }: ToLessonPage & { type: 'lesson' }): void {
  page?.dispose();
  const made = new LessonPage(shown, host, tips, said, file);
  page = made;
  document.getElementById('place')?.replaceChildren(made.element);
  if (level !== undefined) made.choose(level);
  if (part !== undefined) made.goTo(part);
  void made.appeared();
}

host.onMessage((message) => {
  switch (message.type) {
    case 'lesson':
      return show(message);
    case 'result':
      return page?.showResult(message.result);
    case 'editor':
      file = message.file;
      return page?.showTarget(file);
    case 'help':
      return tips.adopt(message.help);
    case 'done':
      return said.show(message.sentence);
  }
});
host.tell({ type: 'ready' });
