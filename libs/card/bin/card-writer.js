// Writes a card as root, for the program that has started it with sudo: published, compiled; in a clone, from TypeScript.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const compiled = join(__dirname, '..', 'dist', 'write', 'root-process.js');
const { runAsRoot } = existsSync(compiled) ? require(compiled) : fromSource();

process.exitCode = 1;
runAsRoot().then((code) => (process.exitCode = code));

function fromSource() {
  const { register } = require('@swc-node/register/register');
  const { readDefaultTsConfig } = require('@swc-node/register/read-default-tsconfig');
  register(readDefaultTsConfig(join(__dirname, '..', '..', '..', 'tsconfig.base.json')));
  return require('../src/write/root-process.ts');
}
