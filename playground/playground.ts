import { listCast, renderCastPhoto } from './cast/cast.ts';
import { startColab } from './colab/server.ts';
import { type DiscordOptions, startDiscord } from './discord/server.ts';
import type { JobImage } from './huggingface/jobs/jobs.ts';
import { startHuggingFace } from './huggingface/server.ts';
import { type PageControls, registerPage } from './page/page.ts';

/** Secrets of the embedded world; they open nothing else. */
export const playgroundTokens = {
  discord: 'playground-discord-token',
  huggingFace: 'hf_playground',
  endpoint: 'playground-endpoint-token',
} as const;

export interface PlaygroundOptions {
  /** Port of the page; 0 for any free one. */
  port?: number;
  /** How long a drawn image pretends to take, and a step of the stand-in trainer, in milliseconds. */
  generationDelayMs?: number;
  stepDelayMs?: number;
  /** What runs in the hub's jobs; the stand-in trainer, unless it is said. */
  jobImage?: JobImage;
  controls?: PageControls;
  /** Bytes that Discord takes in a file; it takes more from members who pay. */
  fileLimit?: number;
  /** Members can use the bot where it isn't: see `DiscordOptions.userInstalls`. */
  userInstalls?: boolean;
  /** A second server with the bot, and how Discord wants its shards: see `DiscordOptions`. */
  annex?: boolean;
  sharding?: DiscordOptions['sharding'];
}

/** The whole world that the bot meets: Discord with the page on it, Hugging Face, and the stand-in for Colab. */
export async function startPlayground(options: PlaygroundOptions = {}) {
  /** A machine of Hugging Face: the same stand-in as for the notebook. */
  const standIn: JobImage = async ({ secrets, signal, log }) => {
    log('The playground’s stand-in trainer: nothing is trained.');
    const run = colab.run(secrets.ACTOR_LORA_JOB_CODE ?? '');
    signal.addEventListener('abort', () => run.cancel());
    const { status } = await run.done;
    for (const { text } of run.lines) log(text);
    return status === 'completed' ? 0 : 1;
  };
  const huggingFace = await startHuggingFace({
    token: playgroundTokens.huggingFace,
    endpointToken: playgroundTokens.endpoint,
    generationDelayMs: options.generationDelayMs ?? 0,
    jobs: { run: options.jobImage ?? standIn },
  });
  const colab = await startColab({
    hubUrl: huggingFace.url,
    hfToken: playgroundTokens.huggingFace,
    stepDelayMs: options.stepDelayMs ?? 0,
  });
  const discord = await startDiscord({
    port: options.port ?? 0,
    token: playgroundTokens.discord,
    ...(options.fileLimit ? { fileLimit: options.fileLimit, requestLimit: options.fileLimit } : {}),
    userInstalls: options.userInstalls ?? false,
    annex: options.annex ?? false,
    ...(options.sharding ? { sharding: options.sharding } : {}),
    extend: app =>
      registerPage(app, {
        cast: { list: listCast, photo: renderCastPhoto },
        ...(options.controls ? { controls: options.controls } : {}),
      }),
  });
  return {
    discord,
    huggingFace,
    colab,
    /** The page. */
    url: discord.url,
    /** The settings that point the bot here. It still needs DATA_DIR, HTTP_PORT and PUBLIC_URL. */
    env: {
      DISCORD_TOKEN: playgroundTokens.discord,
      DISCORD_API_URL: `${discord.url}/api`,
      HF_TOKEN: playgroundTokens.huggingFace,
      HF_ENDPOINT: huggingFace.url,
      HF_ROUTER_URL: `${huggingFace.url}/router`,
      INFERENCE_ENDPOINT_URL: `${huggingFace.url}/endpoint`,
      INFERENCE_ENDPOINT_TOKEN: playgroundTokens.endpoint,
      COLAB_NOTEBOOK_URL: `${colab.url}/notebook`,
      // Any free port: several bots may play at once.
      OPS_PORT: '0',
      ...(options.userInstalls ? { USER_INSTALLS: 'on' } : {}),
    },
    async close() {
      await discord.close();
      await colab.close();
      await huggingFace.close();
    },
  };
}
