import * as undici7 from "undici";
import * as undici6 from "undici-6";

export interface Sending {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface UndiciClient {
  readonly name: string;
  send(url: string, sending?: Sending): Promise<Answer>;
}

type Undici = typeof undici7;

// The copies agree on everything that is used here, but not on the names of their types.
const copies: readonly [string, Undici][] = [
  ["undici 6", undici6 as unknown as Undici],
  ["undici 7", undici7],
];

/**
 * Each copy gets an agent of its own: by default all copies share the first one's, through a global symbol, and it
 * would always be that copy's code which is tested.
 */
export function undiciClients(): UndiciClient[] {
  return [
    {
      name: "the fetch of Node",
      async send(url, sending = {}) {
        const response = await fetch(url, sending);
        return { status: response.status, text: await response.text() };
      },
    },
    ...copies.flatMap(([name, undici]): UndiciClient[] => {
      const dispatcher = new undici.Agent();
      return [
        {
          name: `fetch of ${name}`,
          async send(url, sending = {}) {
            const response = await undici.fetch(url, { ...sending, dispatcher });
            return { status: response.status, text: await response.text() };
          },
        },
        {
          name: `request of ${name}`,
          async send(url, sending = {}) {
            const { method = "GET", headers = {}, body = null, signal = null } = sending;
            const response = await undici.request(url, {
              method: method as "POST",
              headers,
              body,
              signal,
              dispatcher,
            });
            return { status: response.statusCode, text: await response.body.text() };
          },
        },
      ];
    }),
  ];
}
