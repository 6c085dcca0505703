import { combineHeaders, normalizeHeaders } from "@ai-sdk/provider-utils";
// No entry of the package leads there.
import { buildHeaders } from "../../node_modules/openai-7/internal/headers.mjs";
import type { HeaderLayer } from "../../src/headers/header-layer.ts";
import type { Build, Group, Size } from "./measure.ts";
import { nanoseconds } from "./nanoseconds.ts";
import { CLIENT, FIELDS, HEADERS, manyHeaders } from "./sample-request.ts";

/** Layers on layers: no request is made. */
export function mergeMeasures(size: Size): Group {
  const configured: HeaderLayer[] = [{ layer: "provider", headers: HEADERS }];
  const finished = [...FIELDS, ...Object.entries(HEADERS).flat()];
  const time = (work: () => unknown) => nanoseconds(work, size);

  function pushed(): unknown {
    const made: unknown[] = [];
    for (const item of finished) made.push(item);
    return made;
  }
  const floor = { peerName: "the finished list, pushed item by item", peer: () => time(pushed) };
  const openai = {
    peerName: "openai-node buildHeaders",
    peer: () => time(() => buildHeaders([CLIENT, HEADERS])),
  };
  const vercel = {
    peerName: "Vercel combineHeaders and normalizeHeaders",
    peer: () => time(() => normalizeHeaders(combineHeaders(CLIENT, HEADERS))),
  };

  function merge({ index }: Build, headers: Record<string, string>): Promise<number> {
    const layers: HeaderLayer[] = [
      { layer: "client", headers: CLIENT },
      { layer: "provider", headers },
    ];
    return time(() => index.mergeHeaders(layers));
  }
  function dress({ index }: Build, times: 1 | 2): Promise<number> {
    const plan = index.compileHeaderPlan(configured);
    const fields = times === 1 ? FIELDS : index.applyHeaderPlan(plan, FIELDS);
    return time(() => index.applyHeaderPlan(plan, fields));
  }
  const merged = (build: Build) => merge(build, HEADERS);
  const first = (build: Build) => dress(build, 1);
  const perHeader = async (build: Build, count: number) =>
    (await merge(build, manyHeaders(count))) / count;

  const unit = "ns";
  return {
    measures: [
      {
        measure: "applyHeaderPlan, three headers",
        unit,
        ours: first,
        ...openai,
        goal: { of: "ratio", atMost: 0.1 },
      },
      {
        measure: "first dressing, three headers",
        unit,
        ours: first,
        ...floor,
        goal: { of: "ratio", atMost: 1.7 },
      },
      {
        measure: "dressed already, three headers",
        unit,
        ours: (build) => dress(build, 2),
        ...floor,
        goal: { of: "ratio", atMost: 1.7 },
        sinceBefore: 0.16,
      },
      {
        measure: "mergeHeaders, three headers",
        unit,
        ours: merged,
        ...vercel,
        goal: { of: "ratio", atMost: 1 },
      },
      {
        measure: "mergeHeaders, three headers",
        unit,
        ours: merged,
        ...openai,
        goal: { of: "ratio", atMost: 1 },
      },
      {
        measure: "mergeHeaders, each of 100 headers",
        unit,
        ours: (build) => perHeader(build, 100),
        peerName: "each of 10 headers",
        peer: (build) => perHeader(build, 10),
        goal: { of: "ratio", atMost: 1 },
      },
    ],
  };
}
