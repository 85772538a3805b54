/** Starts commands with captured output and a bound in time, and ends whole process groups. */
import { spawn } from 'node:child_process';

const onWindows = process.platform === 'win32';
/** How much of a failed command's output a message carries. */
const tailLines = 30;
/** Commands that run now. They lead process groups of their own, so Ctrl+C does not reach them by itself. */
const running = new Set();
process.once('exit', () => running.forEach((pid) => endGroup(pid)));

/** A command that could not be started, failed or took too long. */
export class CommandFailure extends Error {
  constructor(command, reason, output) {
    super(`${command}: ${reason}${output ? `\n${tail(output)}` : ''}`);
    this.output = output;
  }
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, accept?: readonly number[] }} [options]
 *   `accept`: exit codes that are not a failure; 0 alone by default
 * @returns {Promise<{ code: number, stdout: string, stderr: string, output: string }>} `output` has both streams as they came
 * @throws {CommandFailure}
 */
export function run(command, args, options = {}) {
  const shown = [command, ...args].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !onWindows,
      windowsHide: true,
    });
    running.add(child.pid);
    const text = { stdout: '', stderr: '', output: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (data) => {
        text[stream] += data;
        text.output += data;
      });
    }
    let tooLong = false;
    const timer = options.timeoutMs
      ? setTimeout(() => {
          tooLong = true;
          endGroup(child.pid);
        }, options.timeoutMs)
      : undefined;
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new CommandFailure(shown, error.code === 'ENOENT' ? 'not found' : error.message, ''));
    });
    child.on('close', (code, signal) => {
      running.delete(child.pid);
      clearTimeout(timer);
      if (tooLong) reject(new CommandFailure(shown, `stopped after ${options.timeoutMs / 1000} s`, text.output));
      else if ((options.accept ?? [0]).includes(code)) resolve({ code, ...text });
      else reject(new CommandFailure(shown, signal ? `ended by ${signal}` : `exit code ${code}`, text.output));
    });
  });
}

/** Runs npm: through the npm that started this script where there is one, so that Windows needs no shell. */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  if (npm && /\.c?js$/.test(npm)) return run(process.execPath, [npm, ...args], options);
  return onWindows ? run('cmd.exe', ['/d', '/c', 'npm', ...args], options) : run('npm', args, options);
}

/** Ends a process and everything it started. It must have been started detached. Does nothing when it is gone already. */
export function endGroup(pid, signal = 'SIGKILL') {
  if (pid === undefined) return;
  try {
    process.kill(onWindows ? pid : -pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function tail(output) {
  const lines = output.trimEnd().split('\n');
  return lines.length <= tailLines ? lines.join('\n') : ['…', ...lines.slice(-tailLines)].join('\n');
}
