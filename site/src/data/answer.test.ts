import { isShutOut, NO_ANSWER, readTrouble, toAnswer } from './answer.ts';

test('an answer is its data', async () => {
  const call = Promise.resolve({ data: { total: 3 }, response: new Response(null, { status: 200 }) });
  await expect(toAnswer(call)).resolves.toEqual({ data: { total: 3 }, trouble: null });
});

test('a problem document keeps its words', async () => {
  const problem = { title: 'No such user', status: 404, detail: 'Nobody is named x.', remedy: 'Check the spelling.' };
  const call = Promise.resolve({ error: problem, response: new Response(null, { status: 404 }) });
  await expect(toAnswer(call)).resolves.toEqual({ data: null, trouble: problem });
});

test('silence is told as what it is', async () => {
  await expect(toAnswer(Promise.reject(new TypeError('fetch failed')))).resolves.toEqual({
    data: null,
    trouble: NO_ANSWER,
  });
});

test.each([[null], ['<html>'], [{ title: 3 }], [{}]])('%j is no problem document and still says what to do', (body) => {
  const trouble = readTrouble(body, 500);
  expect(trouble.status).toBe(500);
  expect(trouble.title).not.toBe('');
  expect(trouble.remedy).not.toBe('');
});

test('a reader without a valid token is told from one who meets another trouble', () => {
  const shutOut = (status: number): boolean => isShutOut({ data: null, trouble: readTrouble({}, status) });
  expect([401, 403, 503, 0].map(shutOut)).toEqual([true, false, false, false]);
  expect(isShutOut({ data: {}, trouble: null })).toBe(false);
});
