import assert from 'node:assert/strict';
import { flowchartEdges } from '../../server/language/course/flowchartEdges';

suite('arrows of a flowchart that a learner draws', () => {
  test('texts that no arrow follows, and blanks without an end, take no time', () => {
    const [blanks, lines] = [' '.repeat(15_000), '\n'.repeat(15_000)];
    for (const text of [`a --${blanks}-x`, `a ==${blanks}=x`, `a -.${blanks}.x`, `a${blanks}x`, `${blanks}x y`, `a${'('.repeat(15_000)}`, `a${'{'.repeat(15_000)}`, `${lines}a --- b`]) {
      assert.equal(flowchartEdges(`flowchart LR\n${text}`), undefined, text.slice(0, 10));
    }
    assert.equal(flowchartEdges(`${lines}sequenceDiagram`), undefined);
  }).timeout(5_000);

  test('more arrows than anybody draws are not made', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `n${index}`).join(' & ');
    assert.equal(flowchartEdges(`flowchart LR\n${names} --> ${names}`), undefined);
    assert.equal(flowchartEdges(`flowchart LR\na & b --> ${names.slice(0, names.indexOf(' & n400'))}`)?.size, 800);
  });

  test('a text on an arrow may have blanks, and a shape several brackets', () => {
    assert.deepEqual([...flowchartEdges('flowchart LR\n  a([x]) --  asks for  --> b{{y}} ==  loud  ==> c[["z"]]\r\n')!], ['a --> b', 'b --> c']);
  });
});
