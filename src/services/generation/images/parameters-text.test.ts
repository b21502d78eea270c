import { expect, test } from 'vitest';
import type { Settings } from '../generation.ts';
import { parametersText } from './parameters-text.ts';

const settings: Settings = {
  model: 'a/b',
  modelRevision: 'c0ffee',
  prompt: 'a cat',
  width: 512,
  height: 512,
  steps: 30,
  guidance: 7.5,
  seed: 1,
};
const lora = { repo: 'x/y', revision: 'r1', scale: 0.9 };

test('the settings as the field’s tools read them', () => {
  const version = {
    number: 3,
    jobId: 'j',
    repo: 'x/y',
    revision: 'r1',
    baseModel: 'a/b',
    steps: 1,
    trainedAt: 0,
    standIn: false,
    samples: [],
  };
  expect(parametersText({ ...settings, negative: 'dog', lora }, version)).toBe(
    'a cat\nNegative prompt: dog\nSteps: 30, CFG scale: 7.5, Seed: 1, Size: 512x512, Model: a/b, Model revision: c0ffee, Lora: x/y@r1:0.9, Lora version: 3',
  );
});
