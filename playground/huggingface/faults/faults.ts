/** Faults that tests and the page ask for. Each is used up after `times` matching requests. */
import { z } from 'zod';

const matchSchema = z
  .object({
    via: z.enum(['hub', 'hf-inference', 'fal-ai', 'together', 'nscale', 'wavespeed', 'endpoint']),
    model: z.string(),
    pathIncludes: z.string(),
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  })
  .partial()
  .strict();

export const faultSchema = z
  .object({
    match: matchSchema.default({}),
    kind: z.enum(['status', 'delay', 'cut-body', 'black-image', 'hang', 'warming-up']),
    /** HTTP status of kind `status`; 500 when absent. */
    status: z.number().int().min(400).max(599).optional(),
    /** JSON body of kind `status`. */
    body: z.unknown().optional(),
    delayMs: z.number().min(0).optional(),
    retryAfterSeconds: z.number().min(0).optional(),
    /** A used-up limit in a `RateLimit` header, as the hub sends it, full again in so many seconds. */
    rateLimitSeconds: z.number().min(0).optional(),
    /** Seconds, in the 503 of kind `warming-up`. */
    estimatedTime: z.number().min(0).optional(),
    times: z.number().int().min(1).default(1),
  })
  .strict();

export type Fault = z.input<typeof faultSchema>;
export type ArmedFault = z.output<typeof faultSchema>;
export type Via = 'hf-inference' | 'fal-ai' | 'together' | 'nscale' | 'wavespeed' | 'endpoint';

export interface FaultSubject {
  /** `hub` for everything that is not an inference request. */
  via: Via | 'hub';
  model: string | undefined;
  path: string;
  /** The HTTP method, upper case. */
  method: string;
  /** Whether the request starts an inference; others (hub, polls, downloads) need `pathIncludes`. */
  startsInference: boolean;
}

export type Faults = ReturnType<typeof createFaults>;

export function createFaults() {
  let armed: ArmedFault[] = [];
  return {
    /** Arms one more fault. @throws ZodError when it is malformed. */
    add(fault: Fault): ArmedFault {
      const parsed = faultSchema.parse(fault);
      armed.push(parsed);
      return parsed;
    },
    list: (): readonly ArmedFault[] => armed,
    clear(): void {
      armed = [];
    },
    /** Finds the first fault that matches, and uses it up by one. */
    take(subject: FaultSubject): ArmedFault | undefined {
      const fault = armed.find(item => matches(item, subject));
      if (!fault) return undefined;
      fault.times -= 1;
      if (fault.times <= 0) armed = armed.filter(item => item !== fault);
      return fault;
    },
  };
}

function matches({ match }: ArmedFault, subject: FaultSubject): boolean {
  if (match.via !== undefined && match.via !== subject.via) return false;
  if (match.model !== undefined && match.model.toLowerCase() !== subject.model?.toLowerCase()) return false;
  if (match.method !== undefined && match.method !== subject.method) return false;
  if (match.pathIncludes !== undefined) return subject.path.includes(match.pathIncludes);
  return subject.startsInference || match.via === 'hub';
}

const statusTexts: Record<number, string> = {
  400: 'Bad Request',
  401: 'Invalid username or password.',
  402: 'You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits.',
  403: 'This authentication method does not have sufficient permissions to call Inference Providers on behalf of user playground',
  404: 'Not Found',
  410: 'The requested model is no longer available',
  429: 'Too Many Requests: you have reached your rate limit.',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The hub's answer to a job that cannot be paid, which is not that of inference. */
const jobsUnpaid = 'Pre-paid credit balance is insufficient - add more credits to your account to use Jobs.';

/** The answer that a `status` or `warming-up` fault gives. */
export function faultAnswer(fault: ArmedFault, { model, path }: FaultSubject) {
  const headers: Record<string, string> = {};
  if (fault.retryAfterSeconds !== undefined) headers['retry-after'] = String(fault.retryAfterSeconds);
  if (fault.rateLimitSeconds !== undefined) {
    headers.ratelimit = `"api";r=0;t=${fault.rateLimitSeconds}`;
    headers['ratelimit-policy'] = '"fixed window";"api";q=500;w=300';
  }
  if (fault.kind === 'warming-up') {
    const body = {
      error: `Model ${model ?? ''} is currently loading`,
      estimated_time: fault.estimatedTime ?? 20,
    };
    return { status: 503, headers, body };
  }
  const status = fault.status ?? 500;
  const isUnpaidJob = status === 402 && path.startsWith('/api/jobs/');
  const error = isUnpaidJob ? jobsUnpaid : (statusTexts[status] ?? `HTTP ${status}`);
  return { status, headers, body: fault.body ?? { error } };
}
