import type { FailureKind } from "./failure-kind.ts";

/** One company: its services are sisters, which refuse each other's keys, and its failures mean the same at all of them. */
export interface Vendor {
  readonly name: string;
  readonly providers: readonly ProviderFacts[];
  readonly failures?: readonly FailureTable[];
}

/** A service that takes keys of its own. Written in November 2026; not every row was seen on the service itself. */
export interface ProviderFacts {
  /** Entries of these ids mean the same provider; the first is the one that we say. Lower case. */
  readonly ids: readonly [string, ...string[]];
  /** What else hosts and users call it: tells whose facts apply, and does not make two entries one. */
  readonly otherNames?: readonly string[];
  /** Host names, each with all names below it; `host/path` where one host holds several services. */
  readonly endpoints: readonly string[];
  /** Public prefixes of its keys, the particular before the general; empty where its keys have no shape of their own. */
  readonly keyPrefixes: readonly string[];
  /** Takes keys of other providers and hands them on, or is anybody's host: a key of another one is none the less right there. */
  readonly takesAnyKey?: true;
  /** Its base URLs by api, where it documents one: what is shorter leads nowhere. Read 2026-11. */
  readonly baseUrls?: Readonly<Record<string, string>>;
  /** Sent where the user configures nothing. */
  readonly defaultHeaders?: DefaultHeaders;
  /** It lets in only clients whose headers it knows. */
  readonly clientGate?: ClientGate;
  /** How a host reaches it that has no entry for it (OpenClaw's list of built-in providers, read 2026-11). */
  readonly access?: ProviderAccess;
}

/** One provider, found once and handed on. */
export interface Provider extends ProviderFacts {
  /** Whose failures it has, and whose other providers are its sisters. */
  readonly vendor: string;
}

/** When and where a fact was seen. */
export interface Evidence {
  readonly on: string;
  readonly source: string;
}

export interface DefaultHeaders {
  /** Scheme, host and path prefix that these are sent to. */
  readonly endpoint: string;
  /** Domains of the same company that do not need these headers, subdomains included. */
  readonly notUnder: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** The client that the headers name, if it is not the user's own. */
  readonly names: string;
  readonly seen: Evidence;
  /** What the provider says about these headers: its own page, and where that was quoted. */
  readonly statement: Evidence & { readonly text: string; readonly reports: readonly string[] };
}

export interface ClientGate {
  /** What the provider calls itself. */
  readonly name: string;
  /** The fields that it looks at, the first one first. */
  readonly fields: readonly [string, ...string[]];
  readonly statement: string;
  readonly seen: Evidence;
  /** An api of the same service that accepts any client. */
  readonly openApi?: { readonly api: string; readonly seen: Evidence };
}

export interface ProviderAccess {
  readonly baseUrl: string;
  readonly api: string;
  /** Environment variables in which its key is looked for. */
  readonly keyVariables: readonly string[];
}

/** What one source says of a vendor's failures. */
export interface FailureTable {
  /** When the rows were written. */
  readonly since: string;
  /** Where the provider documents its errors, or who reported them: the place to check the rows against, not a proof of them. */
  readonly source: string;
  /** Read in their order: the first row that matches decides. */
  readonly rows: readonly FailureFact[];
}

/** What a code or words mean there, where that differs from the general sense. */
export interface FailureFact {
  readonly kind: FailureKind;
  /** The provider's codes or types, in any spelling (`AccessDenied` = `access_denied`). */
  readonly codes?: readonly string[];
  /** Phrases (see `diagnosis/phrase-index.ts`); where codes stand too, both must match. */
  readonly phrases?: readonly string[];
  readonly statuses?: readonly number[];
  /** Only where the key that was sent begins so. */
  readonly keyPrefix?: string;
  /** Kinds that remain where the fact does not decide. */
  readonly candidates?: readonly FailureKind[];
  /** The header that the provider looks at. */
  readonly header?: string;
}
