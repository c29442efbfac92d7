import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Duplex } from 'node:stream';

const KEPT_STDERR = 2000;

/** A connection over the standard input and output of a command. When either ends, so does the other. */
export class CommandSocket extends Duplex {
  private readonly child: ChildProcessWithoutNullStreams;
  private complaint = '';

  constructor(command: string, args: string[], env: NodeJS.ProcessEnv) {
    super({ allowHalfOpen: true });
    this.child = spawn(command, args, { env, stdio: 'pipe' });
    this.child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) this.child.stdout.pause();
    });
    this.child.stderr.on('data', (chunk: Buffer) => {
      this.complaint = (this.complaint + chunk.toString()).slice(-KEPT_STDERR);
    });
    // Writing to a command that has ended fails. The close event reports why it ended.
    this.child.stdin.on('error', () => undefined);
    this.child.on('error', (error) => this.destroy(new Error(`cannot run ${command}: ${error.message}`)));
    this.child.on('close', (code) => {
      if (code === 0 || this.destroyed) this.push(null);
      else this.destroy(new Error(this.complaint.trim() || `${command} ended with ${code ?? 'a signal'}`));
    });
  }

  override _read(): void {
    this.child.stdout.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.child.stdin.write(chunk, encoding)) done();
    else this.child.stdin.once('drain', done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.child.kill();
    done(error);
  }
}
