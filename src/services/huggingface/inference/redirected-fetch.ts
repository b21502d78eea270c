/** Where the two addresses that Hugging Face's clients have built in are really to be found. */
export interface Origins {
  hub: string;
  router: string;
}

export const builtInOrigins: Origins = {
  hub: 'https://huggingface.co',
  router: 'https://router.huggingface.co',
};

/** A fetch that sends what is meant for Hugging Face's own addresses to the configured ones. */
export function redirectedFetch(origins: Origins, next: typeof fetch = fetch): typeof fetch {
  const rules = [
    [builtInOrigins.router, origins.router],
    [builtInOrigins.hub, origins.hub],
  ] as const;
  return (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const rule = rules.find(([from]) => url === from || url.startsWith(`${from}/`));
    if (!rule) return next(input, init);
    const target = rule[1] + url.slice(rule[0].length);
    return input instanceof Request ? next(new Request(target, input), init) : next(target, init);
  };
}
