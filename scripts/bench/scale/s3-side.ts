/** A real S3-compatible server in a process of its own: it takes more of the processor than a bot does. */
import { startS3 } from '../../../src/services/storage/testing/s3-server.ts';
import { answerQuestions } from '../child.ts';

const s3 = await startS3();
answerQuestions({
  address: () => ({
    ...s3.keys,
    BLOBS_URL: `s3://pictures/bot?endpoint=${encodeURIComponent(s3.endpoint)}`,
  }),
  close: s3.close,
});
