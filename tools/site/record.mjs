// `node tools/site/record.mjs FILE.svg -- COMMAND...`: runs a command on a terminal of 100 by 24, and draws what it showed as an
// SVG that moves. `script` of util-linux records. termtosvg, from Debian, draws in a container, which gets the recording on its input.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

const [file, dashes, ...command] = process.argv.slice(2);
if (!file || dashes !== '--' || command.length === 0) {
  console.error('usage: node tools/site/record.mjs FILE.svg -- COMMAND...');
  process.exit(2);
}

const SIZE = { width: 100, height: 24 };
/** Seconds for which the longest pause is shown. */
const PAUSE = 2;
/** Milliseconds for which each picture is shown at least; fewer pictures make a smaller file. */
const FRAME = 500;
/** Milliseconds for which the last picture is shown. */
const END = 8000;
const IMAGE = 'debian:trixie-slim';

const folder = mkdtempSync(join(tmpdir(), 'record-'));
try {
  writeFileSync(file, draw(record(folder)));
} finally {
  rmSync(folder, { recursive: true });
}

/** Runs the command and returns what came, as lines of asciicast 2. */
function record(folder) {
  const [output, timing] = [join(folder, 'output'), join(folder, 'timing')];
  const line = `stty cols ${SIZE.width} rows ${SIZE.height}; ${command.join(' ')}`;
  const options = ['--quiet', '--return', '--log-out', output, '--log-timing', timing, '--command', line];
  run('script', options, { stdio: 'inherit', env: { ...process.env, TERM: 'xterm-256color' } });
  // The first line is script's own.
  const bytes = readFileSync(output);
  let at = bytes.indexOf('\n') + 1;
  let time = 0;
  const text = new StringDecoder('utf8');
  const prompt = [0, 'o', `\x1b[1m$\x1b[0m ${command.join(' ')}\r\n`];
  const events = readFileSync(timing, 'utf8')
    .trim()
    .split('\n')
    .map((entry) => {
      const [, delay, count] = /([\d.]+) (\d+)$/.exec(entry);
      time += Math.min(Number(delay), PAUSE);
      return [time, 'o', text.write(bytes.subarray(at, (at += Number(count))))];
    });
  return [{ version: 2, ...SIZE }, prompt, ...events].map((event) => `${JSON.stringify(event)}\n`).join('');
}

function draw(cast) {
  const script = `
    { apt-get update && apt-get install --yes --no-install-recommends termtosvg; } >&2
    cat >/tmp/cast
    termtosvg render --template window_frame --min-frame-duration ${FRAME} --loop-delay ${END} /tmp/cast /tmp/picture.svg >&2
    cat /tmp/picture.svg`;
  const options = ['run', '--rm', '--interactive', IMAGE, 'sh', '-euc', script];
  return run('docker', options, { input: cast, maxBuffer: 2 ** 26, stdio: ['pipe', 'pipe', 'inherit'] }).stdout;
}

function run(program, args, options) {
  const result = spawnSync(program, args, options);
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${program} ended with ${result.status}`);
  return result;
}
