import { oneLine } from "../secrets/plain-text.ts";
import type { ModelCall } from "./model-call.ts";

/** "kimi-coding/k2p5"; the wire's name beside it where that differs. */
export function modelText({ providerId, modelId, wireModel }: ModelCall): string {
  const name = modelId ?? wireModel;
  const model = name === undefined ? providerId : `${providerId}/${name}`;
  const differs = modelId !== undefined && wireModel !== undefined && modelId !== wireModel;
  return oneLine(differs ? `${model} (${wireModel} on the wire)` : model);
}
