import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const AUTHOR = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'protocol.file.allow=always'];

/** A real git server on loopback: git's own daemon, and its own HTTP backend, which asks for credentials. */
export class GitHost {
  private constructor(
    readonly root: string,
    private readonly daemon: ChildProcess,
    private readonly daemonPort: number,
    private readonly http: Server,
    readonly credentials: string,
  ) {}

  static async start(credentials = 'davy:l%40cker'): Promise<GitHost> {
    const root = mkdtempSync(join(tmpdir(), 'hypriotkit-git-'));
    const http = createServer((request, response) => serve(root, decodeURIComponent(credentials), request, response));
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const port = await freePort();
    // Started as `git daemon`, it would be a child process of git and would outlive it.
    const program = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-daemon');
    const place = ['--listen=127.0.0.1', `--port=${port}`, `--base-path=${root}`];
    const daemon = spawn(program, ['--export-all', '--reuseaddr', ...place], { stdio: 'ignore' });
    await answers(port);
    return new GitHost(root, daemon, port, http, credentials);
  }

  /** Creates a repository with a commit on its branch `main`. */
  repository(name: string, files: Record<string, string>): GitRepository {
    const repository = new GitRepository(join(this.root, name), name);
    repository.commit(files);
    return repository;
  }

  url(scheme: 'git' | 'file' | 'http', { name }: { name: string }): string {
    if (scheme === 'file') return `file://${join(this.root, name)}`;
    if (scheme === 'git') return `git://127.0.0.1:${this.daemonPort}/${name}`;
    return `http://${this.credentials}@127.0.0.1:${(this.http.address() as AddressInfo).port}/${name}`;
  }

  async stop(): Promise<void> {
    this.daemon.kill();
    await once(this.daemon, 'close');
    this.http.closeAllConnections();
    this.http.close();
    rmSync(this.root, { recursive: true });
  }
}

/** A repository that the host serves, with a working tree. */
export class GitRepository {
  constructor(
    private readonly folder: string,
    readonly name: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Writes files (`*.sh` as executable), commits them and returns the commit ID. */
  commit(files: Record<string, string>): string {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      if (path.endsWith('.sh')) chmodSync(file, 0o755);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', 'state');
    return this.git('rev-parse', 'HEAD');
  }

  git(...args: string[]): string {
    const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1' };
    return execFileSync('git', [...AUTHOR, ...args], { cwd: this.folder, encoding: 'utf8', env }).trim();
  }
}

/** Passes a request to git's HTTP backend through CGI. */
function serve(root: string, credentials: string, request: IncomingMessage, response: ServerResponse): void {
  const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (request.headers.authorization !== expected) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    return;
  }
  const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
  const env = {
    ...process.env,
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: pathname,
    QUERY_STRING: searchParams.toString(),
    REQUEST_METHOD: request.method!,
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    REMOTE_USER: 'davy',
  };
  const backend = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  request.pipe(backend.stdin);
  const parts: Buffer[] = [];
  backend.stdout.on('data', (part: Buffer) => parts.push(part));
  backend.on('close', () => answer(Buffer.concat(parts), response));
}

function answer(said: Buffer, response: ServerResponse): void {
  const end = said.indexOf('\r\n\r\n');
  const headers = said
    .subarray(0, end)
    .toString()
    .split('\r\n')
    .map((line) => line.split(': ') as [string, string]);
  const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
  for (const [name, value] of headers.filter(([name]) => name !== 'Status')) response.setHeader(name, value);
  response.writeHead(parseInt(status, 10)).end(said.subarray(end + 4));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const there = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
      once(socket, 'error').then(
        () => false,
        () => false,
      ),
    ]);
    socket.destroy();
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no git daemon at port ${port}`);
}
