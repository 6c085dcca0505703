import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { type File, startTests, type Suite, type Task, type Test } from "@vitest/runner";
import { type EvaluatedModules, TestRunner, vi } from "vitest";
import { loadFactor } from "./load-factor.ts";
import { addTrial, type MutationPlan, readPlan, readTrials, type Trial } from "./mutation-plan.ts";

/** What Stryker's instrumented sources read and write. */
interface MutantSwitches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  /** The file whose tests are collected or run, for what runs while they are collected. */
  currentFile?: string | undefined;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: Coverage;
  /** Instead of coverage: see `instrument.ts`. */
  countStep?: () => void;
}

type Hits = Readonly<Record<string, number>>;

interface Coverage {
  /** By mutants, while modules were loaded. */
  static: Hits;
  /** By tests, and by files for what their hooks reach. */
  perTest: Readonly<Record<string, Hits>>;
}

/** One that passes without a mutant. */
interface PassingTest {
  readonly id: string;
  readonly file: string;
  /** Milliseconds of CPU. */
  readonly time: number;
}

/** What the run without a mutant says; kept for a process that goes on with the rest of the mutants. */
interface FirstRun {
  readonly coverage: Coverage;
  readonly tests: readonly PassingTest[];
}

interface CoveringTests {
  readonly file: string;
  readonly ids: readonly string[];
}

const switches: MutantSwitches = ((globalThis as { __stryker__?: MutantSwitches }).__stryker__ ??=
  {});

/**
 * Of the tests that reach a mutant, those of its source's namesake are asked that are not slower than this, and of the
 * others the fastest that together are not: what only another one would notice counts as unnoticed. Milliseconds of CPU,
 * so that a busy machine asks the same tests.
 */
const MOST_TIME = 3000;
/** A mutant whose code, or with which a test file, runs so many times as many steps as without it is in an endless loop. */
const ENDLESS_FACTOR = 3;
/** What runs as a process of its own elsewhere: see `scenarios-here.ts`. */
const SCENARIO = /\/test\/transport\/child\/(?!scenario\.ts)/u;
/** So many times are no endless loop. */
const FEW_STEPS = 100_000;

/**
 * Runs the tests once, which says what each reaches, and then again for each mutant, in the same process: a mutant is switched on, and of a test file
 * only itself is evaluated anew. What a module does while it is loaded is run again with all modules loaded anew, and so is
 * each mutant that went unnoticed, as what a module remembers may hide it. A test that notices a mutant must pass without it.
 */
export default class MutantRunner extends TestRunner {
  readonly #plan: MutationPlan = readPlan();
  readonly #kept: FirstRun | undefined = readKept(this.#plan.firstRun);
  readonly #files: File[] = [];
  #tests: readonly PassingTest[] = [];
  #tryingMutants = false;
  /** By its id. */
  #failed: string | undefined;
  /** Milliseconds of CPU, by tests. */
  readonly #times = new Map<string, number>();
  #before = process.cpuUsage();
  /** Of the room's code. */
  #steps = 0;
  #stepLimit = Infinity;
  /** Without a mutant, by tests and by files for what their hooks reach. */
  readonly #usualSteps = new Map<string, number>();
  /** Those of the modules, and of what is made once in some test: it may be made in any other. */
  #stepsOnce = 0;
  /** Errors outside of a test, as of an event's listener. */
  #strayErrors = 0;
  /** The mutant that was switched on when modules were loaded. */
  #loadedWith: string | undefined;

  override importFile(file: string, source: "collect" | "setup"): unknown {
    if (this.#kept !== undefined && !this.#tryingMutants) return undefined;
    const { evaluatedModules } = (
      this as unknown as { workerState: { evaluatedModules: EvaluatedModules } }
    ).workerState;
    for (const [id, module] of evaluatedModules.idToModuleMap)
      if (this.#tryingMutants && (id === file || SCENARIO.test(id)))
        evaluatedModules.invalidateModule(module);
    return super.importFile(file, source);
  }

  override onCollectStart(file: File): void {
    switches.currentTestId = undefined;
    switches.currentFile = file.filepath;
    super.onCollectStart(file);
  }

  override async onBeforeRunSuite(suite: Suite): Promise<void> {
    switches.currentTestId = suite.file.filepath;
    await super.onBeforeRunSuite(suite);
  }

  override async onBeforeRunTask(test: Test): Promise<void> {
    if (this.#failed !== undefined) test.mode = "skip";
    switches.currentTestId = test.id;
    this.#before = process.cpuUsage();
    await super.onBeforeRunTask(test);
  }

  override onAfterRunTask(test: Task): void {
    switches.currentTestId = test.file.filepath;
    const { user, system } = process.cpuUsage(this.#before);
    if (!this.#tryingMutants) this.#times.set(test.id, (user + system) / 1000);
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
    // A mutant may keep a test waiting for ever.
    const slowness = loadFactor();
    Object.assign(this.config, { testTimeout: 5000 * slowness, hookTimeout: 10_000 * slowness });
    for (const event of ["uncaughtException", "unhandledRejection"])
      process.on(event, () => (this.#strayErrors += 1));
    const { mutants, trials, firstRun } = this.#plan;
    const { coverage, tests } = this.#kept ?? this.#firstRun();
    this.#tests = tests;
    writeFileSync(firstRun, JSON.stringify({ coverage, tests }));
    for (const [key, hits] of Object.entries(coverage.perTest))
      this.#usualSteps.set(key, sum(Object.values(hits)));
    this.#stepsOnce = sum(Object.values(coverage.static)) + Math.max(...this.#usualSteps.values());
    this.#countSteps();
    const done = new Set(readTrials(trials).flatMap(({ id, status }) => (status ? [id] : [])));
    for (const { id, path } of mutants.filter((mutant) => !done.has(mutant.id))) {
      addTrial(trials, { id });
      const begun = performance.now();
      const result = await this.#tryMutant(id, path, coverage);
      addTrial(trials, { id, ...result, seconds: (performance.now() - begun) / 1000 });
    }
  }

  #firstRun(): FirstRun {
    const tests = this.#files.flatMap((file) =>
      testsOf(file)
        .filter(({ result }) => result?.state === "pass")
        .map(({ id }) => ({ id, file: file.filepath, time: this.#times.get(id) ?? 0 })),
    );
    return { coverage: { static: {}, perTest: {}, ...switches.mutantCoverage }, tests };
  }

  /** From here on no coverage is noted; what noted it counts steps. */
  #countSteps(): void {
    switches.countStep = () => {
      this.#steps += 1;
      if (this.#steps > this.#stepLimit) throw new Error("This never ends.");
    };
  }

  async #tryMutant(id: string, source: string, coverage: Coverage): Promise<Omit<Trial, "id">> {
    const { static: atLoad, perTest } = coverage;
    const reaching = this.#testsAsked(source, (key) => perTest[key]?.[id] !== undefined);
    const isAtLoad = atLoad[id] !== undefined;
    if (reaching.length === 0 && !isAtLoad) return { status: "uncovered" };
    // What is made while modules are loaded may reach any test; a test that loads one late seems to be the only one.
    const namesake = namesakeOf(source);
    const anyTests = this.#testsAsked(
      source,
      (key) => isAtLoad || perTest[key]?.[id] !== undefined || basename(key) === namesake,
    );
    const reached = [
      atLoad,
      ...anyTests.flatMap(({ file, ids }) => [file, ...ids].map((key) => perTest[key] ?? {})),
    ];
    switches.hitLimit = ENDLESS_FACTOR * sum(reached.map((by) => by[id] ?? 0)) + FEW_STEPS;
    for (const [withModules, tests] of [
      [false, reaching],
      [true, anyTests],
    ] as const)
      for (const { file: killer, ids } of tests) {
        const reload = withModules && this.#loadedWith !== id;
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

  #testsAsked(source: string, reaches: (testOrFile: string) => boolean): CoveringTests[] {
    const namesake = namesakeOf(source);
    const asked = new Map<string, string[]>();
    const reaching = this.#tests
      .filter(({ id, file }) => reaches(file) || reaches(id))
      .map((test) => ({ ...test, order: basename(test.file) === namesake ? 0 : 1 }));
    let total = 0;
    for (const { id, file, order, time } of reaching.toSorted(
      (one, other) => one.order - other.order || one.time - other.time,
    )) {
      if (asked.size > 0 && total + time > MOST_TIME) continue;
      total += order * time;
      asked.set(file, [...(asked.get(file) ?? []), id]);
    }
    return [...asked].map(([path, ids]) => ({ file: path, ids }));
  }

  /** With the mutant `id`, if there is one. */
  async #passes(
    filepath: string,
    testIds: readonly string[],
    { id, reload }: { readonly id?: string; readonly reload: boolean },
  ): Promise<boolean> {
    if (reload || (this.#loadedWith !== undefined && this.#loadedWith !== id)) {
      vi.resetModules();
      this.#loadedWith = id;
    }
    this.#failed = undefined;
    this.#strayErrors = 0;
    this.#steps = 0;
    const usualSteps = [filepath, ...testIds].map((key) => this.#usualSteps.get(key) ?? 0);
    this.#stepLimit = ENDLESS_FACTOR * (this.#stepsOnce + sum(usualSteps)) + FEW_STEPS;
    switches.hitCount = 0;
    switches.activeMutant = id;
    const [file] = await startTests([{ filepath, testIds: [...testIds] } as never], this);
    switches.activeMutant = undefined;
    return file?.result?.state !== "fail" && this.#failed === undefined && this.#strayErrors === 0;
  }
}

function namesakeOf(source: string): string {
  return basename(source).replace(/\.ts$/u, ".test.ts");
}

function readKept(path: string): FirstRun | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as FirstRun) : undefined;
}

function testsOf(suite: Suite): Test[] {
  return suite.tasks.flatMap((task) => (task.type === "test" ? [task] : testsOf(task)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
