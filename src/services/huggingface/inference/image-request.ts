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
  /**
   * JPEGs to start from, in the order in which the prompt names them. Needs a route with that task. `strength`, where
   * the one picture is varied: 0 keeps it, 1 ignores it.
   */
  references?: { pictures: Buffer[]; strength?: number | undefined } | undefined;
}

/** Who makes the picture: the operator's own endpoint, a computer that the server has connected, or a provider behind the router. */
export type Route =
  | { via: 'endpoint' }
  | {
      via: 'worker';
      /** For a LoRA: as for providers. The bot always answers at the link. */
      weightsPath?: string;
      link?: 'bot';
    }
  | {
      via: 'provider';
      provider: string;
      /** What the provider calls the model, from the hub's mapping. */
      providerId: string;
      /** Absent for pictures from words alone. */
      task?: 'image-to-image';
      /** Where the route is for a LoRA: the file in its repo that holds the weights. */
      weightsPath?: string;
      /** The repo is private: the weights go as a link, which the bot or the hub answers at. Made for each call. */
      link?: LinkKind;
    };

/** Who answers at the address that a provider fetches private weights from. */
export type LinkKind = 'bot' | 'hub';

/** Makes such an address. It opens the weights to whoever has it, so it goes into one request and is kept nowhere. */
export type MakeLink = (kind: LinkKind, lora: LoraReference, weightsPath: string) => Promise<string>;
