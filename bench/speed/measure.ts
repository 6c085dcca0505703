/** What a group of measures is made with: how often, how long and how much. */
export interface Size {
  /** Each number is the median of so many, taken in turn with those that it is compared with. */
  readonly replicas: number;
  /** Of a call that takes nanoseconds; milliseconds of processor time in each replica. */
  readonly milliseconds: number;
  /** Calls that are timed as one. */
  readonly batch: number;
  /** Requests with and without the plan, in turn, in one process. */
  readonly pairs: number;
  readonly providers: number;
  readonly models: number;
  /** Entries with one base URL, and keys of a configuration. */
  readonly entries: number;
}

export const FULL: Size = {
  replicas: 5,
  milliseconds: 50,
  batch: 4096,
  pairs: 1000,
  providers: 10_000,
  models: 1000,
  entries: 1000,
};

/** A build of this package: its `dist`. */
export interface Build {
  readonly folder: string;
  readonly index: typeof import("../../src/index.ts");
}

/** One way to compare: `of` is what has to be at most or at least that much. */
export interface Goal {
  readonly of: "ours" | "ratio";
  readonly atMost?: number;
  readonly atLeast?: number;
}

type Value = (build: Build) => number | Promise<number>;

export interface Measure {
  readonly measure: string;
  readonly unit: string;
  readonly ours: Value;
  readonly peerName: string;
  /** Undefined where there is nothing to compare with on this machine. */
  readonly peer?: Value | undefined;
  readonly goal: Goal;
  /** Of a build before: the ratio to it that this one is to keep; 1 where nothing is said. */
  readonly sinceBefore?: number | undefined;
}

export interface Group {
  readonly measures: readonly Measure[];
  close?(): void;
}

export type GroupMaker = (size: Size) => Group | Promise<Group>;

export interface Row {
  readonly measure: string;
  readonly ours: number;
  /** Null where it was not measured; the name says why. */
  readonly peer: number | null;
  readonly peerName: string;
  readonly unit: string;
  /** `ours / peer`. */
  readonly ratio: number | null;
  readonly goal: string;
  readonly holds: boolean;
}

/** A row, and the least and the greatest of the replicas of `ours`. */
export interface MeasuredRow {
  readonly row: Row;
  readonly spread: readonly [least: number, greatest: number];
}

/**
 * Takes every measure so often as the size says, ours and its peer in turn, and so the same measure of the build before.
 * Of a build before there is a row more, with the ratio of both.
 */
export async function* takeMeasures(
  { measures }: Group,
  { replicas }: Size,
  build: Build,
  before?: Build,
): AsyncGenerator<MeasuredRow> {
  for (const { measure, unit, ours, peer, peerName, goal, sinceBefore = 1 } of measures) {
    const [own, others, earlier]: number[][] = [[], [], []];
    for (let replica = 0; replica < replicas; replica += 1) {
      own?.push(await ours(build));
      if (before !== undefined) earlier?.push(await ours(before));
      if (peer !== undefined) others?.push(await peer(build));
    }
    const about = { measure, unit, ours: own ?? [] };
    yield rowOf({ ...about, peer: others ?? [], peerName, goal });
    if (before !== undefined) {
      const kept: Goal =
        goal.atMost === undefined
          ? { of: "ratio", atLeast: sinceBefore }
          : { of: "ratio", atMost: sinceBefore };
      yield rowOf({ ...about, peer: earlier ?? [], peerName: "before", goal: kept });
    }
  }
}

interface Taken extends Pick<Measure, "measure" | "unit" | "peerName" | "goal"> {
  readonly ours: readonly number[];
  /** Empty where it was not measured. */
  readonly peer: readonly number[];
}

export function rowOf(taken: Taken): MeasuredRow {
  const { measure, unit, goal } = taken;
  const ours = medianOf(taken.ours);
  const peer = taken.peer.length === 0 ? null : medianOf(taken.peer);
  const ratio = peer === null ? null : ours / peer;
  const peerName = peer === null ? `${taken.peerName} (not measured)` : taken.peerName;
  const value = goal.of === "ours" && peer !== null ? ours : ratio;
  const { atMost = Infinity, atLeast = -Infinity } = goal;
  const row = {
    measure,
    ours: rounded(ours),
    peer: peer === null ? null : rounded(peer),
    peerName,
    unit,
    ratio: ratio === null ? null : rounded(ratio),
    goal: goalText(goal),
    holds: value !== null && value <= atMost && value >= atLeast,
  };
  return { row, spread: [rounded(Math.min(...taken.ours)), rounded(Math.max(...taken.ours))] };
}

function goalText({ of, atMost, atLeast }: Goal): string {
  return atMost === undefined ? `${of} >= ${atLeast}` : `${of} <= ${atMost}`;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? high) + high) / 2 : high;
}

/** To three digits that count. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
