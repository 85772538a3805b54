import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { effectiveCommand, type EffectiveCommand, type RunSettings } from '../../server/language/process/effectiveCommand';
import { stageCommand } from '../../server/language/process/stageCommand';
import { readImageConfiguration } from '../../server/language/process/imageConfiguration';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, createFolder, dockerOutput, ownName, removeEverything, removeFolder, startContainer } from './engine';

/** Ends with code 7 on SIGTERM and 8 on SIGQUIT; nothing else makes it end. */
const listener = ['trap "exit 7" TERM', 'trap "exit 8" QUIT', 'while true; do /bin/sleep 1000 & wait $!; done'].join('; ');

const killed = 137;
const endedBySigterm = 143;

interface Stop {
  readonly title: string;
  readonly dockerfile: string;
  readonly run?: RunSettings;
  readonly exitCode: number;
  readonly signalReaches: EffectiveCommand['signalReaches'];
  readonly stopSignal?: string;
}

const stops: readonly Stop[] = [
  { title: 'a program without a handler is killed as PID 1', dockerfile: 'CMD ["/bin/sleep","1000"]', exitCode: killed, signalReaches: 'the program' },
  { title: 'the same program under an init ends by the signal', dockerfile: 'CMD ["/bin/sleep","1000"]', run: { init: true }, exitCode: endedBySigterm, signalReaches: 'the program' },
  { title: 'a program with a handler gets it', dockerfile: 'CMD ["/listener"]', exitCode: 7, signalReaches: 'the program' },
  { title: 'exec in shell form hands PID 1 over', dockerfile: 'SHELL ["/bin/ash","-c"]\nCMD exec /listener', exitCode: 7, signalReaches: 'the program' },
  { title: 'a shell that stays keeps the signal to itself', dockerfile: 'SHELL ["/bin/ash","-c"]\nCMD /listener | cat', exitCode: killed, signalReaches: 'the shell' },
  { title: 'a shell that stays under an init dies and takes all with it', dockerfile: 'SHELL ["/bin/ash","-c"]\nCMD /listener; true', run: { init: true }, exitCode: endedBySigterm, signalReaches: 'the shell' },
  { title: 'STOPSIGNAL is what is sent', dockerfile: 'STOPSIGNAL SIGQUIT\nCMD ["/listener"]', exitCode: 8, signalReaches: 'the program', stopSignal: 'SIGQUIT' },
  { title: '--stop-signal comes first', dockerfile: 'STOPSIGNAL SIGQUIT\nCMD ["/listener"]', run: { stopSignal: 'SIGTERM' }, exitCode: 7, signalReaches: 'the program', stopSignal: 'SIGTERM' },
  { title: 'a variable in STOPSIGNAL is filled in', dockerfile: 'ENV WITH=SIGQUIT\nSTOPSIGNAL $WITH\nCMD ["/listener"]', exitCode: 8, signalReaches: 'the program', stopSignal: 'SIGQUIT' },
];

suite('What docker stop does, on a real daemon', () => {
  suiteSetup(async function () {
    this.timeout(120_000);
    await ensureBaseImage();
  });
  suiteTeardown(removeEverything);

  for (const [index, stop] of stops.entries()) {
    test(stop.title, async () => {
      const dockerfile = `FROM ${busyboxImage}\nCOPY --chmod=755 listener /listener\n${stop.dockerfile}\n`;
      const said = await whatWeSay(dockerfile, stop.run ?? {});
      assert.equal(said.signalReaches, stop.signalReaches);
      assert.equal(said.stopSignal.effective, stop.stopSignal ?? 'SIGTERM');
      assert.equal(await exitCodeOfStop(dockerfile, stop.run ?? {}, `${ownName}/stop-${index}:1`), stop.exitCode);
      if (stop.exitCode === killed) assert.ok(said.notes.some((note) => note.includes('137')), said.notes.join('\n'));
      if (stop.exitCode === endedBySigterm) assert.ok(!said.notes.some((note) => note.includes('137')), said.notes.join('\n'));
    });
  }
});

async function whatWeSay(dockerfile: string, run: RunSettings): Promise<EffectiveCommand> {
  const known = readImageConfiguration(JSON.parse(await dockerOutput('image', 'inspect', busyboxImage)));
  const tree = parseDockerfile(dockerfile);
  return effectiveCommand({ image: stageCommand(tree, tree.stages[0]!, { image: () => known }), run });
}

async function exitCodeOfStop(dockerfile: string, run: RunSettings, image: string): Promise<number> {
  const folder = createFolder({ Dockerfile: dockerfile, listener: `#!/bin/sh\n${listener}\n` });
  const { ok, output } = await buildImage(folder, { tag: image });
  removeFolder(folder);
  assert.ok(ok, output);
  const options = [...(run.init ? ['--init'] : []), ...(run.stopSignal ? ['--stop-signal', run.stopSignal] : [])];
  const container = await startContainer(image, options);
  // The listener is ready once it waits for its own child.
  for (let attempt = 0; attempt < 50 && !(await dockerOutput('top', container)).includes('/bin/sleep'); attempt++);
  await dockerOutput('stop', '--time', '2', container);
  return Number(await dockerOutput('inspect', '--format', '{{.State.ExitCode}}', container));
}
