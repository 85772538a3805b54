import assert from 'node:assert/strict';
import { loadComposeProject } from '../../server/language/compose/project/loadProject';
import { distinctBuilds, serviceBuilds, type ServiceBuild } from '../../server/language/compose/serviceBuilds';

/** Files of one project in `/project`, one over the other. */
function read(texts: readonly string[], env = '', isWhole = true): readonly ServiceBuild[] {
  const files = new Map(texts.map((text, index) => [`/project/${index}.yaml`, `services:\n${text}`]));
  const project = loadComposeProject({
    main: [...files.keys()],
    isTakenByItself: isWhole,
    folder: '/project',
    read: (path) => ({ text: path === '/project/.env' ? env : (files.get(path) ?? '') }),
    isFolder: () => undefined,
  });
  return serviceBuilds(project, isWhole);
}

const variables = 'STAGE=dev\n';

suite('builds of compose services', () => {
  test('short and long form; the Dockerfile lies in the context', () => {
    const [web, api, database] = read(['  web:\n    build: .\n  api:\n    build:\n      context: ../app\n      dockerfile: docker/Api.dockerfile\n      target: run\n  db:\n    image: postgres\n']);
    assert.deepEqual(web, { service: 'web', contextFolder: '/project', dockerfile: '/project/Dockerfile', buildArguments: {}, namedContexts: {} });
    assert.equal(api?.contextFolder, '/app');
    assert.equal(api.dockerfile, '/app/docker/Api.dockerfile');
    assert.equal(api.target, 'run');
    assert.equal(database, undefined);
  });

  test('arguments: a value, a known variable; one that the shell may hold is left out', () => {
    const list = ['  a:\n    build:\n      context: .\n      args:\n        - A=1\n        - STAGE\n        - OTHER\n        - B=${STAGE}\n        - C=${OTHER}\n        - D=${OTHER:-4}\n'];
    assert.deepEqual(read(list, variables)[0]?.buildArguments, { A: '1', STAGE: 'dev', B: 'dev', D: '4' });
    assert.deepEqual(read(['  a:\n    build:\n      args:\n        A: 1\n        B: "x y"\n'])[0]?.buildArguments, { A: '1', B: 'x y' });
  });

  test('a service whose folder, Dockerfile or target only a variable knows is left out', () => {
    const build = (line: string): string => `  a:\n    build:\n      context: .\n      ${line}\n`;
    assert.deepEqual(read([build('target: ${STAGE}')]), []);
    assert.equal(read([build('target: ${STAGE}')], variables)[0]?.target, 'dev');
    assert.equal(read([build('target: ${STAGE:-prod}')])[0]?.target, 'prod');
    assert.deepEqual(read(['  a:\n    build: ${FOLDER}\n']), []);
    assert.deepEqual(read([build('dockerfile: ${FILE}')]), []);
  });

  test('a context that is fetched and a Dockerfile inside the compose file have no file here', () => {
    assert.deepEqual(read(['  a:\n    build: https://github.com/a/b.git\n', '  b:\n    build:\n      dockerfile_inline: FROM a\n']), []);
  });

  test('an override adds to its service and wins name by name', () => {
    const [build] = read(['  a:\n    build:\n      context: app\n      args: {A: 1, B: 1}\n', '  a:\n    build:\n      target: dev\n      args: {B: 2}\n']);
    assert.equal(build?.contextFolder, '/project/app');
    assert.equal(build.target, 'dev');
    assert.deepEqual(build.buildArguments, { A: '1', B: '2' });
  });

  test('a build without context is the folder only where no other file or service can add one', () => {
    const part = ['  a:\n    build:\n      target: dev\n'];
    assert.equal(read(part)[0]?.contextFolder, '/project');
    assert.deepEqual(read(part, '', false), []);
    assert.deepEqual(read(['  a:\n    extends:\n      service: b\n    build:\n      target: dev\n']), []);
  });

  test('a service builds what it extends', () => {
    const [web] = read(['  web:\n    extends: base\n    build: {target: run}\n  base:\n    build: {context: app, args: {A: 1}}\n']);
    assert.deepEqual([web?.contextFolder, web?.target, web?.buildArguments], ['/project/app', 'run', { A: '1' }]);
  });

  test('named contexts: folders from the compose file, addresses as they are', () => {
    const [build] = read(['  a:\n    build:\n      context: app\n      additional_contexts:\n        shared: ../shared\n        base: docker-image://alpine:3\n        other: service:b\n']);
    assert.deepEqual(build?.namedContexts, { shared: '/shared', base: 'docker-image://alpine:3', other: 'service:b' });
  });

  test('services that build the same are one build', () => {
    const builds = distinctBuilds(read(['  web:\n    build:\n      context: .\n      args: {A: 1, B: 2}\n  worker:\n    build:\n      context: .\n      args: {B: 2, A: 1}\n  dev:\n    build:\n      context: .\n      target: dev\n']));
    assert.deepEqual(builds.map(({ services }) => services), [['web', 'worker'], ['dev']]);
  });
});
