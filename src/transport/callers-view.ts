import { type ClientRequest, OutgoingMessage } from "node:http";

/** What a request of `node:http` holds of one field. */
type HeldValue = string | number | readonly string[] | undefined;

/** A field as its caller set it, where something else goes on the wire. `undefined`: the caller set none. */
export interface CallersField {
  readonly name: string;
  readonly value: HeldValue;
}

/**
 * Lets the methods of one request that read fields back answer what its caller set: clients that follow redirects
 * (superagent) copy what they read there to the next request, whatever its origin. Call it after the fields were
 * changed; one that the caller sets anew is the caller's.
 */
export function showCallersView(request: ClientRequest, fields: readonly CallersField[]): void {
  const real = OutgoingMessage.prototype;
  const read = (name: string): HeldValue => real.getHeader.call(request, name);
  const hidden = new Map(
    fields.map(({ name, value }) => [name.toLowerCase(), { name, value, sent: read(name) }]),
  );

  function hiddenField(name: string): { name: string; value: HeldValue } | undefined {
    const field = hidden.get(name.toLowerCase());
    return field !== undefined && field.sent === read(name) ? field : undefined;
  }

  const getHeader = (name: string): HeldValue => {
    const field = hiddenField(name);
    return field === undefined ? read(name) : field.value;
  };
  const getRawHeaderNames = (): string[] => [
    ...request.constructor.prototype.getRawHeaderNames
      .call(request)
      .filter((name: string) => hiddenField(name) === undefined),
    ...[...hidden.values()]
      .filter(({ name, value }) => value !== undefined && hiddenField(name) !== undefined)
      .map(({ name }) => name),
  ];
  const getHeaderNames = (): string[] => getRawHeaderNames().map((name) => name.toLowerCase());
  const getHeaders = (): Record<string, HeldValue> =>
    Object.assign(
      Object.create(null) as object,
      Object.fromEntries(getHeaderNames().map((name) => [name, getHeader(name)])),
    );
  const hasHeader = (name: string): boolean => getHeader(name) !== undefined;
  Object.assign(request, { getHeader, getRawHeaderNames, getHeaderNames, getHeaders, hasHeader });
}
