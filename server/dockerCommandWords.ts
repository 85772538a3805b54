import { terminalWord, type TerminalShell } from './language/graph/details/terminalWords';
import type { DaemonChoice } from './world/docker/daemonChoice';
import { currentContextName, defaultContext } from './world/docker/dockerContext';
import { ownSurroundings, type Surroundings } from './world/docker/surroundings';

/** Where `docker` goes by itself when neither its environment nor a context says otherwise. */
const usualHosts = ['unix:///var/run/docker.sock', 'npipe:////./pipe/docker_engine'];

/** The shell that VS Code starts in a terminal of the machine where the server runs, unless somebody chose another. */
export function ownTerminalShell(): TerminalShell {
  return process.platform === 'win32' ? 'powershell' : 'posix';
}

/**
 * What a docker command begins with so that it reaches the daemon of the graph: `docker`, and an option where the command
 * line would go elsewhere by itself.
 * @param host the address that was found
 * @returns undefined where the address cannot be written for the shell
 */
export function dockerCommandWords(choice: DaemonChoice, host: string, shell: TerminalShell, surroundings: Surroundings = ownSurroundings()): readonly string[] | undefined {
  const [address, context] = [choice.host.trim(), choice.context.trim()];
  if (address !== '') return withOption('--host', address, shell);
  if (context !== '' && context !== defaultContext) return withOption('--context', context, shell);
  if (surroundings.environment['DOCKER_HOST']?.trim()) return ['docker'];
  const isCurrent = currentContextName(surroundings) === defaultContext;
  if (context === '' && !isCurrent) return ['docker'];
  // Layerwise also finds sockets that the command line does not look for.
  if (!usualHosts.includes(host)) return withOption('--host', host, shell);
  return isCurrent ? ['docker'] : withOption('--context', defaultContext, shell);
}

function withOption(option: string, value: string, shell: TerminalShell): readonly string[] | undefined {
  const word = terminalWord(value, shell);
  return word === undefined ? undefined : ['docker', option, word];
}
