import { describe, expect, it } from "vitest";

import { authScores, type Judged, scoresOf } from "../../bench/failure-scores.ts";
import type { FailureKind } from "../../src/diagnosis/classify-failure.ts";

function judged(label: FailureKind, kind: FailureKind, more: object = {}): Judged {
  return {
    failure: { id: `${label}-as-${kind}`, label, ...more },
    kind,
    sure: true,
    isWithheld: false,
  };
}

describe("scoresOf", () => {
  it("counts auth against the rest, kinds, refused clients and false alarms", () => {
    const scores = scoresOf([
      judged("invalid_credentials", "invalid_credentials"),
      judged("client_rejected", "permission"),
      judged("client_rejected", "client_rejected"),
      judged("permission", "billing", { doubt: true }),
      judged("billing", "billing", { twins: ["another"] }),
      judged("not_auth", "permission"),
    ]);
    expect(scores).toEqual({
      total: 6,
      auth: { precision: 0.75, recall: 0.75, f1: 0.75, undoubted: 0.8571 },
      kind: { all: 0.5, undoubted: 0.5 },
      clientRejected: { right: 1, of: 2 },
      notAuthCalledAuth: { count: 1, of: 1 },
      sure: { precision: 0.5, coverage: 1, authCoverage: 1, withheld: { count: 0, of: 0 } },
      misses: [
        {
          id: "client_rejected-as-permission",
          label: "client_rejected",
          kind: "permission",
          sure: true,
        },
        { id: "permission-as-billing", label: "permission", kind: "billing", sure: true },
        { id: "not_auth-as-permission", label: "not_auth", kind: "permission", sure: true },
      ],
    });
  });

  it("counts how far a sure verdict is right, without the doubtful lines", () => {
    const unsure = { ...judged("permission", "billing"), sure: false };
    const withheld = { ...judged("permission", "permission"), sure: false, isWithheld: true };
    const lines = [
      judged("permission", "permission"),
      unsure,
      withheld,
      judged("not_auth", "not_auth"),
    ];
    expect(scoresOf([...lines, judged("billing", "permission", { doubt: true })]).sure).toEqual({
      precision: 1,
      coverage: 0.5,
      authCoverage: 0.3333,
      withheld: { count: 1, of: 2 },
    });
  });

  it("finds no fault where there is nothing to judge", () => {
    expect(scoresOf([])).toMatchObject({ total: 0, kind: { all: 1, undoubted: 1 }, misses: [] });
  });
});

describe("authScores", () => {
  it.each([
    [[[true, true]], { precision: 1, recall: 1, f1: 1 }],
    [[[true, false]], { precision: 1, recall: 0, f1: 0 }],
    [
      [
        [false, true],
        [true, true],
        [true, false],
        [true, false],
      ],
      { precision: 0.5, recall: 0.3333, f1: 0.4 },
    ],
  ] as const)("%j", (pairs, expected) => {
    expect(authScores(pairs)).toEqual(expected);
  });
});
