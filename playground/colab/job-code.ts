import { z } from 'zod';
import { RunError } from './protocol.ts';

const named = { jobId: z.string().min(1), oneTimeToken: z.string().min(1) };
const directSchema = z.object({ apiUrl: z.url({ protocol: /^https?$/ }), ...named });
const relaySchema = z.object({ relayRepo: z.string().regex(/^[\w.-]+\/[\w.-]+$/), ...named });
export type DirectCode = z.infer<typeof directSchema>;
/** Of a bot without an address: the job lies in that private dataset repo. */
export type RelayCode = z.infer<typeof relaySchema>;
export type JobCode = DirectCode | RelayCode;

export const isRelayed = (code: JobCode): code is RelayCode => 'relayRepo' in code;

/**
 * Reads a job code: base64url of `{ apiUrl, jobId, oneTimeToken }`, or with `relayRepo` instead of `apiUrl`. Whitespace and the backticks that come along
 * when copying from Discord are forgiven.
 * @throws RunError with a sentence for the person who pasted it.
 */
export function parseJobCode(text: string): JobCode {
  const code = text.replace(/[\s`"']/g, '');
  if (!code) throw new RunError('Paste the job code that the bot gave you first.');
  if (!/^[\w-]+=*$/.test(code)) {
    throw new RunError('This is not a job code: it may hold only letters, digits, “-” and “_”.');
  }
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(code, 'base64url')));
  } catch {
    throw new RunError('This job code is damaged. Copy it again, as a whole, from the bot’s message.');
  }
  const schema =
    typeof content === 'object' && content !== null && 'relayRepo' in content ? relaySchema : directSchema;
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const missing = parsed.error.issues.map(issue => issue.path.join('.') || 'the whole').join(', ');
    throw new RunError(
      `This job code is incomplete (${missing}). Ask the bot for a new one with /train start.`,
    );
  }
  return parsed.data;
}
