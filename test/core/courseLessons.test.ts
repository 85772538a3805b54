/** Every lesson is held against everything that the course promises of one. */
import assert from 'node:assert/strict';
import { checkLesson } from '../../server/language/course/checker/checkLesson';
import { lessonView } from '../../server/language/course/lessonView';
import { courseKnowledge } from './courseKnowledge';
import { mermaidProblem } from './mermaidReader';

const knowledge = courseKnowledge(process.cwd());
const { lessons } = knowledge.content;

suite('course: every lesson is whole', function () {
  this.timeout(20_000);

  for (const lesson of lessons) {
    test(`${lesson.id}: nothing is missing, unknown or outdated`, () => {
      assert.deepEqual(checkLesson(lesson, knowledge), []);
    });

    test(`${lesson.id}: mermaid reads every diagram`, async () => {
      for (const { source, mermaid } of lesson.diagrams) {
        assert.equal(await mermaidProblem(mermaid), undefined, source);
      }
    });
  }

  test('a lesson that does not exist has no view', () => {
    assert.equal(lessonView(knowledge.content, 'nowhere'), undefined);
  });
});
