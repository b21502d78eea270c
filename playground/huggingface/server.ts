/**
 * An embedded server that speaks Hugging Face's protocols: the hub at `/`, the inference router at `/router`
 * and a self-hosted endpoint at `/endpoint`. Its pictures are drawn, not generated.
 */
import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyError } from 'fastify';
import { registerFaultRoutes } from './faults/fault-routes.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { createAccounts } from './hub/accounts.ts';
import { registerFileRoutes } from './hub/file-routes.ts';
import { registerRefRoutes } from './hub/ref-routes.ts';
import { createRepositories, HubError, type Repositories } from './hub/repositories.ts';
import { registerRepositoryPages } from './hub/repository-pages.ts';
import { registerRepositoryRoutes } from './hub/repository-routes.ts';
import { registerSignedDownloads, type SignedDownloads } from './hub/signed-downloads.ts';
import { registerSignedUploads, type SignedUploads } from './hub/signed-uploads.ts';
import { registerUploadRoutes } from './hub/upload-routes.ts';
import { registerBillingRoutes } from './inference/billing-routes.ts';
import { type ChatRequest, registerChatRoutes } from './inference/chat-routes.ts';
import { registerEndpointRoutes } from './inference/endpoint-routes.ts';
import { registerFalRoutes } from './inference/fal-routes.ts';
import { createInference, InferenceError, type InferenceRequest } from './inference/inference.ts';
import { registerRouterRoutes } from './inference/router-routes.ts';
import { seedLoras } from './inference/seed-loras.ts';
import { seedHub } from './inference/seed-models.ts';
import { registerWavespeedRoutes } from './inference/wavespeed-routes.ts';
import { registerJobRoutes } from './jobs/job-routes.ts';
import { createJobs, type JobImage, type JobRecord } from './jobs/jobs.ts';

export interface HuggingFaceOptions {
  /** 0 = any free port. */
  port?: number;
  /** The account's access token; starts with `hf_`. */
  token?: string;
  /** The account's user name, which is also its namespace. */
  user?: string;
  /** Further access tokens and the users they belong to. */
  otherTokens?: Record<string, string>;
  /** Organisations that every user may write to. */
  organizations?: string[];
  /** The secret of `/endpoint`. */
  endpointToken?: string;
  /** How long a generation takes, in milliseconds, on top of the drawing. */
  generationDelayMs?: number;
  /** Sent instead of drawn pictures. */
  pictures?: Record<'png' | 'jpeg', Buffer>;
  /** How many requests for images the log keeps. */
  keepRequests?: number;
  /** What every job runs instead of a container, and how many jobs are remembered (100). */
  jobs?: { run?: JobImage; keep?: number };
}

export interface HuggingFace {
  /** The hub's address: HF_ENDPOINT. */
  url: string;
  /** HF_ROUTER_URL. */
  routerUrl: string;
  /** INFERENCE_ENDPOINT_URL. */
  endpointUrl: string;
  token: string;
  endpointToken: string;
  user: string;
  /** Every request for an image so far, oldest first (at most the last `keepRequests`: 1000). */
  requests: readonly InferenceRequest[];
  /** Every question to a chat model so far, oldest first. */
  chats: readonly ChatRequest[];
  faults: Faults;
  /** The hub's content, for tests that look behind the protocol. */
  repositories: Repositories;
  /** How long the addresses of large files are good for. */
  signedDownloads: Pick<SignedDownloads, 'lifeMs'>;
  /** How long the addresses are good for where large files are put. */
  signedUploads: Pick<SignedUploads, 'lifeMs'>;
  /** The jobs so far, oldest first. */
  jobs: { all(): readonly JobRecord[] };
  close(): Promise<void>;
}

const bodyLimitBytes = 512 * 1024 * 1024;

/** Starts the server on 127.0.0.1. */
export async function startHuggingFace(options: HuggingFaceOptions = {}): Promise<HuggingFace> {
  const token = options.token ?? 'hf_playground';
  const endpointToken = options.endpointToken ?? 'endpoint-playground';
  const user = options.user ?? 'playground';
  if (!token.startsWith('hf_')) throw new Error('A Hugging Face token starts with hf_.');

  const repositories = createRepositories();
  seedHub(repositories);
  seedLoras(repositories);
  const tokens = new Map([...Object.entries(options.otherTokens ?? {}), [token, user] as const]);
  const accounts = createAccounts({ tokens, organizations: options.organizations ?? [], repositories });
  const faults = createFaults();
  const inference = createInference({
    repositories,
    delayMs: options.generationDelayMs ?? 0,
    pictures: options.pictures,
    keep: options.keepRequests ?? 1000,
  });

  const chats: ChatRequest[] = [];
  const jobs = createJobs(options.jobs);

  const app = Fastify({
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
  });
  let url = '';
  const origin = () => url;

  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addContentTypeParser('application/vnd.git-lfs+json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new HubError(400, 'The body is not JSON'));
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });

  registerFaultRoutes(app, { faults, inference });
  registerRepositoryRoutes(app, { accounts, repositories, origin });
  registerRefRoutes(app, { accounts, repositories, origin });
  // The storage is another host than the hub, as the real ones are: clients send no token there, and huggingface_hub
  // follows a redirect to the same host when it only looks for a file's commit and size.
  const storage = () => url.replace('//127.0.0.1:', '//localhost:');
  const signedUploads = registerSignedUploads(app, { repositories, origin: storage });
  registerUploadRoutes(app, { accounts, repositories, signedUploads, origin });
  const signedDownloads = registerSignedDownloads(app, { repositories, origin: storage });
  registerFileRoutes(app, { accounts, signedDownloads });
  registerRepositoryPages(app, { accounts, repositories, origin });
  const requireUser = accounts.requireUser;
  registerFalRoutes(app, { inference, requireUser, origin });
  registerWavespeedRoutes(app, { inference, requireUser, origin });
  registerChatRoutes(app, { requireUser, chats });
  registerRouterRoutes(app, { inference, requireUser });
  registerBillingRoutes(app, { requests: inference.requests, requireUser });
  registerJobRoutes(app, { accounts, jobs });
  registerEndpointRoutes(app, { inference, repositories, token: endpointToken });

  app.setErrorHandler((error: FastifyError | HubError | InferenceError, _request, reply) => {
    if (error instanceof HubError) {
      if (error.code) reply.header('x-error-code', error.code);
      // Header values are Latin-1 only, and a branch name may be anything.
      reply.header('x-error-message', error.message.replace(/[^\x20-\x7e]/g, '?'));
      return reply.code(error.status).send({ error: error.message });
    }
    if (error instanceof InferenceError) return reply.code(error.status).send({ error: error.message });
    const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    const text = status < 500 ? error.message : 'Internal Server Error';
    if (status >= 500) process.stderr.write(`playground Hugging Face: ${error.stack ?? error.message}\n`);
    return reply.code(status).send({ error: text });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: 'Sorry, we can not find the page' }),
  );

  url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  return {
    url,
    routerUrl: `${url}/router`,
    endpointUrl: `${url}/endpoint`,
    token,
    endpointToken,
    user,
    requests: inference.requests,
    chats,
    faults,
    repositories,
    signedDownloads,
    signedUploads,
    jobs: { all: jobs.all },
    async close() {
      inference.release();
      await jobs.close();
      await app.close();
    },
  };
}
