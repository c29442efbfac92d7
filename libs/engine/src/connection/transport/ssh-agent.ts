import { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import type { Address } from '../address';
import { CommandSocket } from './command-socket';
import { sshArguments } from './ssh-command';

/** Sends each request through an ssh process of its own. ControlMaster in ~/.ssh/config makes that fast. */
export class SshAgent extends Agent {
  private readonly address: Extract<Address, { kind: 'ssh' }>;
  private readonly env: NodeJS.ProcessEnv;

  constructor(address: Extract<Address, { kind: 'ssh' }>, env: NodeJS.ProcessEnv) {
    super({ keepAlive: false });
    this.address = address;
    this.env = env;
  }

  override createConnection(): Duplex {
    return new CommandSocket('ssh', sshArguments(this.address), this.env);
  }

  /** See short-agent.ts. */
  [inspect.custom](): string {
    return 'SshAgent';
  }
}
