import type { Logger } from '@hypriotkit/core';

/** A logger that keeps its messages. */
export function collectedLog(): Logger & { steps: string[]; details: string[]; warnings: string[] } {
  const steps: string[] = [];
  const details: string[] = [];
  const warnings: string[] = [];
  return {
    steps,
    details,
    warnings,
    step: (text) => void steps.push(text),
    detail: (text) => void details.push(text),
    warn: (text) => void warnings.push(text),
  };
}
