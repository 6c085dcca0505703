import { builtInProviderFor, canonicalProviderId } from "../providers/find.ts";
import { sameFieldName } from "../headers/field-name.ts";
import { isCredentialName } from "../secrets/mask.ts";
import type { ClientGate } from "../providers/provider.ts";
import {
  type FailureFacts,
  decidingFields,
  isClientQuestion,
  missingFields,
} from "./failure-facts.ts";
import { providersOfKey } from "../providers/find.ts";
import type { SentHeader } from "../diagnosis/model-call.ts";
import { oneLine } from "./plain-text.ts";
import { providerAt, providerNamed, sistersOf } from "../providers/find.ts";

/** What to do about it: by the kind, and by which header from which layer was sent. Guesses nothing. */
export function failureFix(facts: FailureFacts, gate: ClientGate | undefined): string {
  if (!facts.classification.sure) return undecidedFix(facts, gate);
  switch (facts.classification.kind) {
    case "client_rejected":
      return clientFix(facts, gate);
    case "invalid_credentials":
      return credentialFix(facts);
    case "wrong_endpoint_or_key":
      return endpointFix(facts);
    case "permission":
      return `let this key use ${facts.modelId ?? facts.wireModel ?? "the model"} in the provider's console, or choose a model that it may use`;
    case "billing":
      return "see to the account's credit, plan or membership at the provider; no header and no new key changes this";
    default:
      return "see the provider's message; neither headers nor keys are at fault";
  }
}

/** What a public key prefix tells: "such keys belong to api.kimi.com/coding". */
export function keyFamilyText({
  keyPrefix,
  endpoint,
  providerId,
}: FailureFacts): string | undefined {
  if (keyPrefix === undefined) return undefined;
  const sent = `The key that was sent begins with ${oneLine(keyPrefix)}`;
  const owners = providersOfKey(keyPrefix);
  if (owners.length === 0) return `${sent}.`;
  const at = providerAt(endpoint);
  // A relay or a loopback address is no service of its own: the provider's name then tells which one is meant.
  const here = at ?? providerNamed(canonicalProviderId(providerId));
  if (owners.some((provider) => provider.ids[0] === here?.ids[0])) {
    return `${sent}, as keys of this service do.`;
  }
  const addresses = owners.flatMap(({ endpoints }) => endpoints.slice(0, 1)).join(" or ");
  return at === undefined
    ? `${sent}, as keys for ${addresses} do.`
    : `${sent}: such keys belong to ${addresses}.`;
}

function undecidedFix(facts: FailureFacts, gate: ClientGate | undefined): string {
  const { kind, candidates } = facts.classification;
  if (isClientQuestion(facts.classification)) {
    return `find out first: ${probeCommand(facts, gate)} tries a header without writing it`;
  }
  if (kind === "wrong_endpoint_or_key" || candidates.includes("wrong_endpoint_or_key")) {
    const others = sisterAddresses(facts);
    const also = others.length > 0 ? `; ${others.join(", ")} have keys of their own` : "";
    return `check ${entryPath(facts)}.apiKey, and that baseUrl is the address that it was issued for${also}`;
  }
  return `find out first: provider-headers probe ${modelName(facts)} asks again and shows the whole answer`;
}

function clientFix(facts: FailureFacts, gate: ClientGate | undefined): string {
  const fields = decidingFields(facts.classification, gate);
  const decisive = facts.sent.find(
    ({ name, layer }) => layer !== "client" && fields.some((field) => sameFieldName(field, name)),
  );
  const block = headersBlock(facts);
  const command = probeCommand(facts, gate);
  const builtIn = builtInProviderFor({
    id: facts.providerId,
    baseUrl: facts.endpoint === "" ? undefined : facts.endpoint,
  });
  if (builtIn !== undefined) {
    if (decisive?.layer === "built-in") {
      return `the built-in default is refused now: ${command} tries another, which goes into ${block}`;
    }
    return decisive === undefined
      ? `have the built-in default for ${builtIn.ids[0]} sent (builtInDefaults), or set ${fields.join(", ")} in ${block}`
      : `remove ${lineOf(decisive)}; the built-in default for ${builtIn.ids[0]} is then sent`;
  }
  if (decisive !== undefined) {
    return `change or remove ${lineOf(decisive)}: ${command} tries a value without writing it`;
  }
  if (gate === undefined && facts.classification.expected?.header === undefined) {
    return `set the header that the provider asks for in ${block}; ${command} tries one without writing it`;
  }
  const missing = missingFields(facts, gate);
  const wanted = missing.length > 0 ? missing : fields;
  return `set ${wanted.join(" and ")} in ${block} as the provider wants it; ${command} tries a value without writing it`;
}

function credentialFix(facts: FailureFacts): string {
  const configured = facts.sent.find(
    ({ name, layer }) => layer !== "client" && isCredentialName(name),
  );
  if (configured?.removed === true) {
    return `remove ${lineOf(configured)}: it takes the credential off the request`;
  }
  if (configured !== undefined) {
    return `correct the value of ${lineOf(configured)}, or remove it so that apiKey is sent`;
  }
  return `correct ${entryPath(facts)}.apiKey, or the key or login that the host keeps in its auth profile`;
}

function endpointFix(facts: FailureFacts): string {
  const entry = entryPath(facts);
  const here = providerAt(facts.endpoint);
  const [home] = facts.keyPrefix === undefined ? [] : providersOfKey(facts.keyPrefix);
  if (home !== undefined && home.ids[0] !== here?.ids[0]) {
    const [address] = home.endpoints;
    if (address !== undefined) {
      return `set ${entry}.baseUrl to the address that the key belongs to (${address}), or put a key of this service into apiKey`;
    }
  }
  const others = sisterAddresses(facts);
  return others.length > 0
    ? `use a key of this address in ${entry}.apiKey, or the address of the key in baseUrl: ${others.join(" or ")}`
    : `make baseUrl and apiKey of ${entry} belong to one service and region`;
}

/** Where the same vendor's other services are, which refuse each other's keys. */
function sisterAddresses({ endpoint }: FailureFacts): readonly string[] {
  const here = providerAt(endpoint);
  return here === undefined
    ? []
    : sistersOf(here).flatMap(({ endpoints }) => endpoints.slice(0, 1));
}

const lineOf = ({ source }: SentHeader) => (source === undefined ? "that header" : "that line");

const entryPath = ({ providerId }: FailureFacts) => `models.providers.${oneLine(providerId)}`;

const headersBlock = (facts: FailureFacts) => `${entryPath(facts)}.headers`;

const modelName = ({ providerId, modelId, wireModel }: FailureFacts): string =>
  oneLine([providerId, modelId ?? wireModel].filter((part) => part !== undefined).join("/"));

function probeCommand(facts: FailureFacts, gate: ClientGate | undefined): string {
  const [field] = decidingFields(facts.classification, gate);
  return `provider-headers probe ${modelName(facts)} --header '${field}: VALUE'`;
}
