import type { FastifyRequest } from 'fastify';
import { apiError, tooLarge } from './api-error.ts';

export interface FormFile {
  /** The n of files[n], by which the body's `attachments` names it. */
  index: string;
  name: string;
  bytes: Buffer;
}

export interface FormBody {
  payload: Record<string, unknown>;
  files: FormFile[];
}

/**
 * The body of a request that may carry files: JSON, or multipart with payload_json and files[n].
 * Throws 40005 when a file exceeds `fileLimit` or the request `requestLimit` (bytes), 50109 for broken JSON.
 */
export async function readForm(
  request: FastifyRequest,
  limits: { fileLimit: number; requestLimit: number },
): Promise<FormBody> {
  if (!request.isMultipart()) {
    return { payload: (request.body ?? {}) as Record<string, unknown>, files: [] };
  }
  let payload: Record<string, unknown> = {};
  const files: FormFile[] = [];
  let total = 0;
  let oversized = false;
  const parts = request.parts({
    limits: { fileSize: limits.requestLimit + 1, fieldSize: 1024 * 1024, files: 20 },
  });
  // Every part is read even after one was too large: an unread body would hold the client's connection.
  for await (const part of parts) {
    if (part.type === 'field') {
      if (part.fieldname === 'payload_json') payload = parseJson(String(part.value));
      continue;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= limits.fileLimit) chunks.push(chunk);
    }
    total += size;
    oversized ||= size > limits.fileLimit || part.file.truncated;
    const index = /^files?\[?(\d*)\]?$/.exec(part.fieldname)?.[1] || '0';
    files.push({ index, name: part.filename ?? 'file', bytes: Buffer.concat(chunks) });
  }
  // The whole request counts: files, JSON and what lies between them.
  const length = Number(request.headers['content-length'] ?? total);
  if (oversized || Math.max(total, length) > limits.requestLimit) throw tooLarge();
  return { payload, files };
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Answered below like any other body that is no object.
  }
  throw apiError(400, 50109, 'The request body contains invalid JSON.');
}
