import { chatCompletion } from '@huggingface/inference';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HuggingFace, startHuggingFace } from '../server.ts';

let huggingFace: HuggingFace;
beforeAll(async () => {
  huggingFace = await startHuggingFace();
});
afterAll(() => huggingFace.close());

const ask = (body: unknown, token = huggingFace.token) =>
  fetch(`${huggingFace.routerUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const messages = [{ role: 'user', content: 'a heron' }];
const model = 'meta-llama/Llama-3.1-8B-Instruct';

test('the real client gets an answer in OpenAI’s form, and who pays is noted', async () => {
  const redirected: typeof fetch = (input, init) =>
    fetch(String(input).replace('https://router.huggingface.co', huggingFace.routerUrl), init);
  const answer = await chatCompletion(
    { accessToken: huggingFace.token, model, messages, max_tokens: 4 },
    { fetch: redirected, billTo: 'studio' },
  );
  expect(answer).toMatchObject({
    object: 'chat.completion',
    choices: [
      { message: { role: 'assistant', content: 'a heron, soft directional' }, finish_reason: 'length' },
    ],
    usage: { completion_tokens: 4 },
  });
  expect(huggingFace.chats).toMatchObject([{ model, messages, billTo: 'studio' }]);
});

test.each([
  ['a model that nobody serves', { model: 'x/y', messages }, 400, 'model_not_found'],
  ['a provider that does not serve it', { model: `${model}:nobody`, messages }, 400, 'model_not_supported'],
  ['no messages', { model, messages: [] }, 400, null],
  ['a role that there is not', { model, messages: [{ role: 'boss', content: 'x' }] }, 400, null],
  ['no room for an answer', { model, messages, max_tokens: 0 }, 400, null],
])('%s is refused as the router does it', async (_what, body, status, code) => {
  const response = await ask(body);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { message: expect.any(String), code } });
});

test('another token is refused, and a policy in place of a provider is taken', async () => {
  expect((await ask({ model, messages }, 'hf_other')).status).toBe(401);
  expect((await ask({ model: `${model}:cheapest`, messages })).status).toBe(200);
});
