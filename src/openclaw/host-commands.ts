import { defaultConfigPath } from "../config/state-folder.ts";
import { type HostApi, type HostCommand, textOf } from "./host-api.ts";
import type { Environment } from "../config/variables.ts";
import { currentHostConfig } from "./host-config.ts";
import { storedState } from "./stored-state.ts";

const NAME = "provider-headers";
const DESCRIPTION = "Check, explain and probe the headers that go to model providers";

/** `openclaw provider-headers check|explain|probe`; what they need is loaded when they run. */
export function registerCommandLine(
  api: HostApi,
  env: Environment,
  options: { readonly uninstall: () => void },
): void {
  api.registerCli?.(
    ({ program }) => {
      // Not every host waits for a command that comes later, so this one takes all words and hands them on.
      program
        .command(NAME)
        .description(DESCRIPTION)
        .helpOption(false)
        .allowUnknownOption()
        .argument("[words...]")
        .action(async (...given) => {
          const command = given.at(-1) as HostCommand;
          // A probe sends what it is told to: nothing is put on it on its way.
          options.uninstall();
          const { runHostProgram } = await import("./host-program.ts");
          process.exitCode = await runHostProgram(command.args, {
            config: currentHostConfig(api),
            file: defaultConfigPath(env),
            env,
            version: api.runtime?.version,
            credential: credentialFrom(api, env),
          });
        });
    },
    {
      commands: [NAME],
      descriptors: [{ name: NAME, description: DESCRIPTION, hasSubcommands: false }],
    },
  );
}

/** The host's own way to a key, or its files where it offers none. */
export function credentialFrom(api: HostApi, env: Environment) {
  return async (provider: string): Promise<string | undefined> => {
    try {
      const cfg = currentHostConfig(api);
      const found = await api.runtime?.modelAuth?.resolveApiKeyForProvider?.({ provider, cfg });
      const key = textOf(found, "apiKey");
      if (key !== undefined) return key;
    } catch {
      // The host knows of none.
    }
    return storedState(env).apiKey("main", provider);
  };
}
