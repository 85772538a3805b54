import assert from 'node:assert/strict';
import { AnswerOrder } from '../../client/dockerGraph/answerOrder';

suite('answers that overtake one another', () => {
  test('an answer that comes after a newer one is left out', () => {
    const order = new AnswerOrder();
    const [first, second, third] = [order.ask(), order.ask(), order.ask()];
    assert.equal(order.take(second), true);
    assert.equal(order.take(first), false);
    assert.equal(order.take(third), true);
  });

  test('answers in order are all taken, so that what is asked again and again is told, too', () => {
    const order = new AnswerOrder();
    const [first, second] = [order.ask(), order.ask()];
    assert.equal(order.take(first), true);
    assert.equal(order.take(second), true);
  });

  test('where only the last question counts, an answer to an earlier one is left out although it comes first', () => {
    const order = new AnswerOrder();
    const [first, second] = [order.ask(), order.ask()];
    assert.equal(order.takeLast(first), false);
    assert.equal(order.takeLast(second), true);
    assert.equal(order.takeLast(second), false);
  });
});
