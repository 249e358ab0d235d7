import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * Two providers at one address, each in its own wire format: OpenAI under `/openai/v1`, Anthropic
 * under `/anthropic`. The first word of the model's name says how it behaves. Keeps what it was
 * asked, how often, and whether the caller hung up, by model.
 */
export async function startProviders() {
  const seen = new Map();
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const note = seen.get(body.model) ?? { calls: 0, hungUp: 0 };
    seen.set(body.model, note);
    note.calls += 1;
    note.body = body;
    note.headers = request.headers;
    response.on('close', () => (note.hungUp += response.writableEnded ? 0 : 1));
    const answer = PATHS[request.url.replace(/\?.*/, '')];
    if (answer) answer(response, body);
    else json(response, { error: { message: `no such path ${request.url}`, type: 'invalid_request_error' } }, 404);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, seen: (model) => seen.get(model) ?? { calls: 0, hungUp: 0 }, stop: () => server.closeAllConnections() ?? server.close() };
}

async function read(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return text === '' ? {} : JSON.parse(text);
}

function json(response, value, status = 200, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

const behaviour = (body) => body.model.split('-')[0];
const WEATHER = [
  { id: 'call_1', name: 'weather', arguments: { city: 'Oslo' } },
  { id: 'call_2', name: 'weather', arguments: { city: 'Rome' } },
];
const toolsOf = (body) => (behaviour(body) === 'parallel' ? WEATHER : behaviour(body) === 'tool' ? WEATHER.slice(0, 1) : []);
const textOf = (body) => (behaviour(body) === 'schema' ? '{"city":"Oslo","degrees":4}' : 'The answer is forty-two.');
const halves = (text) => [text.slice(0, text.length / 2), text.slice(text.length / 2)];

// --- OpenAI ---------------------------------------------------------------------------------------

const OPENAI_USAGE = {
  prompt_tokens: 20,
  completion_tokens: 9,
  total_tokens: 29,
  prompt_tokens_details: { cached_tokens: 5, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 2, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
};

function openAiChat(response, body) {
  if (refusesOpenAi(response, body)) return;
  if (body.stream) return openAiStream(response, body);
  const tools = toolsOf(body).map(({ id, name, arguments: given }) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(given) },
  }));
  const message = tools.length
    ? { role: 'assistant', content: null, refusal: null, tool_calls: tools }
    : { role: 'assistant', content: textOf(body), refusal: null };
  json(response, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: body.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: tools.length ? 'tool_calls' : 'stop' }],
    usage: OPENAI_USAGE,
  });
}

function refusesOpenAi(response, body) {
  const error = (status, code, headers) =>
    json(response, { error: { message: 'no', type: 'error', param: null, code } }, status, headers) ?? true;
  if (behaviour(body) === 'failing') return error(500, 'server_error');
  if (behaviour(body) === 'busy') return error(429, 'rate_limit_exceeded', { 'retry-after': '3600' });
  if (behaviour(body) === 'missing') return error(404, 'model_not_found');
  return false;
}

function openAiStream(response, body) {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const send = (delta, finish = null) =>
    response.write(
      `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_790_000_000, model: body.model, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    );
  send({ role: 'assistant', content: '', refusal: null });
  const tools = toolsOf(body);
  tools.forEach(({ id, name, arguments: given }, index) => {
    send({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] });
    for (const piece of halves(JSON.stringify(given))) send({ tool_calls: [{ index, function: { arguments: piece } }] });
  });
  if (!tools.length) for (const piece of halves(textOf(body))) send({ content: piece });
  if (behaviour(body) === 'endless') return;
  if (behaviour(body) === 'torn') {
    setTimeout(() => response.destroy(), 20);
    return;
  }
  send({}, tools.length ? 'tool_calls' : 'stop');
  response.write(
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_790_000_000, model: body.model, choices: [], usage: OPENAI_USAGE })}\n\n`,
  );
  response.end('data: [DONE]\n\n');
}

function openAiEmbeddings(response, body) {
  const inputs = Array.isArray(body.input) ? body.input : [body.input];
  const dimensions = body.dimensions ?? 8;
  const data = inputs.map((text, index) => {
    const vector = Float32Array.from({ length: dimensions }, (_, at) => (at === 0 ? text.length / 64 : 0.25));
    const embedding = body.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
    return { object: 'embedding', index, embedding };
  });
  json(response, { object: 'list', data, model: body.model, usage: { prompt_tokens: 6, total_tokens: 6 } });
}

// --- Anthropic ------------------------------------------------------------------------------------

/** A tool that must be used is how some callers ask for JSON. */
const forced = (body) => (behaviour(body) === 'schema' ? body.tool_choice?.name : undefined);

function anthropicMessages(response, body) {
  if (refusesAnthropic(response, body)) return;
  if (body.stream) return anthropicStream(response, body);
  const tools = toolsOf(body).map(({ id, name, arguments: input }) => ({ type: 'tool_use', id, name, input }));
  if (forced(body)) tools.push({ type: 'tool_use', id: 'call_1', name: forced(body), input: JSON.parse(textOf(body)) });
  json(response, {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: body.model,
    content: tools.length ? tools : [{ type: 'text', text: textOf(body) }],
    stop_reason: tools.length ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 15, cache_creation_input_tokens: 0, cache_read_input_tokens: 5, output_tokens: 9 },
  });
}

function refusesAnthropic(response, body) {
  const error = (status, type, headers) =>
    json(response, { type: 'error', error: { type, message: 'no' } }, status, headers) ?? true;
  if (behaviour(body) === 'failing') return error(500, 'api_error');
  if (behaviour(body) === 'busy') return error(429, 'rate_limit_error', { 'retry-after': '3600' });
  if (behaviour(body) === 'missing') return error(404, 'not_found_error');
  return false;
}

function anthropicStream(response, body) {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const send = (event) => response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  const usage = { input_tokens: 15, cache_creation_input_tokens: 0, cache_read_input_tokens: 5, output_tokens: 1 };
  send({
    type: 'message_start',
    message: { id: 'msg_1', type: 'message', role: 'assistant', model: body.model, content: [], stop_reason: null, stop_sequence: null, usage },
  });
  send({ type: 'ping' });
  const tools = toolsOf(body);
  tools.forEach(({ id, name, arguments: given }, index) => {
    send({ type: 'content_block_start', index, content_block: { type: 'tool_use', id, name, input: {} } });
    for (const piece of halves(JSON.stringify(given))) {
      send({ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: piece } });
    }
    send({ type: 'content_block_stop', index });
  });
  if (!tools.length) {
    send({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
    for (const piece of halves(textOf(body))) {
      send({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } });
    }
    if (behaviour(body) === 'endless') return;
    if (behaviour(body) === 'torn') {
      setTimeout(() => response.destroy(), 20);
      return;
    }
    send({ type: 'content_block_stop', index: 0 });
  }
  send({ type: 'message_delta', delta: { stop_reason: tools.length ? 'tool_use' : 'end_turn', stop_sequence: null }, usage: { output_tokens: 9 } });
  send({ type: 'message_stop' });
  response.end();
}

const PATHS = {
  '/openai/v1/chat/completions': openAiChat,
  '/openai/v1/embeddings': openAiEmbeddings,
  '/openai/v1/models': (response) => json(response, { object: 'list', data: [{ id: 'chat-a', object: 'model' }] }),
  '/anthropic/v1/messages': anthropicMessages,
  '/anthropic/v1/models': (response) => json(response, { data: [{ id: 'chat-a', type: 'model' }], has_more: false }),
};
