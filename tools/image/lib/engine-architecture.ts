import { connect, engineInfo } from '@hypriotkit/engine';

/** Returns Docker's name of the engine's architecture, such as amd64 or arm64. */
export async function engineArchitecture(): Promise<string> {
  return (await engineInfo(await connect())).architecture;
}
