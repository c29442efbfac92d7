import { temporaryFolder } from '../testing/temporary-folder';
import { checkedFiles, fileToHand } from './layers';

const folder = temporaryFolder();
const text = { type: 'string' };
const schema = {
  type: 'object',
  properties: { tea: { type: 'object', properties: { kind: text, password: { ...text, writeOnly: true } } } },
};
const read = () => {
  const [file] = checkedFiles([{ file: `${folder.path}/configs.json`, name: 'configs.json' }], folder.path, schema);
  return file!;
};

it('hands on a configuration as it was checked, whatever has become of the file', () => {
  const content = '{\n  "tea": { "kind": "green" }\n}\n';
  folder.write('configs.json', content);
  const checked = read();
  folder.write('configs.json', '{ "tea": { "kind": "black" } }');
  expect(fileToHand(checked, 'configs.json')).toEqual({ name: 'configs.json', kind: 'text', text: content });
});

it('hands on values of the environment in place of their names', () => {
  process.env['TEA_PASSWORD'] = 'locker';
  folder.write('configs.json', '{ "tea": { "password": { "env": "TEA_PASSWORD" } } }');
  const checked = read();
  delete process.env['TEA_PASSWORD'];
  const { text: handed } = fileToHand(checked, 'configs.json') as { text: string };
  expect(JSON.parse(handed)).toEqual({ tea: { password: 'locker' } });
});
