const hubOrigin = 'https://huggingface.co';
const routerOrigin = 'https://router.huggingface.co';

/** Where the two addresses that Hugging Face's clients have built in are really to be found. */
export interface Origins {
  hub: string;
  router: string;
}

/** A fetch that sends what is meant for Hugging Face's own addresses to the configured ones. */
export function redirectedFetch(origins: Origins, next: typeof fetch = fetch): typeof fetch {
  const rules = [
    [routerOrigin, origins.router],
    [hubOrigin, origins.hub],
  ] as const;
  return (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const rule = rules.find(([from]) => url === from || url.startsWith(`${from}/`));
    if (!rule) return next(input, init);
    const target = rule[1] + url.slice(rule[0].length);
    return input instanceof Request ? next(new Request(target, input), init) : next(target, init);
  };
}

/**
 * Makes the redirection global, because the inference client polls queues and downloads pictures with the global
 * fetch whatever it was given. Returns what undoes it; changes nothing where the addresses are the built-in ones.
 */
export function redirectGlobally(origins: Origins): () => void {
  if (origins.hub === hubOrigin && origins.router === routerOrigin) return () => {};
  const before = globalThis.fetch;
  globalThis.fetch = redirectedFetch(origins, before);
  return () => {
    globalThis.fetch = before;
  };
}
