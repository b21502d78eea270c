/** A small bot for tests of the stand-in: hands out one job, verifies what it is told and can misbehave. */
import { createHash, randomBytes } from 'node:crypto';
import Fastify from 'fastify';
import { Webhook } from 'standardwebhooks';
import type { TrainingSpec } from './protocol.ts';

export interface ReceivedEvent {
  id: string;
  timestamp: number;
  body: { type: string; jobId: string; attempt: number; seq: number; [key: string]: unknown };
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
}

export interface FakeBot {
  jobCode: string;
  /** Every delivery with a valid signature, retries included. */
  deliveries: ReceivedEvent[];
  /** Deliveries whose signature did not verify. */
  forged: number;
  /** Decides the answer of the next deliveries; undefined means 204. */
  answer: (event: ReceivedEvent, deliveryNumber: number) => Answer | undefined;
  claimStatus: number;
  close(): Promise<void>;
}

export async function startFakeBot(options: {
  photos: Buffer[];
  spec?: Partial<TrainingSpec>;
  damaged?: number;
}): Promise<FakeBot> {
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const webhook = new Webhook(secret);
  const oneTimeToken = randomBytes(12).toString('hex');
  const app = Fastify();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  let origin = '';
  const bot: FakeBot = {
    jobCode: '',
    deliveries: [],
    forged: 0,
    answer: () => undefined,
    claimStatus: 200,
    close: async () => {
      await app.close();
    },
  };
  const spec: TrainingSpec = {
    actorName: 'Nova',
    triggerWord: 'novaxqz',
    baseModel: 'stabilityai/stable-diffusion-xl-base-1.0',
    steps: 1000,
    resolution: 1024,
    rank: 16,
    learningRate: 1e-4,
    seed: 7,
    repo: 'playground/actor-nova',
    branch: 'job-1',
    instancePrompt: 'photo of novaxqz person',
    samplePrompts: [
      'novaxqz person as an astronaut',
      'novaxqz person, oil painting',
      'novaxqz person, film noir',
    ],
    consentNote: 'Nova agreed.',
    ...options.spec,
  };
  app.post('/training/claim', async (request, reply) => {
    const { jobId, token } = JSON.parse(String(request.body));
    if (bot.claimStatus !== 200) return reply.code(bot.claimStatus).send({});
    if (jobId !== 'job-1' || token !== oneTimeToken) return reply.code(401).send({});
    return {
      jobId,
      attempt: 1,
      secret,
      eventsUrl: `${origin}/training/events`,
      spec,
      photos: options.photos.map((photo, index) => ({
        url: `${origin}/training/photos/${index}`,
        sha256: createHash('sha256').update(photo).digest('hex'),
        contentType: 'image/jpeg',
      })),
    };
  });
  app.get('/training/photos/:index', async (request, reply) => {
    const index = Number((request.params as { index: string }).index);
    const photo = options.photos[index] ?? Buffer.alloc(0);
    return reply.type('image/jpeg').send(index === options.damaged ? photo.subarray(100) : photo);
  });
  app.post('/training/events', async (request, reply) => {
    let body: ReceivedEvent['body'];
    try {
      body = webhook.verify(
        String(request.body),
        request.headers as Record<string, string>,
      ) as ReceivedEvent['body'];
    } catch {
      bot.forged += 1;
      return reply.code(401).send();
    }
    const { 'webhook-id': id, 'webhook-timestamp': timestamp } = request.headers;
    const event = { id: String(id), timestamp: Number(timestamp), body };
    bot.deliveries.push(event);
    const { status, headers } = bot.answer(event, bot.deliveries.length) ?? { status: 204 };
    return reply
      .code(status)
      .headers(headers ?? {})
      .send();
  });
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
  bot.jobCode = Buffer.from(JSON.stringify({ apiUrl: origin, jobId: 'job-1', oneTimeToken })).toString(
    'base64url',
  );
  return bot;
}
