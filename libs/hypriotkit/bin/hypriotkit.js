#!/usr/bin/env node
// Starts the program: as it is published, compiled; in a clone of the repository its TypeScript, as it stands.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const compiled = join(__dirname, '..', 'dist', 'index.js');
const { run } = existsSync(compiled) ? require(compiled) : fromSource();

// Until it is known: a program that has nothing to wait for any more ends, whatever it has done.
process.exitCode = 1;
run(process.argv.slice(2)).then((code) => (process.exitCode = code));

function fromSource() {
  const { register } = require('@swc-node/register/register');
  const { readDefaultTsConfig } = require('@swc-node/register/read-default-tsconfig');
  // The workspace's, wherever the command is run.
  register(readDefaultTsConfig(join(__dirname, '..', '..', '..', 'tsconfig.base.json')));
  return require('../src/index.ts');
}
