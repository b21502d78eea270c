import { z } from 'zod';
import { readProxies } from './proxies.ts';
import { ofManaged, readShards, type Shards } from './shards.ts';

const isAddress = { protocol: /^https?$/, error: 'must be an http:// or https:// address' };

const text = () => z.string().trim().min(1);
const address = () => z.url(isAddress);
const base = () => address().transform(value => value.replace(/\/+$/, ''));
/** What goes into a header of HTTP: other characters would be refused there, each time, by a library. */
const secret = () =>
  text().regex(
    /^[\x21-\x7e]+$/,
    'must have no spaces, line breaks, curly quotes or letters with accents: copy it again',
  );
const whole = (fallback: number, min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(error).int(error).min(min, error).max(max, error).default(fallback);
};

const modelId = () => text().regex(/^[\w.-]+\/[\w.-]+$/, 'must be the id of a model, such as owner/name');

const money = () => {
  const error = 'must be an amount in US dollars from 0 to 1000000, such as 2.50';
  return z.coerce.number(error).min(0, error).max(1e6, error);
};

const shards = () =>
  z.string().transform((value, context) => {
    const read = readShards(value.trim());
    if (read) return read;
    const message = 'must be 1, auto, a number of shards up to 1000, or which of how many, such as 0,1/4';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const proxies = () =>
  z.string().refine(value => readProxies(value) !== undefined, {
    error:
      'must be loopback, linklocal, uniquelocal, addresses or networks such as 10.0.0.0/8, separated by commas',
  });

/** No error repeats the value: it may contain a password. */
const storeAddress = () =>
  z.string().refine(value => value === 'sqlite' || isAt(value, ['postgresql:', 'postgres:']), {
    error: 'must be sqlite, or an address such as postgresql://user:password@host:5432/database',
  });
const blobsAddress = () =>
  z.string().refine(value => value === 'folder' || isAt(value, ['s3:']), {
    error: 'must be folder, or an address such as s3://bucket/prefix?endpoint=https://s3.example.com',
  });
const redisAddress = () =>
  z.string().refine(value => isAt(value, ['redis:', 'rediss:']), {
    error: 'must be an address such as redis://:password@host:6379',
  });
function isAt(value: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocols.includes(protocol) && hostname !== '';
}

/** Every setting of the bot, by the name of its environment variable. `.env.example` explains each. */
export const envSchema = z.object({
  DISCORD_TOKEN: secret(),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, 'must be the id of a server: 17 to 20 digits')
    .optional(),
  DISCORD_API_URL: base().default('https://discord.com/api'),
  HF_TOKEN: secret().startsWith('hf_', 'must start with hf_'),
  HF_ENDPOINT: base().default('https://huggingface.co'),
  HF_ROUTER_URL: base().default('https://router.huggingface.co'),
  HF_NAMESPACE: text().optional(),
  HF_BILL_TO: text().optional(),
  INFERENCE_ENDPOINT_URL: address().optional(),
  INFERENCE_ENDPOINT_TOKEN: secret().optional(),
  QUOTA_DAILY_TOKENS: whole(30_000, 0, 1e12),
  QUOTA_MEMBER_DAILY_TOKENS: whole(6_000, 0, 1e12),
  QUOTA_SERVER_DAILY_TOKENS: whole(0, 0, 1e12),
  QUOTA_DAILY_USD: money().optional(),
  QUOTA_MONTHLY_USD: money().optional(),
  USER_INSTALLS: z.enum(['on', 'off'], 'must be on or off').default('off'),
  QUOTA_USER_INSTALLS_DAILY_TOKENS: whole(5_000, 0, 1e12),
  QUOTA_USER_INSTALLS_MEMBER_DAILY_TOKENS: whole(1_000, 0, 1e12),
  SHOW_ACCOUNT_SPEND: z.enum(['on', 'off'], 'must be on or off').default('off'),
  UPSCALE_MODEL: modelId().optional(),
  FIX_FACE_MODEL: modelId().optional(),
  HF_MAX_CONCURRENT: whole(4, 1, 1_000),
  HF_MIN_INTERVAL_MS: whole(0, 0, 3_600_000),
  HF_TIMEOUT_MS: whole(120_000, 1_000, 3_600_000),
  QUEUE_MAX: whole(500, 1, 100_000),
  IMAGES_MAX_MB: whole(5_000, 10, 1e9),
  DATA_DIR: text().default('./data'),
  C2PA_CERTIFICATE: text().optional(),
  C2PA_KEY: text().optional(),
  C2PA_FAILURE: z.enum(['post', 'withhold'], 'must be post or withhold').default('post'),
  STORE_URL: storeAddress().default('sqlite'),
  REDIS_URL: redisAddress().optional(),
  BLOBS_URL: blobsAddress().default('folder'),
  ROLE: z.enum(['all', 'gateway', 'worker'], 'must be all, gateway or worker').default('all'),
  SHARDS: shards().default({ ids: [0], count: 1 }),
  HTTP_HOST: text().default('127.0.0.1'),
  HTTP_PORT: whole(8787, 0, 65_535),
  TRUSTED_PROXIES: proxies().default('loopback'),
  OPS_HOST: text().default('127.0.0.1'),
  OPS_PORT: whole(8788, 0, 65_535),
  OTEL_EXPORTER_OTLP_ENDPOINT: base().optional(),
  PUBLIC_URL: base().optional(),
  TRAINING_BACKEND: z.enum(['colab', 'hf-jobs', 'local'], 'must be colab, hf-jobs or local').default('colab'),
  COLAB_NOTEBOOK_URL: address().optional(),
  TRAINER_PACKAGE: text().optional(),
  HF_JOBS_FLAVOR: text().default('t4-small'),
  TRAINER_PYTHON: text().default('python3'),
  TRAINER_ARGS: text()
    // What is in quotes stays together.
    .transform(words =>
      [...words.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map(([all, double, single]) => double ?? single ?? all),
    )
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
      'must be trace, debug, info, warn, error or fatal',
    )
    .default('info'),
});

export type Config = z.infer<typeof envSchema>;

const whereToGet: Partial<Record<keyof Config, string>> = {
  DISCORD_TOKEN: 'the bot token: Discord developer portal → your application → Bot → Reset Token',
  HF_TOKEN:
    'an access token that may write and make inference calls: Hugging Face → Settings → Access Tokens',
};

/** Why the bot can't start, in a sentence for the person who runs it. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}

/** All that is wrong with the settings at once; `problems` has one sentence a setting, never a value. */
export class ConfigError extends StartError {
  readonly problems: string[];

  constructor(problems: string[], options?: ErrorOptions) {
    super(problems.join('\n'), options);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the settings from an environment. An empty value counts as absent.
 * @throws ConfigError that names every missing or wrong setting.
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(ofManaged(env)).filter(([, value]) => value?.trim()));
  const parsed = envSchema.safeParse(given);
  const halves = parsed.success ? [...halfSet(parsed.data), ...unfitting(parsed.data)] : [];
  if (parsed.success && halves.length === 0) return parsed.data;
  const problems = (parsed.error?.issues ?? []).map(issue => {
    const name = String(issue.path[0]) as keyof Config;
    const hint = whereToGet[name];
    if (given[name] === undefined) return `${name} is missing${hint ? `: ${hint}` : ''}`;
    return `${name} ${issue.message}${hint ? ` (${hint})` : ''}`;
  });
  throw new ConfigError([...problems, ...halves]);
}

/** Discord knows commands for its users only among those that are for every server. */
const unfitting = ({ USER_INSTALLS, DISCORD_GUILD_ID }: Config): string[] =>
  USER_INSTALLS === 'on' && DISCORD_GUILD_ID
    ? ['USER_INSTALLS=on needs commands for every server: leave DISCORD_GUILD_ID empty']
    : [];

/**
 * The shards of this process. Only to be asked in one that hears members, or makes images for them, and not in the one that
 * starts those.
 */
export function ownShards({ SHARDS }: Pick<Config, 'SHARDS'>): Shards {
  if ('start' in SHARDS) throw new Error('this process starts others, and is no shard itself');
  return SHARDS;
}

/** What several processes need, where some of it is set. */
function halfSet({ ROLE, REDIS_URL, STORE_URL, BLOBS_URL, SHARDS }: Config): string[] {
  const isSharded = 'start' in SHARDS || SHARDS.count > 1;
  if (isSharded && ROLE === 'worker')
    return ['SHARDS is for processes that hear members, and ROLE is worker: leave SHARDS out'];
  const many =
    ROLE !== 'all' ? `ROLE is ${ROLE}` : isSharded ? 'SHARDS asks for several' : 'REDIS_URL is set';
  if (REDIS_URL === undefined)
    return ROLE === 'all' && !isSharded
      ? []
      : [`REDIS_URL is missing: ${many}, and requests go from process to process over Redis`];
  return [
    ...(STORE_URL === 'sqlite'
      ? [`STORE_URL is sqlite, and ${many}: several processes need a PostgreSQL database`]
      : []),
    ...(BLOBS_URL === 'folder'
      ? [`BLOBS_URL is folder, and ${many}: several processes need an object store, such as s3://bucket`]
      : []),
  ];
}
