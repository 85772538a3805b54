import assert from 'node:assert/strict';
import { daemonSentence, type KnownContainers } from '../../server/language/composeDiagram/daemonSentence';
import { presentDiagram } from '../../server/language/composeDiagram/presentDiagram';
import { serviceStates } from '../../server/language/composeDiagram/serviceStates';
import type { ContainerFacts } from '../../server/language/graph/daemonFacts';
import { decodeContainerList } from '../../server/world/docker/decodeContainers';
import { composeDocumentFacts } from './fixtureProject';

const { project } = composeDocumentFacts('compose.yaml', { 'compose.yaml': 'name: shop\nservices:\n  web: {image: a}\n  db: {image: b}\n' });

interface Made {
  readonly service?: string;
  readonly name?: string;
  readonly state?: string;
  readonly status?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Containers as the daemon lists them, of the project `shop` in its own folder unless labels say otherwise. */
function containers(...made: readonly Made[]): readonly ContainerFacts[] {
  return decodeContainerList(
    made.map(({ service = 'web', name = 'shop-web-1', state = 'running', status = 'Up 3 minutes', labels = {} }, index) => ({
      Id: `id${index}`,
      Names: [`/${name}`],
      State: state,
      Status: status,
      Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': service, 'com.docker.compose.project.working_dir': '/project', 'com.docker.compose.project.config_files': '/project/compose.yaml', 'com.docker.compose.oneoff': 'False', ...labels },
    })),
  );
}

function web(...made: readonly Made[]): string {
  return serviceStates(containers(...made), project, 'shop').byNode.get('service:web')!.condition;
}

suite('states of services', () => {
  const conditions: readonly (readonly [string, string, string])[] = [
    ['running', 'Up 3 minutes', 'running'],
    ['running', 'Up 3 minutes (healthy)', 'running'],
    ['running', 'Up 2 seconds (health: starting)', 'starting'],
    ['running', 'Up 3 minutes (unhealthy)', 'unhealthy'],
    ['paused', 'Up 3 minutes (Paused)', 'paused'],
    ['exited', 'Exited (0) 2 hours ago', 'finished'],
    ['exited', 'Exited (3) 2 hours ago', 'failed'],
    ['exited', 'Exited (137) 2 hours ago', 'stopped'],
    ['exited', 'Exited (143) 2 hours ago', 'stopped'],
    ['restarting', 'Restarting (1) 3 seconds ago', 'failed'],
    ['created', 'Created', 'stopped'],
    ['dead', 'Dead', 'failed'],
    ['removing', 'Removal In Progress', 'stopped'],
    ['', '', 'stopped'],
  ];
  for (const [state, status, condition] of conditions) {
    test(`${state} ${status}: ${condition}`, () => assert.equal(web({ state, status }), condition));
  }

  test('of several containers the gravest counts, and each has its sentence', () => {
    const states = serviceStates(containers({ name: 'shop-web-2', state: 'exited', status: 'Exited (1) now' }, { name: 'shop-web-1' }), project, 'shop');
    assert.deepEqual(states.byNode.get('service:web'), { condition: 'failed', sentences: ['shop-web-1: Up 3 minutes', 'shop-web-2: Exited (1) now'] });
    assert.deepEqual(states.byNode.get('service:db'), { condition: 'none', sentences: [] });
  });

  test('only containers of these files count', () => {
    const label = (name: string, value: string): Made => ({ labels: { [`com.docker.compose.${name}`]: value } });
    const elsewhere = { labels: { 'com.docker.compose.project.working_dir': '/other', 'com.docker.compose.project.config_files': '/other/compose.yaml' } };
    assert.equal(web(label('project', 'stall')), 'none');
    assert.equal(web(label('oneoff', 'True')), 'none');
    assert.equal(web(elsewhere), 'none');
    assert.equal(serviceStates(containers(elsewhere), project, 'shop').elsewhere, '/other');
    assert.equal(web(label('project.working_dir', '/somewhere')), 'running');
    assert.equal(web(label('project.config_files', '/project/other.yaml')), 'running');
    assert.equal(web({ labels: { 'com.docker.compose.project.working_dir': '', 'com.docker.compose.project.config_files': '' } }), 'running');
    assert.equal(decodeContainerList([{ Id: 'x', Labels: null }, { Id: 'y', Labels: { a: 'b' } }]).filter(({ compose }) => compose).length, 0);
  });

  test('Windows writes its folders in its own way', () => {
    const windows = composeDocumentFacts('compose.yaml', { 'compose.yaml': 'services: {web: {image: a}}\n' }).project;
    const there = { ...windows, paths: ['C:/Users/Me/Shop/compose.yaml'] };
    const made = containers({ labels: { 'com.docker.compose.project.working_dir': 'c:\\users\\me\\shop', 'com.docker.compose.project.config_files': 'c:\\users\\me\\shop\\compose.yaml' } });
    assert.equal(serviceStates(made, there, 'shop').byNode.get('service:web')!.condition, 'running');
  });

  test('the list names each state', () => {
    const { byNode } = serviceStates(containers({ status: 'Up 1 second (unhealthy)' }), project, 'shop');
    const [services] = presentDiagram(project)!.outline(byNode);
    assert.deepEqual(services!.children.map(({ label }) => label), ['db (no container), b', 'web (unhealthy), a']);
    assert.deepEqual(services!.children[1]!.children[0]!.label, 'shop-web-1: Up 1 second (unhealthy)');
  });

  test('one sentence says what is known of the daemon', () => {
    const problems = { 'socket-missing': { title: 'Docker is not running here', explanation: '', remedy: '' } };
    const sentence = (known: KnownContainers): string => daemonSentence(known, known.kind === 'answers' ? serviceStates(known.containers, project, 'shop') : undefined, problems);
    const answers = (...made: readonly Made[]): KnownContainers => ({ kind: 'answers', containers: containers(...made) });
    assert.equal(sentence({ kind: 'asking' }), 'Asking Docker what runs.');
    assert.equal(sentence({ kind: 'silent', reason: 'socket-missing' }), 'No states: Docker is not running here.');
    assert.equal(sentence({ kind: 'silent', reason: 'unheard-of' }), 'No states: Docker does not answer.');
    assert.equal(sentence(answers()), 'Docker has no container of this project.');
    assert.equal(sentence(answers({}, { service: 'db', name: 'shop-db-1', state: 'exited', status: 'Exited (0) now' })), 'Docker runs 1 of 2 services.');
    assert.match(sentence(answers({ labels: { 'com.docker.compose.project.working_dir': '/other', 'com.docker.compose.project.config_files': '' } })), /belongs to \/other\.$/);
  });
});
