import { connect, engineInfo } from '@hypriotkit/engine';

/** The engine's architecture, in Docker's names: amd64, arm64. */
export async function engineArchitecture(): Promise<string> {
  return (await engineInfo(await connect())).architecture;
}
