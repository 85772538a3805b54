/** The checker of lessons finds what it is there for: a whole lesson is broken in one way at a time. */
import assert from 'node:assert/strict';
import { checkLesson } from '../../server/language/course/checker/checkLesson';
import type { Fact, Lab, Lesson, Question } from '../../server/language/course/lesson';
import { courseKnowledge } from './courseKnowledge';
import { mermaidProblem } from './mermaidReader';

const knowledge = courseKnowledge(process.cwd());
const whole = knowledge.content.lessons.find(({ id }) => id === 'layers-and-cache')!;
const lab = whole.lab!;
const [question] = whole.questions as [Question];
const [fact, ...facts] = whole.facts as [Fact];

const changed = (change: Partial<Lesson>): Lesson => ({ ...whole, ...change });
const withQuestion = (change: Partial<Question>): Lesson => changed({ questions: [{ ...question, ...change }, ...whole.questions.slice(1)] });
const withFact = (change: Partial<Fact>): Lesson => changed({ facts: [{ ...fact, ...change }, ...facts] });
const withLab = (change: Partial<Lab>): Lesson => changed({ lab: { ...lab, ...change } });
const developer = (text: string): Lesson => changed({ levels: { ...whole.levels, developer: `${whole.levels.developer}\n\n${text}` } });
const child = (text: string): Lesson => changed({ levels: { ...whole.levels, child: text } });

const broken: readonly (readonly [what: string, lesson: Lesson, problem: RegExp])[] = [
  ['two sentences as why', changed({ why: 'One. Two.' }), /why is not exactly one sentence/],
  ['two facts', changed({ facts: whole.facts.slice(0, 2) }), /has 2 facts/],
  ['a fact of two sentences', withFact({ says: 'One. Two.' }), /is not exactly one sentence/],
  ['a fact that is believed', withFact({ proof: 'everybody knows' }), /is neither "daemon" nor an https address/],
  ['a fact that a level leaves out', changed({ cited: { ...whole.cited, child: whole.cited.child.slice(1) } }), /Like I'm 5: its citations lacks/],
  ['a citation of nothing', changed({ cited: { ...whole.cited, teen: [...whole.cited.teen, 'nothing'] } }), /Like I'm 15: its citations has nothing/],
  ['a long text for a child', child('word '.repeat(81)), /Like I'm 5 has 81 words/],
  ['code for a child', child('Type `ls`.'), /Like I'm 5 has code/],
  ['a long text for a teen', changed({ levels: { ...whole.levels, teen: 'word '.repeat(151) } }), /Like I'm 15 has 151 words/],
  ['two commands for a teen', changed({ levels: { ...whole.levels, teen: '`docker ps` and\n\n```sh\ndocker run x\n```' } }), /has 2 docker commands/],
  ['no comparison with .NET', changed({ analogies: {} }), /Analogy: \.NET/],
  ['a prerequisite that comes later', changed({ prerequisites: ['volumes-and-mounts'] }), /needs volumes-and-mounts, which comes later/],
  ['a prerequisite of itself', changed({ prerequisites: [whole.id] }), /comes later/],
  ['a prerequisite that is nowhere', changed({ prerequisites: ['nowhere'] }), /not in course\.yaml/],
  ['another stage', changed({ stages: [3] }), /stages lacks 7/],
  ['a seed that is missing', changed({ seeds: whole.seeds.slice(1) }), /seeds lacks/],
  ['a seed of another lesson', changed({ seeds: [...whole.seeds, 'S0-1'] }), /seeds has S0-1/],
  ['no diagram', changed({ diagrams: [] }), /has no diagram/],
  ['a short alternative', changed({ diagrams: whole.diagrams.map((diagram) => ({ ...diagram, alternative: 'A picture.' })) }), /too short/],
  ['a diagram that is nowhere', developer('![](nowhere.mmd)'), /places !\[\]\(nowhere\.mmd\)/],
  ['no source', changed({ sources: [] }), /names no source/],
  ['a source without TLS', changed({ sources: [{ url: 'http://docs.docker.com/' }] }), /no https address/],
  ['a day that is none', changed({ sources: [{ url: 'https://docs.docker.com/', checked: '2026-13-01' }] }), /no day/],
  ['an unknown hover', changed({ reinforces: { hovers: ['dockerfile/NOTHING'], rules: [] } }), /hover dockerfile\/NOTHING/],
  ['an unknown rule', changed({ reinforces: { hovers: [], rules: ['nothing'] } }), /rule nothing/],
  ['one question', changed({ questions: [question] }), /has 1 questions/],
  ['a question about no fact', withQuestion({ fact: 'nothing' }), /names the fact "nothing"/],
  ['two right answers', withQuestion({ answers: question.answers.map((answer) => ({ ...answer, correct: true })) }), /right answers/],
  ['two answers', withQuestion({ answers: question.answers.slice(0, 2) }), /has 2 answers/],
  ['an interview question of another lesson', withQuestion({ interview: 'S1-Q1' }), /interview questions has S1-Q1/],
  ['an interview question without an answer', changed({ questions: whole.questions.map(({ modelAnswer: _, ...rest }) => rest) }), /without "Answer/],
  ['no lab', changed({ lab: undefined } as unknown as Partial<Lesson>), /neither a lab nor labExempt/],
  ['a lab and a reason for none', changed({ labExempt: 'There is nothing to do.' }), /both a lab and labExempt/],
  ['a lab that is a task of another lesson', withLab({ covers: ['S1-T1'] }), /the lab covers: has S1-T1/],
  ['a lab that tidies up too much', withLab({ task: '```sh\ndocker system prune -a\n```' }), /removes more than its own/],
  ['a condition twice', withLab({ static: [lab.static[0]!, lab.static[0]!] }), /twice/],
  ['HTML', developer('<b>bold</b>'), /would be shown as it is written/],
  ['a link to a file', developer('[here](start.md)'), /no https address/],
  ['a fence without a language', developer('```\nls\n```'), /the language ""/],
  ['a Dockerfile that Docker rejects', developer('```dockerfile\nFORM node:24\n```'), /our own rule/],
  ['a Dockerfile that a rule finds something in', developer('```dockerfile\nFROM node:24\nCMD node server.js\n```'), /our own rule/],
  ['a bad example that is good', developer('```dockerfile bad=copy-before-install\nFROM node:24-alpine\n```'), /bad= has copy-before-install, which is not found in it/],
  ['a bad example that is bad in another way', developer('```dockerfile bad=absolute-nothing\nFROM node:24\nCMD node server.js\n```'), /bad= lacks .*\n?.*bad= has absolute-nothing/s],
  ['a compose file that Compose rejects', developer('```yaml compose\nservices:\n  web: {imagee: nginx}\n```'), /our own rule/],
  ['an option that does not exist', developer('```sh\ndocker run --rmm \\\n  nginx\n```'), /docker run has no option --rmm/],
  ['a command that does not exist', developer('```sh\n$ sudo docker rnu nginx\n```'), /docker has no command rnu/],
  ['a command of a group that does not exist', developer('```powershell\ndocker volume make x\n```'), /docker volume has no command make/],
  ['an outdated sentence', developer('Each instruction creates a new layer.'), /Developer: teaches C10/],
  ['an outdated command', developer('```sh\ndocker-compose up\n```'), /Developer: teaches C2/],
  ['a mark for nothing', developer('```sh bad=C2\ndocker compose up\n```'), /nothing of C2/],
];

suite('course: the checker of lessons', () => {
  test('finds nothing in a whole lesson', () => {
    assert.deepEqual(checkLesson(whole, knowledge), []);
  });

  for (const [what, lesson, problem] of broken) {
    test(`finds ${what}`, () => {
      assert.match(checkLesson(lesson, knowledge).join('\n'), problem);
    });
  }

  test('lets an outdated form stand where the sentence or the fence says that it is', () => {
    assert.deepEqual(checkLesson(developer('Older texts say that each instruction creates a new layer.\n\n```sh bad=C2\ndocker-compose up\n```'), knowledge), []);
  });

  test('mermaid says what it cannot read, of each kind of diagram', async function () {
    this.timeout(20_000);
    const texts = ['flowchart LR\n a -->\n -- x', 'sequenceDiagram\n A-<B x', 'stateDiagram-v2\n a -> -> b', 'classDiagram\n class {', 'gitGraph\n comit id: "a"', 'timelin\n x', 'block-beta\n a['];
    for (const text of texts) assert.notEqual(await mermaidProblem(text), undefined, text);
  });
});
