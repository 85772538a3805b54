/** One walkthrough each, where it has a lesson. */
const levels = [
  { id: 'foundations', title: 'Docker: Foundations', description: 'From the first container to a compose file. Each lesson ends in a lab that Layerwise checks.' },
  { id: 'advanced', title: 'Docker: Advanced', description: 'Small images, networks, data and secrets, as a team needs them. Each lesson ends in a lab that Layerwise checks.' },
  { id: 'expert', title: 'Docker: Expert', description: 'What is below: kernel, storage, builders, delivery. Each lesson ends in a lab that Layerwise checks.' },
];

/**
 * `contributes.walkthroughs` of package.json: one for each level of the course, one step for each lesson. A step has no button
 * that checks the lab: saving a file or a change of the daemon does.
 *
 * A step is done when its lab is. Two events tell VS Code, because each alone is missed in one order of events: `onContext`
 * completes nothing if the key was already true when VS Code first looks at walkthroughs; `onCommand` is seen only while it
 * is looking. `client/course/progress.ts` sets the key and runs the command, for labs that have passed and no others.
 * @param {readonly import('../../server/language/course/lesson').Lesson[]} lessons
 * @param {typeof import('../../server/protocol/messages').commands} commands
 */
export function walkthroughs(lessons, commands) {
  return levels
    .map(({ id, ...words }) => ({ id, ...words, steps: lessons.filter(({ level }) => level === id).sort((one, other) => one.order - other.order).map((lesson) => step(lesson, commands)) }))
    .filter(({ steps }) => steps.length > 0);
}

function step(lesson, commands) {
  const link = (title, command) => `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([lesson.id]))})`;
  const links = [link('Open lesson', commands.openLesson)];
  if (lesson.lab) links.push(link('Start lab', commands.startLab));
  const [diagram] = lesson.diagrams;
  return {
    id: lesson.id,
    title: lesson.title,
    description: [lesson.why, ...links].join('\n'),
    media: { svg: diagram.picture, altText: diagram.alternative },
    completionEvents: [`onContext:layerwise.done.${lesson.id}`, `onCommand:layerwise.lessonDone.${lesson.id}`],
  };
}
