export interface LoraReference {
  repo: string;
  /** Commit that holds the weights. */
  revision: string;
  scale: number;
}

export interface ImageRequest {
  /** Hub id of the base model. */
  model: string;
  prompt: string;
  negativePrompt?: string | undefined;
  /** Pixels. */
  width: number;
  height: number;
  steps: number;
  guidance: number;
  seed: number;
  lora?: LoraReference | undefined;
  /** A JPEG to start from; strength 0 keeps it, 1 ignores it. Needs a route with that task. */
  reference?: { bytes: Buffer; strength: number } | undefined;
}

/** Who makes the picture: the operator's own endpoint, or a provider behind the router. */
export type Route =
  | { via: 'endpoint' }
  | {
      via: 'provider';
      provider: string;
      /** What the provider calls the model, from the hub's mapping. */
      providerId: string;
      /** Absent for pictures from words alone. */
      task?: 'image-to-image';
      /** Where the route is for a LoRA: the file in its repo that holds the weights. */
      weightsPath?: string;
    };
