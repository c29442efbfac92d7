import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { builderImage } from '../../e2e/lib/containers';
import { ROOT, Run, type Outcome } from '../../e2e/lib/workspace';
import { AS_A_MACHINE } from './as-a-machine';

const EMPLOYEE = { name: 'ann', password: 'b0nny:s w@rd' };

/** A network whose only way out is a proxy that wants a password and looks into TLS, and a laptop in it. */
export class Company {
  private readonly folder = mkdtempSync(join(tmpdir(), 'hypriotkit-company-'));
  private readonly name = basename(this.folder).toLowerCase();
  private readonly made: string[][] = [];

  static async found(): Promise<Company> {
    const [proxy, laptop] = [await image('proxy'), await image('laptop')];
    const company = new Company();
    try {
      execFileSync('npm', ['pack', 'npm@11', '--silent', '--pack-destination', company.folder]);
      company.start(proxy, laptop);
      return company;
    } catch (error) {
      company.remove();
      throw error;
    }
  }

  get password(): string {
    return EMPLOYEE.password;
  }

  /** Runs a script of the laptop's, as an employee does who has just logged in. */
  onLaptop(script: string): Promise<Outcome> {
    const command = ['exec', this.laptop, 'bash', '--login', '-c', `exec 2>&1; ${script}`];
    return new Run(spawn('docker', command, { stdio: ['ignore', 'pipe', 'pipe'] })).ended;
  }

  /** What the proxy has been asked for: lines of squid's access.log. */
  asked(): string {
    return readFileSync(join(this.folder, 'access.log'), 'utf8');
  }

  remove(): void {
    for (const command of this.made.reverse()) docker(...command);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get laptop(): string {
    return `${this.name}-laptop`;
  }

  private start(proxyImage: string, laptopImage: string): void {
    const proxy = `${this.name}-proxy`;
    const files = ['--volume', `${this.folder}:/company`];
    docker('network', 'create', '--internal', this.name);
    this.made.push(['network', 'rm', this.name]);

    const employee = ['--env', `EMPLOYEE=${EMPLOYEE.name}`, '--env', `PASSWORD=${EMPLOYEE.password}`];
    const outside = ['--volume', '/etc/ssl/certs/ca-certificates.crt:/outside.pem:ro'];
    docker('create', '--name', proxy, ...employee, ...outside, ...files, proxyImage);
    this.made.push(['rm', '--force', proxy]);
    docker('network', 'connect', this.name, proxy);
    docker('start', proxy);
    const address = docker(
      'inspect',
      '--format',
      `{{(index .NetworkSettings.Networks "${this.name}").IPAddress}}`,
      proxy,
    );

    // Containers on the laptop know no names: they have no way to a server of names either.
    const url = new URL(`http://${address}:3128`);
    Object.assign(url, { username: EMPLOYEE.name, password: EMPLOYEE.password });
    const source = ['--volume', `${ROOT}:/source:ro`];
    const at = ['--network', this.name, '--env', `PROXY=${url.href}`];
    docker(
      'run',
      '--detach',
      '--init',
      '--name',
      this.laptop,
      ...AS_A_MACHINE,
      ...at,
      ...source,
      ...files,
      laptopImage,
    );
    this.made.push(['rm', '--force', '--volumes', this.laptop]);
  }
}

const image = (name: string): Promise<string> => builderImage(`company-${name}`, `tools/long/lib/company/${name}`);
const docker = (...args: string[]): string => execFileSync('docker', args, { encoding: 'utf8' }).trim();
