/**
 * `contributes.walkthroughs` of package.json: one for each level of the course, one step for each lesson.
 *
 * A step is done when its lab is. Two events tell VS Code, because each alone is missed in one order of events: `onContext`
 * completes nothing if the key was already true when VS Code first looks at walkthroughs; `onCommand` is seen only while it
 * is looking. `client/course/progress.ts` sets the key and runs the command, for labs that have passed and no others.
 * @param {readonly import('../../server/language/content').Lesson[]} lessons
 * @param {typeof import('../../server/protocol/messages').commands} commands
 */
export function walkthroughs(lessons, commands) {
  return [
    {
      id: 'foundations',
      title: 'Docker foundations',
      description: 'Short lessons, each with a lab that Layerwise checks.',
      steps: lessons.filter(({ level }) => level === 'foundations').map((lesson) => step(lesson, commands)),
    },
  ];
}

function step(lesson, commands) {
  const link = (title, command) => `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([lesson.id]))})`;
  const links = [link('Open lesson', commands.openLesson)];
  if (lesson.lab) links.push(link('Start lab', commands.startLab), link('Check lab', commands.checkLab));
  const [diagram] = lesson.diagrams;
  return {
    id: lesson.id,
    title: lesson.title,
    description: [lesson.why, ...links].join('\n'),
    media: { svg: diagram.picture, altText: diagram.alternative },
    completionEvents: [`onContext:layerwise.done.${lesson.id}`, `onCommand:layerwise.lessonDone.${lesson.id}`],
  };
}
