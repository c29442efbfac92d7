import { isMap, type Document, type YAMLMap } from 'yaml';
import type { CardSettings } from '@hypriotkit/card-settings';
import { parsed, printed, quoted, unsuitable } from './cloud-config';

const INTERFACE = 'wlan0';

/**
 * Adds a Wi-Fi network to a network-config for cloud-init, in netplan's format, version 2. Others in it stay.
 *
 * @param text the file's content, or undefined if the file does not exist
 */
export function changedNetworkConfig(text: string | undefined, wifi: NonNullable<CardSettings['wifi']>): string {
  const document = parsed(text ?? 'version: 2\n', 'network-config');
  const top = isMap(document.get('network')) ? ['network'] : [];
  const at = [...top, 'wifis', INTERFACE];
  const version = Number(document.getIn([...top, 'version']) ?? 2);
  if (version !== 2 || document.hasIn([...top, 'config'])) throw unsuitable('not of version 2', 'network-config');
  document.setIn([...top, 'version'], version);
  // A radio that is missing or finds nothing does not delay the boot.
  const usual = { dhcp4: true, optional: true };
  for (const [key, value] of Object.entries(usual))
    if (!document.hasIn([...at, key])) setIn(document, [...at, key], value);
  if (wifi.country !== undefined) setIn(document, [...at, 'regulatory-domain'], quoted(wifi.country));
  const own = {
    ...(wifi.password !== undefined && { password: quoted(wifi.password) }),
    ...(wifi.hidden && { hidden: true }),
  };
  setIn(document, [...at, 'access-points'], withNetwork(document, [...at, 'access-points'], wifi.ssid, own));
  return printed(document);
}

function withNetwork(document: Document<YAMLMap>, path: string[], ssid: string, own: object): YAMLMap {
  const points = document.getIn(path);
  const map = isMap(points) ? points : document.createNode({});
  map.delete(ssid);
  map.add(document.createPair(quoted(ssid), document.createNode(own)));
  return map;
}

/** Sets a value, and makes the maps that lead to it: an empty one in the file is null. */
function setIn(document: Document<YAMLMap>, path: string[], value: unknown): void {
  for (let length = 1; length < path.length; length++) {
    const parent = path.slice(0, length);
    if (!isMap(document.getIn(parent))) document.setIn(parent, document.createNode({}));
  }
  document.setIn(path, value);
}
