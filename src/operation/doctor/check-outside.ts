import type { Config } from '../../config.ts';
import { createHub } from '../../services/huggingface/hub/hub.ts';
import { type Finding, good, note, some, wrong } from './finding.ts';

const timeoutMs = 20_000;
const reposAtOnce = 4;

const why = (error: unknown): string => {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
};

/** Asks Discord who the bot is. */
export async function checkDiscord({ DISCORD_API_URL, DISCORD_TOKEN }: Config): Promise<Finding> {
  try {
    const response = await fetch(`${DISCORD_API_URL}/v10/users/@me`, {
      headers: { authorization: `Bot ${DISCORD_TOKEN}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.ok) return good('Discord knows the bot.');
    if (response.status === 401)
      return wrong('Discord refuses DISCORD_TOKEN. Reset it in the developer portal and copy it again.');
    return wrong(`Discord answered ${response.status}. Try again in a few minutes.`);
  } catch (error) {
    return wrong(`Discord cannot be reached at ${DISCORD_API_URL} (${why(error)}).`);
  }
}

/** Asks the hub whether the token may do what the bot does, and for the repo of each version. */
export async function checkHub(
  { HF_ENDPOINT, HF_TOKEN, HF_NAMESPACE }: Config,
  repos: ReadonlyMap<string, string>,
): Promise<Finding[]> {
  const hub = createHub({ hubUrl: HF_ENDPOINT, token: HF_TOKEN, namespace: HF_NAMESPACE });
  try {
    const namespace = await hub.namespace();
    const findings = [
      (await hub.mayWrite())
        ? good(`Hugging Face knows the token; repos belong to ${namespace}.`)
        : wrong(`HF_TOKEN may not write to repos of ${namespace}: trainings fail. Make a token that may.`),
    ];
    const gone: string[] = [];
    const open: string[] = [];
    const names = [...repos.keys()];
    for (let at = 0; at < names.length; at += reposAtOnce)
      await Promise.all(
        names.slice(at, at + reposAtOnce).map(async repo => {
          const found = await hub.servedBy(repo);
          if (!found) gone.push(`${repo} (actor ${repos.get(repo)})`);
          else if (found.private === false) open.push(repo);
        }),
      );
    if (names.length > 0 && gone.length + open.length === 0)
      findings.push(good(`The repos of trained versions are there and private (${names.length}).`));
    if (gone.length > 0)
      findings.push(
        wrong(
          `Gone on Hugging Face: ${some(gone)}. Images with these versions fail: train again, or delete the versions.`,
        ),
      );
    if (open.length > 0)
      findings.push(
        wrong(
          `PUBLIC on Hugging Face: ${some(open)}. Everybody can load these people's models: make them private now.`,
        ),
      );
    return findings;
  } catch (error) {
    return [wrong(`Hugging Face cannot be asked at ${HF_ENDPOINT} (${why(error)}).`)];
  }
}

/** Whether there is anything behind the optional addresses. */
export async function checkAddresses(config: Config, running: boolean): Promise<Finding[]> {
  const { INFERENCE_ENDPOINT_URL: endpoint, PUBLIC_URL: open } = config;
  const findings: Finding[] = [];
  if (endpoint) findings.push(await answers('INFERENCE_ENDPOINT_URL', endpoint));
  if (open && running) findings.push(await answers('PUBLIC_URL', `${open}/healthz`, 200));
  else if (open) findings.push(note('PUBLIC_URL is only checked while the bot is running.'));
  return findings;
}

async function answers(setting: string, url: string, status?: number): Promise<Finding> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    if (status !== undefined && response.status !== status)
      return wrong(`${setting} does not lead to the bot: something else there answers ${response.status}.`);
    return good(`${setting} answers.`);
  } catch (error) {
    return wrong(`${setting} cannot be reached from here (${why(error)}).`);
  }
}
