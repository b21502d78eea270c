import { Agent, request } from 'undici';
import { clock } from './figures.ts';

/** Like the bot's, kept from one time to the next. */
const dispatcher = new Agent({ connections: 32, keepAliveTimeout: 60_000 });

/** Acknowledges interactions all at once, and nothing else. Resolves to when the first left, once all are answered. */
export async function acknowledgeAll(
  discordUrl: string,
  interactions: readonly { id: string; token: string }[],
): Promise<number> {
  const body = JSON.stringify({ type: 5, data: { flags: 0 } });
  const from = clock();
  await Promise.all(
    interactions.map(async ({ id, token }) => {
      const response = await request(
        `${discordUrl}/api/v10/interactions/${id}/${token}/callback?with_response=true`,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body, dispatcher },
      );
      if (response.statusCode !== 200) throw new Error(await response.body.text());
      await response.body.dump();
    }),
  );
  return from;
}
