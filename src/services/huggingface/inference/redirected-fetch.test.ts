import { expect, test } from 'vitest';
import { redirectedFetch } from './redirected-fetch.ts';

const origins = { hub: 'http://hub.local', router: 'http://router.local/r' };

function recorder() {
  const asked: string[] = [];
  const next: typeof fetch = async input => {
    asked.push(input instanceof Request ? `${input.method} ${input.url}` : String(input));
    return new Response();
  };
  return { asked, fetch: redirectedFetch(origins, next) };
}

test('what is meant for Hugging Face goes to the configured places, and nothing else does', async () => {
  const { asked, fetch } = recorder();
  await fetch('https://huggingface.co/api/whoami-v2');
  await fetch(new URL('https://router.huggingface.co/fal-ai/x?_subdomain=queue'));
  await fetch(new Request('https://huggingface.co/api/x', { method: 'DELETE' }));
  await fetch('https://huggingface.co.evil.example/api');
  await fetch('https://cdn.example/https://huggingface.co/a');
  await fetch('data:text/plain,hello');
  expect(asked).toEqual([
    'http://hub.local/api/whoami-v2',
    'http://router.local/r/fal-ai/x?_subdomain=queue',
    'DELETE http://hub.local/api/x',
    'https://huggingface.co.evil.example/api',
    'https://cdn.example/https://huggingface.co/a',
    'data:text/plain,hello',
  ]);
});
