import { EngineAddressInvalid } from '../errors';
import { parseAddress } from './address';

/**
 * Checks what was given as the address of an engine, without asking it anything.
 *
 * @param namedBy what it was given by, for the message
 * @throws EngineAddressInvalid
 */
export function checkAddress(namedBy: string, address: string): void {
  // Most often a variable that is not set: the engine of this machine is not what was meant.
  if (address.trim() === '') throw new EngineAddressInvalid(namedBy, address, 'that is no address');
  try {
    parseAddress(address, false);
  } catch (error) {
    throw new EngineAddressInvalid(namedBy, address, (error as Error).message);
  }
}
