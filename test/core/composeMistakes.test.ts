import assert from 'node:assert/strict';
import { parseCompose } from '../../server/language/compose/parseCompose';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';
import { findInProject } from '../../server/language/composeRules/index';
import { applyEdits, type Finding } from '../../server/language/rules/rule';
import { lineOf } from '../../server/language/textPosition';

/** A slip that people make: the words of its one message, the line it stands in, and what the first fix makes of the file. */
interface Mistake {
  readonly text: string;
  readonly says: RegExp;
  readonly line: number;
  readonly mended?: string;
}

const web = 'services:\n  web:\n    image: nginx:1.27\n';
const mistakes: Readonly<Record<string, Mistake>> = {
  'the key for the image misspelled': { text: 'services:\n  web:\n    imgae: nginx:1.27\n', says: /Did you mean `image`\?/, line: 3, mended: web },
  'a dash in front of the image': { text: 'services:\n  web:\n    -image: nginx:1.27\n', says: /Did you mean `image`\?/, line: 3, mended: web },
  'a list instead of a mapping': { text: 'services:\n  web:\n    - image: nginx:1.27\n', says: /`web` takes a mapping, and this is a list/, line: 2 },
  'services in a list': { text: 'services:\n  - web:\n      image: nginx:1.27\n', says: /`services` takes a mapping, and this is a list/, line: 1 },
  'keys that stand beside their service': { text: 'services:\n  web:\n  image: nginx:1.27\n  ports:\n    - "80:80"\n', says: /`image` stands beside `web`/, line: 3, mended: `${web}    ports:\n      - "80:80"\n` },
  'a key beside its block': { text: `${web}    healthcheck:\n    test: [CMD, "true"]\n`, says: /`test` cannot stand directly in a service: it belongs below `healthcheck`/, line: 5 },
  'options of logging beside its driver': { text: `${web}    logging:\n      driver: json-file\n      max-size: 10m\n`, says: /it belongs below `options`/, line: 6 },
  'a name in a service': { text: `${web}    name: web\n`, says: /It is called `container_name`/, line: 4, mended: `${web}    container_name: web\n` },
  'no blank behind a colon': { text: 'services:\n  web:\n    image:nginx:1.27\n', says: /write `image: nginx:1\.27`/, line: 3, mended: web },
  'no blank behind the colon of a second key': { text: `${web}    restart:always\n`, says: /write `restart: always`/, line: 4 },
  'no blank behind a dash': { text: `${web}    ports:\n      -"80:80"\n`, says: /A blank is missing behind the dash/, line: 5, mended: `${web}    ports:\n      - "80:80"\n` },
  'an item without its dash': { text: `${web}    ports:\n      - "80:80"\n      "81:81"\n`, says: /each item needs a dash/, line: 6 },
  'an item among keys': { text: `${web}    environment:\n      A: b\n      - C=d\n`, says: /This line starts with a dash, and those above it do not/, line: 6 },
  'variables without dashes': { text: `${web}    environment:\n      A=b\n      C=d\n`, says: /Put a dash before each line/, line: 5 },
  'a port with a blank behind its colon': { text: `${web}    ports:\n      - 8080: 80\n`, says: /Write `"8080:80"`/, line: 5, mended: `${web}    ports:\n      - "8080:80"\n` },
  'ports as a mapping': { text: `${web}    ports:\n      80: 80\n`, says: /Put a dash before each item/, line: 4 },
  'quotes of a text processor': { text: `${web}    ports:\n      - “80:80”\n`, says: /is no port mapping/, line: 5, mended: `${web}    ports:\n      - "80:80"\n` },
  'text behind a quote': { text: `${web}    command: 'it's done'\n`, says: /The value ends before this/, line: 4 },
  'a conflict of Git': { text: 'services:\n<<<<<<< HEAD\n  web:\n    image: nginx:1.27\n=======\n  web:\n    image: nginx:1.28\n>>>>>>> branch\n', says: /Git left this conflict/, line: 2 },
  'volumes among the services': { text: `${web}    volumes:\n      - data:/data\n  volumes:\n    data:\n`, says: /Indent `volumes` less/, line: 6 },
  'volumes in a list': { text: `${web}    volumes:\n      - data:/data\nvolumes:\n  - data\n`, says: /`volumes` takes a mapping, and this is a list/, line: 6 },
  'a network of another name': { text: `${web}    networks: [back]\nnetworks:\n  backend:\n`, says: /uses the network `back`/, line: 4 },
  'a secret in place of its file': { text: `${web}    secrets: [password]\nsecrets:\n  password: hunter2\n`, says: /this is text\. Write `file:`/, line: 6 },
  'a build with a dash': { text: 'services:\n  web:\n    build:\n      - .\n', says: /Write the item alone/, line: 3 },
  'a file for Kubernetes': { text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}\n', says: /This is a file for Kubernetes\./, line: 1 },
  'a workflow': { text: 'name: check\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-latest\n', says: /If it is for another tool, give it another name/, line: 2 },
  'a template of Jinja': { text: `{% set version = "1" %}\n${web}{% if debug %}\n    ports: ["80:80"]\n{% endif %}\n`, says: /This is a template: `\{% set version = "1" %\}`/, line: 1 },
  'a template of Helm': { text: 'services:\n  {{- range .Values.services }}\n  {{ .name }}:\n    image: {{ .image | quote }}\n  {{- end }}\n', says: /This is a template/, line: 2 },
  'a word that is not allowed': { text: `${web}    pull_policy: allways\n`, says: /a time such as `every_12h`/, line: 4, mended: `${web}    pull_policy: always\n` },
};

const path = '/project/compose.yaml';

suite('compose: slips that people make', () => {
  for (const [name, { text, says, line, mended }] of Object.entries(mistakes)) {
    test(`${name}: one message, where it is, with what to do`, () => {
      const found = findingsIn(text);
      assert.equal(found.length, 1, found.map(({ message }) => message).join('\n'));
      const [{ message, span, fixes, severity }] = found as [Finding];
      assert.match(message, says);
      assert.equal(severity, 'error');
      assert.equal(lineOf(text, span.start), line);
      if (mended !== undefined) assert.equal(applyEdits(text, fixes[0]!.edits), mended);
    });
  }

  test('a secret that stands in the file is in no message', () => {
    assert.ok(findingsIn(mistakes['a secret in place of its file']!.text).every(({ message }) => !message.includes('hunter2')));
  });
});

function findingsIn(text: string): readonly Finding[] {
  const file = parseCompose(text);
  const project = loadComposeProject({ main: [path], folder: '/project', isTakenByItself: true, read: (asked) => (asked === path ? { text } : 'missing'), isFolder: () => undefined, parse: () => file });
  return findInProject({ project, facts: {} }, new Set()).findings;
}
