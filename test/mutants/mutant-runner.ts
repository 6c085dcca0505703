import { basename } from "node:path";
import { type File, startTests, type Suite, type Task, type Test } from "@vitest/runner";
import { type EvaluatedModules, TestRunner, vi } from "vitest";
import { addTrial, type MutationPlan, readPlan, readTrials, type Trial } from "./mutation-plan.ts";

/** What Stryker's instrumented sources read and write. */
interface MutantSwitches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number;
  readonly mutantCoverage?: Coverage;
}

type Hits = Readonly<Record<string, number>>;

interface Coverage {
  /** By mutants, while modules were loaded. */
  static: Hits;
  /** By tests, and by files for what their hooks reach. */
  perTest: Readonly<Record<string, Hits>>;
}

interface CoveringTests {
  readonly file: string;
  readonly ids: readonly string[];
}

const switches: MutantSwitches = ((globalThis as { __stryker__?: MutantSwitches }).__stryker__ ??=
  {});

/** Slower tests are asked only where no faster one reaches a mutant. */
const SLOW_TEST = 3000;
/** A mutant whose code runs so many times as often as without it is in an endless loop. */
const HIT_FACTOR = 100;
/** So is one with which a file's tests take so many times the steps of all tests. */
const STEP_FACTOR = 10;

/**
 * Runs the tests once, which says what each reaches, and then again for each mutant, in the same process: a mutant is switched on, and of a test file
 * only itself is evaluated anew. What a module does while it is loaded is run again with all modules loaded anew, and so is
 * each mutant that went unnoticed, as what a module remembers may hide it. A test that notices a mutant must pass without it.
 */
export default class MutantRunner extends TestRunner {
  readonly #plan: MutationPlan = readPlan();
  readonly #files: File[] = [];
  #tryingMutants = false;
  /** By its id. */
  #failed: string | undefined;
  /** Of the room's code. */
  #steps = 0;
  /** Errors outside of a test, as of an event's listener. */
  #strayErrors = 0;
  /** Modules were loaded with a mutant switched on. */
  #isStale = false;

  override importFile(file: string, source: "collect" | "setup"): unknown {
    const { evaluatedModules } = (
      this as unknown as { workerState: { evaluatedModules: EvaluatedModules } }
    ).workerState;
    const module = this.#tryingMutants ? evaluatedModules.getModuleById(file) : undefined;
    if (module !== undefined) evaluatedModules.invalidateModule(module);
    return super.importFile(file, source);
  }

  override onCollectStart(file: File): void {
    switches.currentTestId = undefined;
    super.onCollectStart(file);
  }

  override async onBeforeRunSuite(suite: Suite): Promise<void> {
    switches.currentTestId = suite.file.filepath;
    await super.onBeforeRunSuite(suite);
  }

  override async onBeforeRunTask(test: Test): Promise<void> {
    if (this.#failed !== undefined) test.mode = "skip";
    switches.currentTestId = test.id;
    await super.onBeforeRunTask(test);
  }

  override onAfterRunTask(test: Task): void {
    switches.currentTestId = test.file.filepath;
    if (this.#tryingMutants && test.result?.state === "fail") this.#failed = test.id;
    super.onAfterRunTask(test);
  }

  override async onAfterRunFiles(files: File[] = []): Promise<void> {
    super.onAfterRunFiles();
    if (this.#tryingMutants) return;
    this.#files.push(...files);
    if (this.#files.length === this.#plan.testFiles.length) await this.#tryMutants();
  }

  async #tryMutants(): Promise<void> {
    this.#tryingMutants = true;
    // Nobody reads what comes of thousands of runs.
    Object.assign(this, { onCollected: undefined, onTaskUpdate: undefined });
    for (const event of ["uncaughtException", "unhandledRejection"])
      process.on(event, () => (this.#strayErrors += 1));
    const coverage = structuredClone(switches.mutantCoverage ?? { static: {}, perTest: {} });
    this.#limitSteps(
      STEP_FACTOR *
        sum([coverage.static, ...Object.values(coverage.perTest)].flatMap(Object.values<number>)),
    );
    const { mutants, trials } = this.#plan;
    const done = new Set(readTrials(trials).flatMap(({ id, status }) => (status ? [id] : [])));
    for (const { id, path } of mutants.filter((mutant) => !done.has(mutant.id))) {
      addTrial(trials, { id });
      const begun = performance.now();
      const result = await this.#tryMutant(id, path, coverage);
      addTrial(trials, { id, ...result, seconds: (performance.now() - begun) / 1000 });
    }
  }

  /** From here on no coverage is noted; what noted it counts steps. */
  #limitSteps(limit: number): void {
    const { mutantCoverage } = switches;
    if (mutantCoverage === undefined) return;
    const counter = new Proxy<Record<string, number>>(
      {},
      {
        set: () => {
          this.#steps += 1;
          if (this.#steps > limit) throw new Error("This never ends.");
          return true;
        },
      },
    );
    mutantCoverage.static = counter;
    mutantCoverage.perTest = new Proxy({}, { get: () => counter, set: () => true });
  }

  async #tryMutant(id: string, source: string, coverage: Coverage): Promise<Omit<Trial, "id">> {
    const hits = [coverage.static, ...Object.values(coverage.perTest)].map((by) => by[id] ?? 0);
    if (sum(hits) === 0) return { status: "uncovered" };
    switches.hitLimit = HIT_FACTOR * sum(hits);
    const isStatic = sum(hits) === coverage.static[id];
    const tests = this.#coveringTests(
      source,
      (key) => isStatic || coverage.perTest[key]?.[id] !== undefined,
    );
    for (const reload of isStatic ? [true] : [false, true])
      for (const { file: killer, ids } of tests) {
        if (await this.#passes(killer, ids, { id, reload })) continue;
        const failed = this.#failed === undefined ? ids : [this.#failed];
        if (await this.#passes(killer, failed, { reload })) return { status: "killed", killer };
        // What an earlier mutant left behind may have failed it.
        if (await this.#passes(killer, failed, { id, reload: true })) continue;
        const isKilled = await this.#passes(killer, failed, { reload: true });
        return { status: isKilled ? "killed" : "unstable", killer };
      }
    return { status: "survived" };
  }

  /** Those of the source's namesake first, then the fastest. */
  #coveringTests(source: string, reaches: (testOrFile: string) => boolean): CoveringTests[] {
    const namesake = basename(source).replace(/\.ts$/u, ".test.ts");
    const covering = this.#files.map((file) => ({
      file: file.filepath,
      tests: testsOf(file).filter(
        ({ id, result }) => result?.state === "pass" && (reaches(file.filepath) || reaches(id)),
      ),
    }));
    const isFast = (test: Test): boolean => millisecondsOf(test) < SLOW_TEST;
    const hasFast = covering.some(({ tests }) => tests.some(isFast));
    return covering
      .map(({ file, tests }) => ({ file, tests: hasFast ? tests.filter(isFast) : tests }))
      .filter(({ tests }) => tests.length > 0)
      .map(({ file, tests }) => ({
        file,
        ids: tests.map(({ id }) => id),
        turn: basename(file) === namesake ? -1 : sum(tests.map(millisecondsOf)),
      }))
      .toSorted((one, other) => one.turn - other.turn);
  }

  /** With the mutant `id`, if there is one. */
  async #passes(
    filepath: string,
    testIds: readonly string[],
    { id, reload }: { readonly id?: string; readonly reload: boolean },
  ): Promise<boolean> {
    if (reload || this.#isStale) vi.resetModules();
    this.#isStale = reload && id !== undefined;
    this.#failed = undefined;
    this.#strayErrors = 0;
    this.#steps = 0;
    switches.hitCount = 0;
    switches.activeMutant = id;
    const [file] = await startTests([{ filepath, testIds: [...testIds] } as never], this);
    switches.activeMutant = undefined;
    return file?.result?.state !== "fail" && this.#failed === undefined && this.#strayErrors === 0;
  }
}

function testsOf(suite: Suite): Test[] {
  return suite.tasks.flatMap((task) => (task.type === "test" ? [task] : testsOf(task)));
}

function millisecondsOf(test: Test): number {
  return test.result?.duration ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
