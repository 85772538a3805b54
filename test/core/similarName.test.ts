import assert from 'node:assert/strict';
import { similarName } from '../../server/language/rules/similarName';

suite('names that were meant', () => {
  test('one letter apart, two in a long name, and neighbours swapped', () => {
    for (const [written, meant] of [['bak', 'back'], ['backk', 'back'], ['bick', 'back'], ['Back', 'back'], ['bakc', 'back'], ['abck', 'back'], ['databsae1', 'database'], ['postgers', 'postgres']] as const) {
      assert.equal(similarName(written, ['front', meant, 'x']), meant, written);
    }
  });

  test('nothing where it is too far, too short, or could be several', () => {
    for (const [written, ...declared] of [['bkca', 'back'], ['bcka', 'back'], ['ab', 'ba'], ['abc', 'bac', 'acb'], ['web', 'database']] as const) {
      assert.equal(similarName(written, declared), undefined, written);
    }
  });
});
