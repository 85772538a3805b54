import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { base60Port } from '../../server/language/composeRules/base60Port';
import { bindHidesBuild } from '../../server/language/composeRules/bindHidesBuild';
import { commandIsCut } from '../../server/language/composeRules/commandIsCut';
import type { ComposeRule } from '../../server/language/composeRules/composeRule';
import { asComposeRule, findInProject, type ProjectFinding } from '../../server/language/composeRules/index';
import { databaseWithoutVolume } from '../../server/language/composeRules/databaseWithoutVolume';
import { hostPortTwice } from '../../server/language/composeRules/hostPortTwice';
import { missingBuildFile } from '../../server/language/composeRules/missingBuildFile';
import { noCommonNetwork } from '../../server/language/composeRules/noCommonNetwork';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { composeDocumentFacts } from './fixtureProject';

type Files = Readonly<Record<string, string>>;

function findings(rule: ComposeRule, name: string, files: Files): readonly ProjectFinding[] {
  const { project, rules } = composeDocumentFacts(name, files);
  const { findings, failures } = findInProject({ project, facts: rules }, new Set(), [rule]);
  assert.deepEqual(failures, []);
  return findings.filter((finding) => finding.rule === rule.id);
}

suite('rules for compose projects', () => {
  test('ports of an override are added: the finding is in the override, and names the line of the main file', () => {
    const files = {
      'compose.yaml': 'services:\n  web:\n    image: example.com/app:1\n    ports:\n      - "8080:80"\n',
      'compose.override.yaml': 'services:\n  web:\n    ports:\n      - "8080:8000"\n',
    };
    const [found, ...others] = findings(asComposeRule(hostPortTwice), 'compose.yaml', files);
    assert.deepEqual(others, []);
    assert.equal(found?.path, '/project/compose.override.yaml');
    assert.match(found.message, /line 5 of compose\.yaml/);
    assert.deepEqual(found.fixes, []);
    const overridden = { ...files, 'compose.override.yaml': 'services:\n  web:\n    ports: !override\n      - "8080:8000"\n' };
    assert.deepEqual(findings(asComposeRule(hostPortTwice), 'compose.yaml', overridden), []);
  });

  test('an image that is no text has one finding', () => {
    for (const image of ['5', '1.5', 'true', '[a]']) {
      const { project, rules } = composeDocumentFacts('compose.yaml', { 'compose.yaml': `services:\n  web:\n    image: ${image}\n` });
      assert.deepEqual(findInProject({ project, facts: rules }, new Set()).findings.map(({ rule }) => rule), ['value-of-wrong-type'], image);
    }
  });

  test('a file that is not all of its project says nothing about networks', () => {
    const text = 'services:\n  api:\n    image: example.com/api:1\n    networks: [front]\n    environment:\n      TARGET: http://search:9200\n  search:\n    networks: [back]\nnetworks:\n  front:\n  back:\n';
    assert.equal(findings(asComposeRule(noCommonNetwork), 'compose.yaml', { 'compose.yaml': text }).length, 1);
    assert.equal(findings(asComposeRule(noCommonNetwork), 'overlay.compose.yaml', { 'overlay.compose.yaml': text }).length, 0);
  });

  test('where nobody knows whether a folder is there, nothing is said of it', () => {
    const dockerfile = 'FROM node:24-slim\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nCMD ["node", "server.js"]\n';
    const files = { 'compose.yaml': 'services:\n  web:\n    build: .\n    volumes:\n      - .:/app\n  other:\n    build: ./other\n', Dockerfile: dockerfile };
    const { project } = composeDocumentFacts('compose.yaml', files);
    const rules = [bindHidesBuild, missingBuildFile].map((rule) => asComposeRule(rule as ComposeRule));
    const ids = (exists: (path: string) => boolean | undefined): string[] =>
      findInProject({ project, facts: { dockerfile: () => parseDockerfile(dockerfile), exists } }, new Set(), rules).findings.map(({ rule }) => rule);
    assert.deepEqual(ids(() => undefined), []);
    assert.deepEqual(ids((path) => !/node_modules|other/.test(path)), ['bind-hides-build', 'missing-build-file']);
    assert.deepEqual(ids(() => true), []);
  });

  test('a file that a project above includes is read from there', () => {
    const files = { 'compose.yaml': 'services:\n  web:\n    build: ./images/web\n' };
    const { project } = composeDocumentFacts('compose.yaml', files);
    const found = (exists: (path: string) => boolean): number => findInProject({ project, facts: { exists } }, new Set(), [asComposeRule(missingBuildFile)]).findings.length;
    assert.equal(found((path) => path === '/project'), 1);
    assert.equal(found((path) => path === '/project' || path === '/images/web/Dockerfile'), 0);
  });

  test('what is written for a swarm is not judged as if Compose ran it', () => {
    const ids = (name: string, text: string): readonly string[] => {
      const { project, rules } = composeDocumentFacts(name, { [name]: text });
      return findInProject({ project, facts: rules }, new Set()).findings.map(({ rule }) => rule).filter((id) => id === 'host-port-with-replicas' || id === 'obsolete-version');
    };
    const text = (deploy: string): string => `version: "3.8"\nservices:\n  web:\n    image: nginx:1.29.0\n    ports: ["8080:80"]\n${deploy}`;
    assert.deepEqual(ids('compose.yaml', text('    deploy: { replicas: 2 }\n')), ['obsolete-version', 'host-port-with-replicas']);
    assert.deepEqual(ids('compose.yaml', text('    deploy: { replicas: 2, update_config: { parallelism: 1 } }\n')), ['obsolete-version']);
    assert.deepEqual(ids('compose.yaml', text('    scale: 2\nnetworks: { net: { driver: overlay } }\n')), ['obsolete-version', 'host-port-with-replicas']);
    for (const name of ['docker-stack.yml', 'stack.yml', 'web-stack-2.yaml', 'swarm.compose.yml']) assert.deepEqual(ids(name, text('    deploy: { replicas: 2 }\n')), [], name);
    assert.deepEqual(ids('stackoverflow.compose.yml', text('    deploy: { replicas: 2 }\n')), ['obsolete-version', 'host-port-with-replicas']);
  });

  test('services without an image are templates: their ports meet nowhere', () => {
    const files = { 'features.compose.yml': 'services:\n  api:\n    ports: ["8642:80"]\n  proxy:\n    ports: ["8642:80"]\n' };
    assert.deepEqual(findings(asComposeRule(hostPortTwice), 'features.compose.yml', files), []);
  });

  test('a command that begins with an operator leaves nothing, and no shell would read it either', () => {
    const [found] = findings(asComposeRule(commandIsCut), 'compose.yaml', { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29.0\n    command: <KEY>\n' });
    assert.match(found?.message ?? '', /drops `<KEY>` without a word: nothing is left of it/);
    assert.deepEqual(found?.fixes, []);
  });

  test('data of a test is meant to go, and old versions keep it elsewhere', () => {
    const told = (name: string, image: string) => findings(asComposeRule(databaseWithoutVolume), name, { [name]: `services:\n  db:\n    image: ${image}\n` }).map(({ message }) => /Mount a named volume at `([^`]*)`/.exec(message)?.[1]);
    assert.deepEqual([told('compose.yaml', 'couchdb:1.7.2'), told('compose.yaml', 'couchdb:3')], [['/usr/local/var/lib/couchdb'], ['/opt/couchdb/data']]);
    assert.deepEqual([told('tests/compose.yaml', 'couchdb:3'), told('app/e2e/compose.yaml', 'couchdb:3'), told('latest/compose.yaml', 'couchdb:3')], [[], [], ['/opt/couchdb/data']]);
  });

  test('a value that is wrong because a variable is empty says which', () => {
    const told = (name: string): readonly string[] => {
      const { project, rules } = composeDocumentFacts(name, { [name]: 'services:\n  web:\n    image: nginx:1.29.0\n    cpus: ${CPUS}\n    volumes:\n      - ${DATA}${SUB}:/data\n      - :/x\n' });
      return findInProject({ project, facts: rules }, new Set(), []).findings.map(({ severity, message }) => `${severity}: ${message}`);
    };
    const [cpus, data, plain] = told('compose.yaml');
    assert.match(cpus!, /^error: .* `CPUS` has no value here: set it in `\.env` or in the shell\.$/);
    assert.match(data!, /^error: .* `DATA` and `SUB` have no value here: set them in `\.env` or in the shell\.$/);
    assert.doesNotMatch(plain!, /no value here/);
    assert.match(told('part.compose.yaml')[0]!, /^information: .* has no value here: .* This file alone may not be the whole project/);
  });

  test('base 60 is what YAML 1.1 makes a number of', () => {
    for (const written of ['22:22', '2222:22', '22:5', '1:1', '80:80', '59:60', '127.0.0.1:22:22', '8000-8001:22', '22:22/udp']) {
      const text = `services:\n  web:\n    image: nginx:1.29\n    ports:\n      - ${written}\n`;
      const [, value = ''] = /^Without quotes, YAML 1\.1 reads `[^`]*` as the number (\d+)/.exec(findings(asComposeRule(base60Port), 'compose.yaml', { 'compose.yaml': text })[0]?.message ?? '') ?? [];
      const read: unknown = parse(written, { version: '1.1' });
      assert.equal(value, typeof read === 'number' ? String(read) : '', written);
    }
  });

  test('comments of Docker Compose Linter for a whole file', () => {
    const rulesOf = (comment: string): readonly string[] => {
      const { project, rules } = composeDocumentFacts('compose.yaml', { 'compose.yaml': `${comment}\nversion: "3"\nservices:\n  web:\n    image: example.com/web\n    privileged: true\n` });
      return findInProject({ project, facts: rules }, new Set()).findings.map(({ rule }) => rule);
    };
    assert.deepEqual(rulesOf(''), ['obsolete-version', 'unpinned-image', 'privileged-service']);
    assert.deepEqual(rulesOf('# dclint disable-file'), ['privileged-service']);
    assert.deepEqual(rulesOf('\n---\n# dclint disable'), ['privileged-service']);
    assert.deepEqual(rulesOf('# dclint disable no-version-field other'), ['unpinned-image', 'privileged-service']);
    assert.deepEqual(rulesOf('# why\n# dclint disable'), ['obsolete-version', 'unpinned-image', 'privileged-service']);
    assert.deepEqual(rulesOf('# dclint disabled'), ['obsolete-version', 'unpinned-image', 'privileged-service']);
  });

  test('many services with many ports stay quick to judge, and findings are bounded', () => {
    const services = Array.from({ length: 300 }, (_, index) => `  s${index}:\n    image: example.com/app:1\n    ports: ["8080:80", "8081:80", "8082:80"]\n`);
    assert.equal(findings(asComposeRule(hostPortTwice), 'compose.yaml', { 'compose.yaml': `services:\n${services.join('')}` }).length, 200);
  });
});
