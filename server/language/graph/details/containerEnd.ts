import { maskSecrets } from '../../maskSecrets';
import { plainLine, shorten } from '../../wording';
import type { ContainerInspection } from './inspection';
import { sentenceAge } from './timeWords';

const longestError = 400;

/** Signals by their number on Linux, as far as programs end by them. */
const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
};

/**
 * In which state a container is and how it came there, one sentence each. Whether memory ran out is the daemon's word, never
 * concluded from the code.
 * @param inspected undefined where the daemon was not asked or did not answer
 * @param now milliseconds since 1970
 */
export function stateSentences(state: string, exitCode: number | undefined, inspected: ContainerInspection | undefined, now: number): readonly string[] {
  const { started = 0, finished = 0, restarts = 0 } = inspected ?? {};
  const again = restarts > 0 ? [`Its restart policy has started it anew ${restarts === 1 ? 'once' : `${restarts} times`}.`] : [];
  switch (state) {
    case 'running':
      return [`It runs${started > 0 ? `; it was started${sentenceAge(started, now)}` : ''}.`, ...again, ...memorySentence(inspected)];
    case 'paused':
      return ['It is paused: its processes stay in memory and get no processor time until "docker unpause".'];
    case 'restarting':
      return [...endSentence(exitCode ?? inspected?.exitCode, finished, now), 'The daemon is about to start it anew, as its restart policy says.', ...again, ...memorySentence(inspected)];
    case 'created':
      return inspected && inspected.error !== '' ? [startFailure(inspected.error, inspected.exitCode)] : ['It was made and not started yet.'];
    case 'exited':
      // The code may be that of the failed start or of the run before it: the daemon keeps one of both.
      if (inspected?.error) return [`It does not run. ${startFailure(inspected.error)}`];
      return [...endSentence(exitCode ?? inspected?.exitCode, finished, now), ...again, ...memorySentence(inspected)];
    case 'removing':
      return ['The daemon is removing it.'];
    case 'dead':
      return ['The daemon could not remove all of it: mostly a file was in use. Try "docker rm" again.'];
    default:
      return [];
  }
}

function startFailure(error: string, exitCode?: number): string {
  const code = exitCode ? ` and gave it the code ${exitCode}` : '';
  return `The daemon could not start it${code}: ${shorten(plainLine(maskSecrets(error)).trim(), longestError).replace(/[.:]$/, '')}.`;
}

function endSentence(code: number | undefined, finished: number, now: number): readonly string[] {
  if (code === undefined) return [];
  const ended = `It ended${sentenceAge(finished, now)} with code ${code}`;
  const signal = signals[code - 128];
  if (code === 0) return [`${ended}: its program reported success.`];
  return [signal === undefined ? `${ended}: its program reported a failure.` : `${ended}: 128 + ${code - 128}, by convention ended by ${signal}.`];
}

function memorySentence(inspected: ContainerInspection | undefined): readonly string[] {
  if (inspected?.memoryRanOut === true) return ['The daemon says that memory ran out and the kernel ended a process of it.'];
  const killed = inspected?.state === 'exited' && inspected.exitCode === 137;
  return killed && inspected.memoryRanOut === false ? ['The daemon does not report that memory ran out. "docker stop" after its time limit and "docker kill" end a container so.'] : [];
}
