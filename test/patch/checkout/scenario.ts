/** What a built host must do. */
export interface Scenario {
  readonly name: string;
  /** Runs it in a fresh host, and gives what is wrong. */
  readonly run: () => Promise<readonly string[]>;
}

export interface Outcome {
  readonly wrong: readonly string[];
  /** What was wrong the first time, where it ran twice. */
  readonly atFirst: readonly string[];
}

/** A host that starts cold on a busy machine may not come as far as its first request: once more then. */
export async function runScenario({ run }: Scenario): Promise<Outcome> {
  const atFirst = await attempt(run);
  return { atFirst, wrong: atFirst.length === 0 ? [] : await attempt(run) };
}

async function attempt(run: Scenario["run"]): Promise<readonly string[]> {
  try {
    return await run();
  } catch (error) {
    return [String(error)];
  }
}
