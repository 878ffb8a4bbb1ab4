import { afterAll, beforeAll, expect, it } from 'vitest';
import { mask } from '../../../src/record/mask.ts';
import type { StoredInterview } from '../../../src/record/schema.ts';
import { maskPath } from '../../../src/record/screen.ts';
import { anInterview } from '../../report/interviews.ts';
import { openTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

const SSN = '078-05-1120';
/** Its digits look like a Social Security number, and it is a code of the host's. */
const UUID = '905a2545-500b-4712-9b79-f561410284b9';
const MAIL = 'jane.doe@example.gov';

it('personal data that a client left in a free text is masked before it is stored', async () => {
  const survey = 'personal';
  const record = anInterview({ survey, comment: `Call me: ${MAIL}, ${SSN}, and [email]` });
  record.comment = { text: record.comment?.text ?? '', masked: { email: 1 } };
  record.context = { queue: `for ${MAIL}`, number: SSN, priority: 3, transferred: true, visit: UUID };
  record.extra = [
    { question: 'why', state: 'answered', value: `because of ${SSN}`, textHash: '00000000', position: 8 },
    { question: 'how-often', state: 'answered', value: 3, textHash: '00000000', position: 9 },
  ];
  record.page = { origin: 'https://www.agency.gov', path: `/claims/${SSN}/done` };
  expect((await target.post(record)).status).toBe(202);
  const stored: StoredInterview[] = [];
  for await (const interview of target.store.interviews({ survey })) stored.push(interview);
  expect(stored[0]).toMatchObject({
    comment: { text: 'Call me: [email], [ssn], and [email]', masked: { email: 2, ssn: 1 } },
    context: { queue: 'for [email]', number: '[ssn]', priority: 3, transferred: true, visit: UUID },
    extra: [{ value: 'because of [ssn]' }, { value: 3 }],
  });
  expect(JSON.stringify(stored)).not.toContain(SSN);
});

it.each([
  ['/users/jane.doe%40example.gov/done', '/users/[email]/done'],
  ['/users/jane@example.gov/done', '/users/[email]/done'],
  ['/claims?ssn=078%2D05%2D1120&step=2', '/claims?ssn=[ssn]&step=2'],
  ['/caf%C3%A9/100%/done', '/caf%C3%A9/100%/done'],
])('the path %s is masked as the browser masks it', async (path, masked) => {
  const record = anInterview({ survey: `path-${crypto.randomUUID()}` });
  record.page = { origin: 'https://www.agency.gov', path };
  await target.post(record);
  for await (const { page } of target.store.interviews({ survey: record.survey })) expect(page?.path).toBe(masked);
  expect(maskPath(path, mask)).toBe(masked);
  expect.assertions(2);
});
