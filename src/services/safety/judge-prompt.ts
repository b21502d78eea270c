import { brokenRule, type PromptCase, type Rule } from './prompt-rules.ts';

const verdictsKept = 500;

/** Remembers the latest verdicts: a prompt is judged when it comes, at its turn and when its picture is there. */
export function createJudge(): (prompt: PromptCase) => Rule | undefined {
  const verdicts = new Map<string, Rule | undefined>();
  return prompt => {
    const key = JSON.stringify(prompt);
    if (!verdicts.has(key)) {
      const [oldest] = verdicts.keys();
      if (verdicts.size >= verdictsKept && oldest !== undefined) verdicts.delete(oldest);
      verdicts.set(key, brokenRule(prompt));
    }
    return verdicts.get(key);
  };
}
