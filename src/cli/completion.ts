import type { Command, Option } from "commander";

import { createOutputScrubber } from "../config/output-scrubber.ts";
import type { CommandIo } from "./command-io.ts";
import type { Shell } from "./completion-commands.ts";
import { fileSource } from "./config-source.ts";
import { allTargets, targetName } from "./model-target.ts";

/** What may come next: words, each with what it means, or the name of a file. */
export type Completion =
  | { readonly words: readonly (readonly [word: string, meaning: string])[] }
  | "files";

/** Value names of commander's options and arguments whose values are paths. */
const PATHS = new Set(["file", "checkout"]);
/** Of those that name models: `[provider[/model]]`, `[provider/model...]`. */
const TARGETS = /^provider/u;

const NOTHING: Completion = { words: [] };

/**
 * What may stand in place of the last word that is typed, which may be empty. `typed` begins behind the name of the program.
 * `targets`: asked where a model belongs.
 */
export function completionOf(
  program: Command,
  typed: readonly string[],
  targets: (words: readonly string[]) => readonly string[],
): Completion {
  const words = typed.flatMap(optionAndValue);
  const word = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const at = before.findIndex((one) => !one.startsWith("-"));
  const command = program.commands.find((one) => one.name() === before[at]);
  if (command === undefined && at >= 0) return NOTHING;
  const option = optionOf(command ?? program, before.at(-1));
  if (option !== undefined) return valuesOf(option.flags.replace(/^.*[<[](.*)[\]>]$/u, "$1"), []);
  if (word.startsWith("-")) return beginning(word, optionsOf(command ?? program));
  if (command === undefined) return beginning(word, commandsOf(program));
  const position = argumentsIn(command, before.slice(at + 1));
  const taken = command.registeredArguments;
  const last = taken.at(-1);
  const argument = taken[position] ?? (last?.variadic === true ? last : undefined);
  if (argument === undefined) return NOTHING;
  const choices = argument.argChoices ?? (TARGETS.test(argument.name()) ? targets(words) : []);
  return valuesOf(argument.name(), choices, word);
}

/** `--config=FILE` is `--config FILE`. */
function optionAndValue(word: string): string[] {
  const [, ...parts] = /^(--[^=]+)=(.*)/su.exec(word) ?? [];
  return parts.length === 0 ? [word] : parts;
}

function valuesOf(name: string, choices: readonly string[], word = ""): Completion {
  if (PATHS.has(name)) return "files";
  return beginning(
    word,
    choices.map((choice) => [choice, ""]),
  );
}

function beginning(word: string, all: readonly (readonly [string, string])[]): Completion {
  return { words: all.filter(([one]) => one.startsWith(word)) };
}

function commandsOf(program: Command): (readonly [string, string])[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .map((command) => [command.name(), command.description()]);
}

function optionsOf(command: Command): (readonly [string, string])[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => [option.long ?? option.flags, option.description]);
}

/** The option whose value comes next. */
function optionOf(command: Command, flag: string | undefined): Option | undefined {
  return command.options.find((option) => option.long === flag && option.required);
}

/** How many words are arguments of the command and not options or their values. */
function argumentsIn(command: Command, words: readonly string[]): number {
  return words.filter(
    (word, index) => !word.startsWith("-") && optionOf(command, words[index - 1]) === undefined,
  ).length;
}

/**
 * The providers and models of the configuration; of one that cannot be read, none. A name that holds what a variable or
 * a secret source put in is left out: it is not in the file to be typed.
 */
export function configuredTargets(words: readonly string[], io: CommandIo): string[] {
  const at = words.lastIndexOf("--config");
  const named = at < 0 ? undefined : words[at + 1];
  try {
    const source = fileSource(named, { ...io, stderr: { write: () => true } });
    const { config } = source.load({ forHost: true });
    const scrub = createOutputScrubber(config.secrets);
    const names = allTargets(config).flatMap((target) => [target.provider, targetName(target)]);
    return [...new Set(names)].filter((name) => scrub(name) === name);
  } catch {
    return [];
  }
}

/** As the scripts below read it: a word and its meaning a line, or `:files`. */
export function completionText(completion: Completion): string {
  if (completion === "files") return ":files\n";
  return completion.words.map(([word, meaning]) => `${word}\t${meaning}\n`).join("");
}

/** What a shell loads. Each asks the program that is typed, so nothing here grows old with it. */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# source <(provider-headers completion bash)
_provider_headers() {
  local line=\${COMP_LINE:0:COMP_POINT} word begun reply
  local -a words
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  word=\${words[\${#words[@]}-1]}
  # For bash a colon and an equals sign end a word: what stands before them is not replaced.
  begun=\${word%"\${word##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r reply _; do
    if [[ $reply == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -f -- "\${word#"$begun"}")
    else
      COMPREPLY+=("\${reply#"$begun"}")
    fi
  done < <("\${words[0]}" complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -F _provider_headers provider-headers
`,
  zsh: `#compdef provider-headers
# source <(provider-headers completion zsh)
_provider_headers() {
  local line
  local -a replies
  for line in "\${(@f)$("\${(Q)words[1]}" complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      _files
      return
    fi
    [[ -n $line ]] && replies+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe provider-headers replies
}
compdef _provider_headers provider-headers
`,
  fish: `# provider-headers completion fish | source
function __provider_headers_complete
  set -l words (commandline -opc)
  set -l word (commandline -ct)
  for reply in ($words[1] complete -- $words[2..-1] "$word" 2>/dev/null)
    if test "$reply" = :files
      __fish_complete_path "$word"
    else
      echo $reply
    end
  end
end
complete -c provider-headers -f -a "(__provider_headers_complete)"
`,
};
