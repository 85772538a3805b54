import assert from 'node:assert/strict';
import { lessonPage, type LessonPage } from '../../client/course/lessonPage';

const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

function page(changes: Partial<LessonPage> = {}): string {
  return lessonPage({
    lesson: {
      id: 'one',
      title: 'One',
      why: 'It matters.',
      body: 'body',
      analogy: 'analogy',
      pictures: [{ path: 'a.svg', alternative: 'A picture' }],
      questions: [{ text: 'Why?', answers: [{ text: 'yes', correct: true, because: 'so it is' }, { text: 'no', correct: false, because: 'not so' }] }],
      sources: ['https://example.org/'],
      lab: { task: 'task', hints: ['first', 'second'], startFolder: 'content/x', firstFile: 'Dockerfile' },
    },
    level: 'teen',
    labFirst: false,
    result: undefined,
    pictures: ['<svg><title>drawn</title></svg>'],
    markdown: new Map([['body', '<p class="code-line">rendered</p>'], ['yes', '<p class="code-line" dir="auto">certainly</p>\n']]),
    nonce: 'n0nce',
    ...changes,
  });
}

suite('course: the page of a lesson', () => {
  test('it allows nothing but its own style', () => {
    const html = page();
    assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-n0nce'">/);
    assert.match(html, /<style nonce="n0nce">/);
    assert.doesNotMatch(html, /<script|\son\w+=|\sstyle=/);
  });

  test('texts that are not rendered are shown as text', () => {
    const { lesson } = { lesson: { id: hostile, title: hostile, why: hostile, body: hostile, analogy: hostile, pictures: [], questions: [{ text: hostile, answers: [{ text: hostile, correct: true, because: hostile }] }], sources: [hostile], lab: { task: hostile, hints: [hostile], startFolder: '', firstFile: '' } } };
    const html = page({ lesson, markdown: new Map(), result: { lesson: hostile, done: false, unmet: [hostile] } });
    assert.doesNotMatch(html, /<script|<img/);
  });

  test('the level in use is marked and the others are links', () => {
    const html = page();
    assert.match(html, /<span class="level" aria-current="true">Like I'm 15<\/span>/);
    assert.match(html, /href="command:layerwise\.openLesson\?%5B%22one%22%2C%22child%22%5D">Like I&#39;m 5</);
    assert.equal(html.match(/class="level"/g)?.length, 3);
  });

  test('rendered texts are taken as they are; an answer loses its paragraph', () => {
    const html = page();
    assert.match(html, /<p class="code-line">rendered<\/p>/);
    assert.match(html, /<summary>certainly<\/summary>/);
    assert.match(html, /<strong>Right\.<\/strong> so it is/);
    assert.match(html, /<strong>Not quite\.<\/strong> not so/);
  });

  test('a picture stands in the page with the words for those who cannot see it', () => {
    assert.match(page(), /<figure><svg><title>drawn<\/title><\/svg><figcaption>A picture<\/figcaption><\/figure>/);
  });

  test('the lab comes last when reading and first when working', () => {
    const position = (html: string) => html.indexOf('<h2>Lab</h2>') - html.indexOf('aria-label="Level"');
    assert.ok(position(page()) > 0);
    assert.ok(position(page({ labFirst: true })) < 0);
  });

  test('the result of a check is told to screen readers', () => {
    assert.match(page({ result: { lesson: 'one', done: false, unmet: ['Not yet.'] } }), /<div role="status"><p>Not there yet:<\/p><ul><li>Not yet\.<\/li><\/ul><\/div>/);
    assert.match(page({ result: { lesson: 'one', done: true, unmet: [] } }), /<div role="status"><p class="done">Done\./);
  });

  test('without a lab there is none', () => {
    const html = page({ lesson: { id: 'one', title: 'One', why: '', body: '', analogy: undefined, pictures: [], questions: [], sources: [], lab: undefined } });
    assert.doesNotMatch(html, /Lab|<aside>|<figure>|Read more/);
  });
});
