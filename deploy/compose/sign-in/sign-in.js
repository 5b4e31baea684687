const form = document.getElementById('sign-in');
const answer = document.getElementById('answer');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  signIn(new FormData(form).get('token').trim()).catch(() => {
    answer.textContent = 'The server does not answer: try again in a moment.';
  });
});

/** The API says whether the token counts; only then is it kept. */
async function signIn(token) {
  answer.textContent = '';
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch('/api/v1/overview', { headers });
  if (status === 401 || status === 403) {
    answer.textContent = 'This token is not valid, or not any more. Ask whoever runs this installation for a new one.';
    return;
  }
  const kept = await fetch('/sign-in', { method: 'POST', headers });
  if (kept.status === 204) location.assign('/');
  else answer.textContent = 'This is not a token: it begins with st_.';
}
