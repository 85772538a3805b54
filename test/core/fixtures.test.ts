import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeRules } from '../../server/language/composeRules';
import { fileKindOfPath } from '../../server/language/fileKind';
import { parseFixture, printFixture } from './fixtureFile';
import { readMarks, writeMarks } from './fixtureMarks';
import { runFixture } from './fixtureRun';
import { analyseSection } from './fixtureAnalysis';

const folder = join(process.cwd(), 'test', 'fixtures');
const names = readdirSync(folder, { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.txtar'))
  .sort();

/** Set by `npm run test:update`: what differs is written into the fixture instead of failing. */
const isUpdate = process.env['LAYERWISE_UPDATE_FIXTURES'] === 'yes';

const isComposeRule: ReadonlySet<string> = new Set(composeRules.map(({ id }) => id));

suite('fixtures', () => {
  for (const name of names) {
    test(name.replace(/\.txtar$/, ''), () => {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      const fixture = parseFixture(text);
      const { problems, updated } = runFixture(fixture);
      if (isUpdate) writeFileSync(path, printFixture(updated));
      else assert.equal(problems.length, 0, `${problems.join('\n')}\nWrite what is: npm run test:update`);
    });
  }

  test('print as they are read, marks included', () => {
    for (const name of names) {
      const text = readFileSync(join(folder, name), 'utf8');
      const fixture = parseFixture(text);
      assert.equal(printFixture(fixture), text, name);
      for (const section of fixture.sections) {
        if (analyseSection(fixture, section)) assert.deepEqual(writeMarks(readMarks(section.lines)), section.lines, name);
      }
    }
  });

  test('give every rule one severity, and errors only to what Docker rejects', function () {
    this.timeout(30_000);
    const severities: Record<string, string> = {};
    for (const name of names) {
      const fixture = parseFixture(readFileSync(join(folder, name), 'utf8'));
      for (const section of fixture.sections) {
        const analysed = analyseSection(fixture, section);
        for (const { rule, severity } of analysed?.check(analysed.document.text).findings ?? []) {
          // What Compose rejects is an error only where the whole project is known.
          if (fileKindOfPath(section.name) === 'compose' && !isComposeRule.has(rule)) continue;
          assert.equal(severities[rule] ?? severity, severity, `${name}: ${rule}`);
          severities[rule] = severity;
        }
      }
    }
    const notErrors = Object.fromEntries(Object.entries(severities).filter(([, severity]) => severity !== 'error'));
    assert.deepEqual(notErrors, {
      'add-for-copy': 'hint',
      'add-without-checksum': 'information',
      'apt-update-alone': 'warning',
      'base-60-port': 'hint',
      'bind-hides-build': 'warning',
      'broken-json-form': 'warning',
      'build-argument-without-value': 'warning',
      'build-tools-in-image': 'information',
      'check-options-cut': 'warning',
      'cmd-repeats-entrypoint': 'warning',
      'command-is-cut': 'warning',
      'consistent-instruction-casing': 'hint',
      'context-without-ignore-file': 'warning',
      'copy-before-install': 'warning',
      'copy-ignored-file': 'warning',
      'copy-whole-stage': 'warning',
      'copy-without-link': 'information',
      'database-without-healthcheck': 'information',
      'database-without-volume': 'warning',
      'depends-on-ignores-healthcheck': 'information',
      'docker-socket-mounted': 'information',
      'duplicate-stage-name': 'warning',
      'entrypoint-ignores-arguments': 'warning',
      'expose-invalid-format': 'warning',
      'expose-proto-casing': 'hint',
      'from-as-casing': 'hint',
      'from-platform-flag-const-disallowed': 'warning',
      'healthcheck-tool-missing': 'warning',
      'host-network-with-ports': 'warning',
      'host-port-twice': 'warning',
      'host-port-with-replicas': 'warning',
      'install-leaves-lock-file': 'information',
      'invalid-base-image-platform': 'warning',
      'invalid-default-arg-in-from': 'information',
      'invalid-definition-description': 'information',
      'json-args-recommended': 'warning',
      'late-clean-up': 'warning',
      'legacy-key-value-format': 'information',
      'legacy-links': 'information',
      'localhost-is-the-container': 'warning',
      'maintainer-deprecated': 'information',
      'missing-build-file': 'warning',
      'moving-base-image': 'information',
      'multiple-instructions-disallowed': 'warning',
      'no-common-network': 'warning',
      'no-empty-continuation': 'warning',
      'obsolete-version': 'information',
      'onbuild-fault': 'warning',
      'other-frontend': 'information',
      'ownership-after-copy': 'warning',
      'package-cache-in-layer': 'information',
      'port-not-exposed': 'information',
      'privileged-service': 'information',
      'redundant-target-platform': 'hint',
      'reserved-stage-name': 'warning',
      'restart-of-one-shot': 'warning',
      'script-ignores-cmd': 'warning',
      'script-without-exec': 'warning',
      'secret-in-environment': 'warning',
      'secrets-used-in-arg-or-env': 'warning',
      'service-healthcheck-tool-missing': 'warning',
      'stage-name-casing': 'hint',
      'stale-download': 'information',
      'template': 'information',
      'undecided-platform': 'information',
      'undecided-value': 'information',
      'undeclared-build-argument': 'warning',
      'undefined-arg-in-from': 'warning',
      'undefined-var': 'warning',
      'unknown-build-target': 'warning',
      'unpinned-image': 'hint',
      'unread-directive': 'warning',
      'unset-variable': 'warning',
      'unused-resource': 'information',
      'unused-stage': 'information',
      'volatile-argument-early': 'warning',
      'workdir-relative-path': 'warning',
    });
  });
});
