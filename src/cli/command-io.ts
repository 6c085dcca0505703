/** What a command writes to: a process's stream, or a host's. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** All that a command knows of the process around it, so that a host can mount it as it is. */
export interface CommandIo {
  /** How who reads the output runs these commands: `npx provider-headers`. */
  readonly command: string;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C: a command then stops its requests, leaves nothing half done and lets the abort through. */
  readonly signal: AbortSignal;
  readonly cwd: string;
}

export const EXIT_CODES = {
  fine: 0,
  problemsFound: 1,
  couldNotRun: 2,
  interrupted: 130,
  pipeClosed: 141,
} as const;

/** The command cannot do its work: reported in one message without a stack trace, exit code 2. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
