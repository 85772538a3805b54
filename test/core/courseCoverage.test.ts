/** What the course owes, and who gives it: `content/course/inventory.tsv` and `content/course/commands.tsv`. */
import assert from 'node:assert/strict';
import type { InventoryItem } from '../../server/language/course/inventoryText';
import { parseInventory } from '../../server/language/course/inventoryText';
import { courseKnowledge } from './courseKnowledge';

const { content, inventory, commands } = courseKnowledge(process.cwd());
const { lessons, course, cheatSheet } = content;

const coveredBy = (item: InventoryItem): string[] => lessons.filter(({ seeds }) => seeds.includes(item.id)).map(({ id }) => id);
const writtenOf = (ids: readonly string[]): string[] => lessons.map(({ id }) => id).filter((id) => ids.includes(id));
const itemsNamed = (pattern: RegExp): InventoryItem[] => inventory.filter(({ id }) => pattern.test(id));

suite('course: what it owes', () => {
  test('every item is covered by exactly those of its lessons that are written', () => {
    for (const item of inventory) assert.deepEqual(coveredBy(item), writtenOf(item.lessons), `${item.id} ${item.item}`);
  });

  test('no lesson covers what nobody owes', () => {
    const known = new Set(inventory.map(({ id }) => id));
    assert.deepEqual(lessons.flatMap(({ seeds }) => seeds).filter((seed) => !known.has(seed)), []);
  });

  test('every stage of the roadmap has its item, and exactly its lessons name it', () => {
    for (const { number, title } of course.stages) {
      const item = inventory.find(({ id }) => id === `S1-R${number}`);
      assert.ok(item, `stage ${number}`);
      assert.deepEqual(lessons.filter(({ stages }) => stages.includes(number)).map(({ id }) => id), writtenOf(item.lessons), title);
    }
    assert.equal(itemsNamed(/^S1-R\d+$/).length, course.stages.length);
  });

  test('every task and challenge is the lab of exactly its lessons, every interview question is asked in exactly its lesson', () => {
    const tasks = itemsNamed(/^S1-[TC]\d+$/);
    const questions = itemsNamed(/^S1-Q\d+$/);
    assert.deepEqual([tasks.length, questions.length], [11, 5]);
    for (const { id, lessons: owners } of tasks) {
      assert.deepEqual(lessons.filter(({ lab }) => lab?.covers.includes(id)).map((lesson) => lesson.id), writtenOf(owners), id);
    }
    for (const { id, lessons: owners } of questions) {
      assert.equal(owners.length, 1, id);
      const asked = lessons.flatMap((lesson) => lesson.questions.filter(({ interview }) => interview === id).map(() => lesson.id));
      assert.deepEqual(asked, writtenOf(owners), id);
    }
  });

  test('every command is on the cheat sheet, with the lesson that teaches it', () => {
    for (const { id, item, lessons: owners } of commands) {
      const entries = cheatSheet.filter(({ seeds }) => seeds.includes(id));
      assert.ok(entries.length > 0, `${id} ${item} is on no entry of the cheat sheet`);
      assert.ok(entries.some(({ lesson }) => owners.includes(lesson)), `${id} ${item}: its entry names ${entries[0]!.lesson}, not ${owners.join()}`);
    }
  });

  test('the cheat sheet names lessons and commands that exist', () => {
    const known = new Set(commands.map(({ id }) => id));
    const ids = new Set(Object.values(course.levels).flat());
    assert.deepEqual(cheatSheet.flatMap(({ seeds }) => seeds).filter((seed) => !known.has(seed)), []);
    assert.deepEqual(cheatSheet.filter(({ lesson }) => !ids.has(lesson)).map(({ id }) => id), []);
  });

  test('a list that is wrong is refused with the line', () => {
    const read = (line: string) => () => parseInventory('inventory.tsv', `id\titem\tlessons\n${line}\n`, course);
    assert.throws(read('S1-1\tone thing\tF99'), /S1-1 names the lesson F99/);
    assert.throws(read('S1-1\tone thing'), /names the lesson ,/);
    assert.throws(read('1\tone thing\tF01'), /is not id, item, lessons: 1/);
    assert.throws(read('S1-1\ta\tF01\nS1-1\tb\tF02'), /has S1-1 twice/);
  });
});
