import { z } from 'zod';
import { RunError } from './protocol.ts';

const jobCodeSchema = z.object({
  apiUrl: z.url({ protocol: /^https?$/ }),
  jobId: z.string().min(1),
  oneTimeToken: z.string().min(1),
});
export type JobCode = z.infer<typeof jobCodeSchema>;

/**
 * Reads a job code: base64url of `{ apiUrl, jobId, oneTimeToken }`. Whitespace and the backticks that come along
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
  const parsed = jobCodeSchema.safeParse(content);
  if (!parsed.success) {
    const missing = parsed.error.issues.map(issue => issue.path.join('.') || 'the whole').join(', ');
    throw new RunError(
      `This job code is incomplete (${missing}). Ask the bot for a new one with /train start.`,
    );
  }
  return parsed.data;
}
