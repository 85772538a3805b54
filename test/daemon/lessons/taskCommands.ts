import type { Lesson } from '../../../server/language/course/lesson';

/**
 * The docker commands of a lab's task, fence by fence, each as the words behind `docker`: what the learner is told to run is
 * what the test runs.
 * @param change words to put in place of others, where a test may not do the same: a port of the machine, a long wait
 */
export function taskCommands(lesson: Lesson, change: Readonly<Record<string, readonly string[]>> = {}): readonly (readonly (readonly string[])[])[] {
  const fences = [...(lesson.lab?.task ?? '').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  return fences.map((text) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('docker '))
      .map((line) => wordsOf(line).slice(1).flatMap((word) => change[word] ?? [word])),
  );
}

/** Words of a line that has blanks and double quotes only. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
