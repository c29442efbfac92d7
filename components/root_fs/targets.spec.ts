import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationFiles, fieldEnvironment, fieldsOf, readSchema } from '@hypriotkit/config';

const read = (...path: string[]) => readFileSync(join(__dirname, ...path), 'utf8');
const schema = readSchema(configurationFiles(join(__dirname, '..', '..')));
const targets = fieldsOf(schema).find(
  ({ component, field }) => component === 'root_fs' && field === 'target',
)!.choices!;
const environment = fieldEnvironment(schema, 'root_fs');

it('every target has a file of data in the builder, and there are no others', () => {
  expect(readdirSync(join(__dirname, 'builder', 'targets')).sort()).toEqual([...targets].sort());
});

it.each(['BUILD_ARCH', 'QEMU_ARCH', 'VARIANT'])('%s is known for every target', (name) => {
  const { values } = environment[name] as { values: Record<string, string> };
  expect(Object.keys(values).sort()).toEqual([...targets].sort());
});

it.each(targets)('%s says what it is for and what it is made from', (target) => {
  const data = read('builder', 'targets', target);
  for (const name of ['ARCHITECTURES', 'SUITE', 'COMPONENTS', 'MIRROR'])
    expect(data).toMatch(RegExp(`^${name}=\\S`, 'm'));
  const { values } = environment['BUILD_ARCH'] as { values: Record<string, string> };
  expect(data).toMatch(RegExp(`^ARCHITECTURES="?${values[target]}\\b`, 'm'));
  // A key from the network is none without its fingerprint.
  if (/^KEYRING=https?:/m.test(data)) expect(data).toMatch(/^KEYRING_FINGERPRINT=[0-9A-F]{40}$/m);
});
