import { createServer } from 'node:http';
import { once } from 'node:events';

/**
 * An OpenAI-compatible server that writes slowly, word by word, citing passage 1, and counts what is
 * open and what was cut off.
 */
export async function startModel({ words = 40, millisPerWord = 50 } = {}) {
  const seen = { asked: 0, open: 0, cutOff: 0 };
  const server = createServer(async (request, response) => {
    if (request.url.endsWith('/models')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'slow-model', object: 'model' }] }));
      return;
    }
    await drained(request);
    seen.asked += 1;
    await write(response, seen, words, millisPerWord);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    seen,
    stop: () => server.closeAllConnections() ?? server.close(),
  };
}

async function drained(request) {
  for await (const chunk of request) void chunk;
}

async function write(response, seen, words, millisPerWord) {
  let finished = false;
  seen.open += 1;
  response.on('close', () => {
    seen.open -= 1;
    if (!finished) seen.cutOff += 1;
  });
  response.setHeader('content-type', 'text/event-stream');
  for (let n = 1; n <= words && !response.destroyed; n += 1) {
    send(response, { choices: [{ index: 0, delta: { content: n === 1 ? 'Word 1 [1]' : ` word ${n}` }, finish_reason: null }] });
    await new Promise((resolve) => setTimeout(resolve, millisPerWord));
  }
  send(response, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  send(response, { choices: [], usage: { prompt_tokens: 100, completion_tokens: words, total_tokens: 100 + words } });
  finished = true;
  response.end('data: [DONE]\n\n');
}

function send(response, chunk) {
  if (response.destroyed) return;
  const whole = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'slow-model', ...chunk };
  response.write(`data: ${JSON.stringify(whole)}\n\n`);
}
