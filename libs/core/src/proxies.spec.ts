import { proxiesOf } from './proxies';

it('takes proxies and exceptions in small letters or capitals', () => {
  const lower = { http_proxy: 'http://a:1', https_proxy: 'http://b:2', no_proxy: 'c, .d' };
  const upper = Object.fromEntries(Object.entries(lower).map(([name, value]) => [name.toUpperCase(), value]));
  const expected = { httpProxy: 'http://a:1', httpsProxy: 'http://b:2', noProxy: 'c, .d,localhost,127.0.0.1,[::1]' };
  expect(proxiesOf(lower)).toEqual(expected);
  expect(proxiesOf(upper)).toEqual(expected);
});

it('takes a proxy without a scheme, and has none where none is named', () => {
  expect(proxiesOf({ http_proxy: 'a:1' })).toMatchObject({ httpProxy: 'http://a:1', httpsProxy: '' });
  expect(proxiesOf({ no_proxy: ' * ' }).noProxy).toBe('*');
});

it('does not repeat what makes no proxy: it may have a password', () => {
  const call = () => proxiesOf({ https_proxy: 'http://davy:locker@:x' });
  expect(call).toThrow('the proxy in https_proxy or HTTPS_PROXY is no URL');
  expect(call).not.toThrow('locker');
});
