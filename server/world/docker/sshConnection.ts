import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Socket } from 'node:net';
import { homedir } from 'node:os';
import { Duplex } from 'node:stream';
import { DaemonFailure } from './daemonFailure';
import { sshArguments, type SshTarget } from './sshTarget';

/** What of the program's complaints is kept: its last words say what was wrong. */
const longestComplaint = 2_000;

/** Of what stands before the daemon's answer. */
const longestGreeting = 100;

/** Milliseconds that the program's last words may take after its end: a connection that is shared may hold them open. */
const lastWordsTime = 200;

/**
 * A connection to a daemon through the system's `ssh`, as node:http needs one: what is written goes to the program, what it
 * writes comes back. Started without a shell, and with the user's own folder as its working folder: Windows looks for
 * programs there first, and a workspace must not bring its own. It ends with the connection.
 */
export class SshConnection extends Duplex {
  /** Milliseconds of the idle time below, as node:http reads it. */
  timeout = 0;
  private readonly program: ChildProcessWithoutNullStreams;
  private idle: NodeJS.Timeout | undefined;
  private complaint = '';
  private answered = false;

  constructor(
    private readonly host: string,
    target: SshTarget,
  ) {
    super();
    this.program = spawn('ssh', sshArguments(target), { cwd: homedir(), windowsHide: true, stdio: 'pipe' });
    this.program.once('error', (error) => this.fail(error.message));
    this.program.once('exit', (code, signal) => setTimeout(() => this.fail(`ssh ended with ${signal ?? code}`), lastWordsTime).unref());
    this.program.stdin.on('error', () => undefined);
    this.program.stderr.setEncoding('utf8').on('data', (text: string) => (this.complaint = (this.complaint + text).slice(-longestComplaint)));
    this.program.stdout.on('data', (chunk: Buffer) => this.receive(chunk)).on('end', () => this.answered && this.push(null));
  }

  private receive(chunk: Buffer): void {
    if (!this.answered && !'HTTP/'.startsWith(chunk.toString('latin1', 0, 5))) {
      return this.fail(`the shell there writes something before Docker does: ${chunk.toString('utf8', 0, longestGreeting)}`);
    }
    this.answered = true;
    this.idle?.refresh();
    if (!this.push(chunk)) this.program.stdout.pause();
  }

  private fail(what: string): void {
    const words = `${what}${this.complaint && ': '}${this.complaint}`.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
    this.destroy(new DaemonFailure(this.answered ? 'connection-lost' : 'ssh-failed', this.host, words));
  }

  override _read(): void {
    this.program.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.idle?.refresh();
    this.program.stdin.write(chunk, () => done());
  }

  override _final(done: () => void): void {
    this.program.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.idle);
    this.program.kill();
    done(error);
  }

  /** What follows node:http expects of a socket that is used again. */
  setTimeout(milliseconds: number): this {
    clearTimeout(this.idle);
    this.timeout = milliseconds;
    this.idle = milliseconds > 0 ? setTimeout(() => this.emit('timeout'), milliseconds).unref() : undefined;
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  ref(): this {
    for (const part of this.parts()) part.ref();
    return this;
  }

  /** An idle connection keeps no program alive. */
  unref(): this {
    for (const part of this.parts()) part.unref();
    return this;
  }

  private parts(): readonly { ref(): unknown; unref(): unknown }[] {
    const { program } = this;
    return [program, ...[program.stdin, program.stdout, program.stderr].map((stream) => stream as unknown as Socket)];
  }
}
