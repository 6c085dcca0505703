/** What a run has to know of an OpenClaw version to drive it. */
export interface HostVersion {
  readonly version: string;
  /** Major version of Node that it runs on. */
  readonly node: 22 | 24;
  /** npm `overrides`: a git dependency that not every network reaches. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Added to `openclaw plugins install`. */
  readonly installFlags: readonly string[];
  /** `models.providers.*.headers` may hold SecretRef objects. */
  readonly secretRefs: boolean;
  /** A `${VAR}` that is not set leaves its provider out, or goes out as it is written; earlier ones refuse the configuration. */
  readonly takesUnsetVariables: boolean;
  /** A provider may have `request.headers`. */
  readonly providerRequestHeaders: boolean;
  /**
   * A configured `Content-Length` gets as far as the seam. Where the host's `fetch` ends in undici 7.30 or later, that
   * refuses the request before it tells anybody of it.
   */
  readonly mendsContentLength: boolean;
  /** Hooks that see or stop a conversation want `hooks.allowConversationAccess`; earlier ones refuse that key. */
  readonly gatesConversations: boolean;
  /** The host's own Kimi plugin is a package of its own, which not every network reaches. */
  readonly kimiIsExternal: boolean;
  /** A key that stands in the configuration is put on cool-down as well. */
  readonly coolsInlineKeys: boolean;
  /** Uninstalling leaves `enabled: false` behind, and installing again does not turn it on. */
  readonly uninstallLeavesItOff: boolean;
  /** After `/model` no other model answers. */
  readonly staysWithChosenModel: boolean;
  /** The host refuses the seed's entry by itself: it sends no name that Kimi Code knows. */
  readonly showsTheFault: boolean;
  /** The same for what `openclaw onboard` sets up: these versions' own Kimi plugin sends the name itself. */
  readonly showsTheFaultOnboarded: boolean;
  /** A plugin can add to what the web chat shows. */
  readonly noticesInWebChat: boolean;
  /** A plugin can add to what answers a message of a channel; earlier ones hand it to the channel past plugins. */
  readonly noticesInChannels: boolean;
  /** Also where Telegram has shown the answer while it was written: earlier ones put its end there past plugins. */
  readonly noticesInPreviews: boolean;
  /** The notice that is kept with an answer stays away from models. */
  readonly keepsNotices: boolean;
  /** Several agents want `agents.ownership: "explicit"`, or the gateway's pages can save nothing. */
  readonly wantsOwnership: boolean;
  /** A session that `sessions.create` made answers more than one message; 2026.6.11 "conflicted" at the second. */
  readonly answersCreatedSessions: boolean;
  /** The gateway's page has room for a plugin's. */
  readonly showsPages: boolean;
  /** The host's own Telegram channel can be led to another Bot API. */
  readonly telegramApiRoot: boolean;
  /** A turn that is left out altogether, no other model being there to ask, is told to plugins. */
  readonly tellsLoneSkips: boolean;
  /** Auth profiles and their cool-downs are JSON files. */
  readonly keepsProfilesInFiles: boolean;
}

/** `2026.6.11` -> `[2026, 6, 11]`. */
function numbers(version: string): number[] {
  return version.split(/[.-]/).map(Number);
}

export function atLeast(version: string, bound: string): boolean {
  const [left, right] = [numbers(version), numbers(bound)];
  for (const [index, wanted] of right.entries()) {
    const given = left[index] ?? 0;
    if (given !== wanted) return given > wanted;
  }
  return true;
}

export function hostVersion(version: string): HostVersion {
  return {
    version,
    node: atLeast(version, "2026.7.1") ? 24 : 22,
    overrides: atLeast(version, "2026.5.1") ? {} : { libsignal: "2.0.1" },
    installFlags: atLeast(version, "2026.8.1") ? ["--force", "--accept-capabilities"] : [],
    secretRefs: atLeast(version, "2026.3.7"),
    takesUnsetVariables: atLeast(version, "2026.9.1"),
    providerRequestHeaders: atLeast(version, "2026.9.1"),
    mendsContentLength: atLeast(version, "2026.9.1"),
    gatesConversations: atLeast(version, "2026.5.1"),
    kimiIsExternal: atLeast(version, "2026.6.1"),
    coolsInlineKeys: atLeast(version, "2026.9.1"),
    uninstallLeavesItOff: atLeast(version, "2026.8.1"),
    staysWithChosenModel: atLeast(version, "2026.5.1"),
    showsTheFault: version !== "2026.3.13",
    showsTheFaultOnboarded: !atLeast(version, "2026.3.12") || atLeast(version, "2026.5.1"),
    tellsLoneSkips: atLeast(version, "2026.3.13"),
    noticesInWebChat: atLeast(version, "2026.6.1"),
    noticesInChannels: atLeast(version, "2026.6.1"),
    noticesInPreviews: atLeast(version, "2026.6.1"),
    keepsNotices: atLeast(version, "2026.6.1"),
    wantsOwnership: atLeast(version, "2026.9.1"),
    answersCreatedSessions: atLeast(version, "2026.9.1"),
    showsPages: atLeast(version, "2026.9.6"),
    telegramApiRoot: atLeast(version, "2026.4.1"),
    keepsProfilesInFiles: !atLeast(version, "2026.6.1"),
  };
}

export const DEFAULT_VERSIONS = ["2026.2.19", "2026.4.15", "2026.6.11", "2026.9.6"] as const;
