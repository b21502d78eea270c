import { Counter, type Registry } from 'prom-client';

export interface TrainingMetrics {
  events: Counter<'outcome'>;
  claims: Counter<'outcome'>;
  uploads: Counter<'call' | 'outcome'>;
}

export const createTrainingMetrics = (register: Registry): TrainingMetrics => ({
  events: new Counter({
    name: 'training_events_total',
    help: 'Training events received, by what became of them',
    labelNames: ['outcome'],
    registers: [register],
  }),
  claims: new Counter({
    name: 'training_claims_total',
    help: 'Claims of training jobs, by what became of them',
    labelNames: ['outcome'],
    registers: [register],
  }),
  uploads: new Counter({
    name: 'training_uploads_total',
    help: 'What trainers without a token asked of their repos, by what became of it',
    labelNames: ['call', 'outcome'],
    registers: [register],
  }),
});
