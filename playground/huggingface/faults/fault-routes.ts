/** `/faults`, and the hook that makes an armed fault happen to a request. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HubError } from '../hub/repositories.ts';
import type { Inference } from '../inference/inference.ts';
import { findSeed, modelByProviderId } from '../inference/provider-mapping.ts';
import {
  type ArmedFault,
  type FaultSubject,
  type Faults,
  faultAnswer,
  faultSchema,
  type Via,
} from './faults.ts';

declare module 'fastify' {
  interface FastifyRequest {
    fault: ArmedFault | undefined;
  }
}

export function registerFaultRoutes(
  app: FastifyInstance,
  { faults, inference }: { faults: Faults; inference: Inference },
): void {
  app.decorateRequest('fault', undefined);

  app.get('/faults', async () => faults.list());
  app.delete('/faults', async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  // A list replaces what is armed; a single fault is added to it.
  app.put('/faults', async request => {
    const parsed = z.union([z.array(faultSchema), faultSchema]).safeParse(request.body);
    if (!parsed.success) throw new HubError(400, z.prettifyError(parsed.error));
    if (Array.isArray(parsed.data)) faults.clear();
    for (const fault of [parsed.data].flat()) faults.add(fault);
    return faults.list();
  });

  app.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith('/faults')) return;
    const subject = subjectOf(request);
    const fault = faults.take(subject);
    if (!fault) return;
    request.fault = fault;
    if (fault.kind === 'delay') await inference.pause(fault.delayMs ?? 1000);
    else if (fault.kind === 'hang') hang(request, reply, subject, inference);
    else if (fault.kind === 'status' || fault.kind === 'warming-up') {
      const answer = faultAnswer(fault, subject);
      logFaulted(request, subject, inference, answer.status);
      return reply.code(answer.status).headers(answer.headers).send(answer.body);
    }
  });

  app.addHook('onSend', async (request, reply, payload) => {
    if (request.fault?.kind !== 'cut-body' || payload === null || payload === undefined) return payload;
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    const whole = Buffer.from(payload);
    reply.header('content-length', String(whole.length));
    return Readable.from(cutOff(whole, reply));
  });
}

/** Half of the body, then a broken connection, while Content-Length promised all of it. */
async function* cutOff(whole: Buffer, reply: FastifyReply) {
  yield whole.subarray(0, Math.floor(whole.length / 2));
  await new Promise(resolve => setImmediate(resolve));
  reply.raw.destroy();
}

/** The answer never comes; the socket ends with the client's patience or with the server. */
function hang(
  request: FastifyRequest,
  reply: FastifyReply,
  subject: FaultSubject,
  inference: Inference,
): void {
  logFaulted(request, subject, inference, 0);
  reply.hijack();
}

function subjectOf(request: FastifyRequest): FaultSubject {
  const path = request.url;
  const { method } = request;
  const isPost = method === 'POST';
  const body = request.body;
  const named = (field: unknown) => (typeof field === 'string' ? field : undefined);
  const provider = /^\/router\/([^/]+)\/([^?]*)/.exec(path);
  if (provider?.[1] === 'hf-inference') {
    const id = decodeURIComponent(provider[2] ?? '').replace(/^models\//, '');
    return { via: 'hf-inference', model: findSeed(id)?.id ?? id, path, method, startsInference: isPost };
  }
  if (provider?.[1] === 'fal-ai') {
    const model = modelByProviderId('fal-ai', provider[2] ?? '')?.id;
    return { via: 'fal-ai', model, path, method, startsInference: isPost };
  }
  if (provider?.[1] === 'wavespeed') {
    const id = (provider[2] ?? '').replace(/^api\/v3\//, '');
    const model = modelByProviderId('wavespeed', id)?.id;
    return { via: 'wavespeed', model, path, method, startsInference: isPost };
  }
  if (provider?.[1] === 'together' || provider?.[1] === 'nscale') {
    const id = named(isRecord(body) ? body.model : undefined) ?? '';
    const model = modelByProviderId(provider[1], id)?.id;
    return { via: provider[1], model, path, method, startsInference: isPost };
  }
  if (/^\/endpoint(\?|$)/.test(path)) {
    const parameters = isRecord(body) && isRecord(body.parameters) ? body.parameters : {};
    return { via: 'endpoint', model: named(parameters.model), path, method, startsInference: isPost };
  }
  return { via: 'hub', model: undefined, path, method, startsInference: false };
}

/** A faulted request is in the log too: it was sent, and somebody may have to answer for it. */
function logFaulted(
  request: FastifyRequest,
  subject: FaultSubject,
  inference: Inference,
  status: number,
): void {
  if (!subject.startsInference || subject.via === 'hub') return;
  const via: Via = subject.via;
  const body = isRecord(request.body) ? request.body : {};
  const { inputs, prompt, parameters, model: _model, loras: _loras, ...rest } = body;
  const text = typeof inputs === 'string' ? inputs : typeof prompt === 'string' ? prompt : '';
  const given = isRecord(parameters) ? parameters : rest;
  const entry = inference.record({
    via,
    model: subject.model ?? '',
    prompt: text,
    parameters: given,
    loras: [],
  });
  entry.status = status;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}
