import type { JudgedCall } from "../diagnosis/judged-call.ts";
import type { SentHeader } from "../diagnosis/model-call.ts";
import { sameFieldName } from "../headers/field-name.ts";
import { apiNamed } from "../providers/apis.ts";
import {
  type BuiltInProvider,
  builtInProviderFor,
  providersOfKey,
  sistersOf,
} from "../providers/find.ts";
import type { ClientGate, Provider } from "../providers/provider.ts";
import { isCredentialName } from "../secrets/mask.ts";
import {
  decidingFields,
  foreignCredential,
  isClientQuestion,
  missingFields,
} from "./failure-questions.ts";
import { oneLine } from "../secrets/plain-text.ts";

/**
 * What to do about it, one step a line: by the kind, and by which header from which layer was sent. Guesses nothing.
 * `command` is how this package's commands are run where the report is read.
 */
export function failureFix(
  call: JudgedCall,
  gate: ClientGate | undefined,
  command: string,
): readonly string[] {
  const source = foreignCredential(call);
  if (source?.foreign !== undefined && !isClientQuestion(call.classification)) {
    return [
      `write ${source.foreign.right} in ${source.line === undefined ? oneLine(source.path) : "that line"}, and set that variable where OpenClaw starts or in ~/.openclaw/.env`,
    ];
  }
  const probe = `${command} probe ${modelName(call)}`;
  const tryHeader = `${probe} --header '${decidingFields(call.classification, gate)[0]}: VALUE'`;
  if (call.classification.sure && call.classification.kind === "client_rejected") {
    return clientFix(call, gate, tryHeader);
  }
  return [call.classification.sure ? sureFix(call) : undecidedFix(call, probe, tryHeader)];
}

function sureFix(call: JudgedCall): string {
  switch (call.classification.kind) {
    case "invalid_credentials":
      return credentialFix(call);
    case "wrong_endpoint_or_key":
      return endpointFix(call);
    case "permission":
      return `let this key use ${call.modelId ?? call.wireModel ?? "the model"} in the provider's console, or choose a model that it may use`;
    case "billing":
      return "check the account's credit, plan or membership at the provider; neither a header nor a new key helps";
    default:
      return "see the provider's message; neither headers nor keys are at fault";
  }
}

/** What a public key prefix shows: "such keys belong to api.kimi.com/coding". */
export function keyFamilyText({ keyPrefix, provider }: JudgedCall): string | undefined {
  if (keyPrefix === undefined) return undefined;
  const sent = `The key that was sent begins with ${oneLine(keyPrefix)}`;
  const owners = providersOfKey(keyPrefix);
  if (owners.some((owner) => owner === provider)) return `${sent}, as keys of this service do.`;
  const homes = addressesOf(owners).join(" or ");
  if (homes === "") return `${sent}.`;
  return provider === undefined
    ? `${sent}, as keys for ${homes} do.`
    : `${sent}: such keys belong to ${homes}.`;
}

function undecidedFix(call: JudgedCall, probe: string, tryHeader: string): string {
  if (isClientQuestion(call.classification)) {
    return `find out first: ${tryHeader} tries a header without writing it`;
  }
  if (call.classification.candidates.includes("wrong_endpoint_or_key")) {
    const others = sisterAddresses(call);
    const also = others.length > 0 ? `; other keys belong to ${others.join(", ")}` : "";
    return `check ${entryPath(call)}.apiKey, and that baseUrl is the address that it was issued for${also}`;
  }
  return `find out first: ${probe} asks again and shows the whole answer`;
}

function clientFix(
  call: JudgedCall,
  gate: ClientGate | undefined,
  tryHeader: string,
): readonly string[] {
  const fields = decidingFields(call.classification, gate);
  const decisive = call.sent.find(
    ({ name, layer }) => layer !== "client" && fields.some((field) => sameFieldName(field, name)),
  );
  const block = headersBlock(call);
  const builtIn = builtInProviderFor({ id: call.providerId, baseUrl: call.endpoint });
  if (builtIn !== undefined) return builtInFix(call, builtIn, decisive, tryHeader);
  if (decisive !== undefined) {
    return [`change or remove ${lineOf(decisive)}: ${tryHeader} tries a value without writing it`];
  }
  if (gate === undefined && call.classification.expected?.header === undefined) {
    return [
      `set the header that the provider asks for in ${block}; ${tryHeader} tries one without writing it`,
    ];
  }
  const missing = missingFields(call, gate);
  const wanted = missing.length > 0 ? missing : fields;
  return [
    `set ${wanted.join(" and ")} in ${block} as the provider requires; ${tryHeader} tries a value without writing it`,
  ];
}

/** The ways that name nobody else come first; the default, with what it costs, last. */
function builtInFix(
  call: JudgedCall,
  builtIn: BuiltInProvider,
  decisive: SentHeader | undefined,
  tryHeader: string,
): readonly string[] {
  const isDefault = decisive?.layer === "built-in";
  const price = `it names another client (${builtIn.names}), to which the provider's terms object`;
  return [
    ...openApiSteps(call),
    `${isDefault ? "the built-in default is refused now; " : ""}try a name of your own without writing it: ${tryHeader}; if it is accepted, put it into ${headersBlock(call)}`,
    ...(isDefault
      ? []
      : [
          decisive === undefined
            ? `or have the built-in default for ${builtIn.ids[0]} sent (builtInDefaults): ${price}`
            : `or remove ${lineOf(decisive)}: the built-in default for ${builtIn.ids[0]} is then sent, and ${price}`,
        ]),
  ];
}

/** A route of the provider that accepts any client, unless that is the one that was asked. */
function openApiSteps({ provider, endpoint, providerId }: JudgedCall): readonly string[] {
  if (provider?.clientGate?.openApi === undefined) return [];
  const open = provider.clientGate.openApi;
  const baseUrl = provider.baseUrls?.[open.api];
  if (baseUrl === undefined) return [];
  const routes = apiNamed(open.api)?.chatRoutes ?? [];
  if (routes.some((route) => endpoint.endsWith(route))) return [];
  return [
    `set api to "${open.api}" and baseUrl to "${baseUrl}" in models.providers.${oneLine(providerId)}: any client was accepted there (${open.seen.source}, ${open.seen.on})`,
  ];
}

function credentialFix(call: JudgedCall): string {
  const configured = call.sent.find(
    ({ name, layer }) => layer !== "client" && isCredentialName(name),
  );
  if (configured?.removed === true) {
    return `remove ${lineOf(configured)}: it takes the credential off the request`;
  }
  if (configured !== undefined) {
    return `correct the value of ${lineOf(configured)}, or remove it so that apiKey is sent`;
  }
  const { unlike } = call.sent.find((sent) => sent.unlike !== undefined) ?? {};
  if (unlike !== undefined) {
    return `correct the key or login that the host keeps in its auth profile or environment: it was sent in place of ${oneLine(unlike.path)}`;
  }
  const key = call.sent.find(({ name, source }) => source !== undefined && isCredentialName(name));
  if (key?.source !== undefined) {
    const { path, line, reference } = key.source;
    if (reference !== undefined) {
      const where = line === undefined ? oneLine(path) : "that line";
      return `correct the value of ${oneLine(reference)}, which ${where} names`;
    }
    return line === undefined ? `correct ${oneLine(path)}` : "correct the key in that line";
  }
  return `correct ${entryPath(call)}.apiKey, or the key or login that the host keeps in its auth profile`;
}

function endpointFix(call: JudgedCall): string {
  const entry = entryPath(call);
  const owners = call.keyPrefix === undefined ? [] : providersOfKey(call.keyPrefix);
  const homes = addressesOf(owners).join(" or ");
  if (homes !== "" && owners.every((owner) => owner !== call.provider)) {
    return `set ${entry}.baseUrl to the address that the key belongs to (${homes}), or put a key of this service into apiKey`;
  }
  const others = sisterAddresses(call);
  return others.length > 0
    ? `use a key of this address in ${entry}.apiKey, or the address of the key in baseUrl: ${others.join(" or ")}`
    : `make baseUrl and apiKey of ${entry} belong to one service and region`;
}

/** Where the same vendor's other services are, which refuse each other's keys. */
function sisterAddresses({ provider }: JudgedCall): readonly string[] {
  return provider === undefined ? [] : addressesOf(sistersOf(provider));
}

const addressesOf = (providers: readonly Provider[]): readonly string[] =>
  providers.flatMap(({ endpoints }) => endpoints.slice(0, 1));

const lineOf = ({ source }: SentHeader) => (source === undefined ? "that header" : "that line");

const entryPath = ({ providerId }: JudgedCall) => `models.providers.${oneLine(providerId)}`;

const headersBlock = (call: JudgedCall) => `${entryPath(call)}.headers`;

const modelName = ({ providerId, modelId, wireModel }: JudgedCall): string =>
  oneLine([providerId, modelId ?? wireModel].filter((part) => part !== undefined).join("/"));
