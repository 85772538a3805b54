import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Router } from '../src/router.js';

function answerRecorder() {
  const answer = { status: 200, body: '' };
  return {
    answer,
    writeHead(status) {
      answer.status = status;
      return this;
    },
    end(body) {
      answer.body = body;
    },
  };
}

test('a known path reaches its handler', async () => {
  const router = new Router();
  router.get('/hello', (request, response) => response.end('hello'));
  const response = answerRecorder();
  await router.handle({ method: 'GET', url: '/hello?loud=yes' }, response);
  assert.deepEqual(response.answer, { status: 200, body: 'hello' });
});

test('an unknown path is a 404', async () => {
  const response = answerRecorder();
  await new Router().handle({ method: 'GET', url: '/nowhere' }, response);
  assert.equal(response.answer.status, 404);
});
