import { readXml } from './xml';

it('reads elements, attributes, text and comments', () => {
  expect(
    readXml(`<?xml version="1.0" ?>
<!-- <a> is > b -- >
-->
<map version="2.0" other='"'><size> 5 </size><empty/><none x = "y" /> <list>one<item>two</item>three</list></map>
`),
  ).toEqual({
    name: 'map',
    attributes: { version: '2.0', other: '"' },
    text: ' ',
    elements: [
      { name: 'size', attributes: {}, text: ' 5 ', elements: [] },
      { name: 'empty', attributes: {}, text: '', elements: [] },
      { name: 'none', attributes: { x: 'y' }, text: '', elements: [] },
      {
        name: 'list',
        attributes: {},
        text: 'onethree',
        elements: [{ name: 'item', attributes: {}, text: 'two', elements: [] }],
      },
    ],
  });
});

it.each([
  '',
  'text',
  '<!doctype html><html></html>',
  '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
  '<a>&b;</a>',
  '<a b="&c;"/>',
  '<a><![CDATA[b]]></a>',
  '<a>',
  '<a',
  '<a></b>',
  '</a>',
  '<a></a></a>',
  '<a/><b/>',
  '<a/>text',
  '<a b/>',
  '<a b=c/>',
  '<a b="c"d="e"/>',
  '<a b="c/>',
  '<1/>',
  '<>',
  '<!-- <a/>',
])('refuses what is something else: %j', (text) => {
  expect(() => readXml(text)).toThrow('it cannot be read as XML');
});
