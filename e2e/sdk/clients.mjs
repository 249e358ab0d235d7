// What each client does for each feature: the same feature, asked in the client's own words. A
// feature answers what the test then compares: see conformance.test.mjs.
import Anthropic from '@anthropic-ai/sdk';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { embedMany, generateText, jsonSchema, Output, streamText, tool } from 'ai';
import { readFileSync } from 'node:fs';
import OpenAI from 'openai';

export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const QUESTION = 'What is the answer?';
const CITY = {
  type: 'object',
  properties: { city: { type: 'string' }, degrees: { type: 'integer' } },
  required: ['city', 'degrees'],
  additionalProperties: false,
};
const PLACE = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };

const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;

async function collect(pieces) {
  const all = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

/** The caller hangs up after the first words. */
async function hangUp(pieces, abort) {
  for await (const piece of pieces) {
    void piece;
    abort();
    break;
  }
}

export function openai({ url, key }) {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key });
  const ask = (model, more = {}) =>
    client.chat.completions.create({ model, messages: [{ role: 'user', content: QUESTION }], ...more });
  const tools = [{ type: 'function', function: { name: 'weather', description: 'Of a city.', parameters: PLACE } }];
  const calls = (message) => message.tool_calls.map((call) => ({ name: call.function.name, input: JSON.parse(call.function.arguments) }));
  return {
    name: 'openai',
    version: version('openai'),
    features: {
      chat: async (model) => {
        const reply = await ask(model);
        return { text: reply.choices[0].message.content, finish: reply.choices[0].finish_reason, input: reply.usage.prompt_tokens, cached: reply.usage.prompt_tokens_details.cached_tokens };
      },
      stream: async (model) => {
        const chunks = await collect(await ask(model, { stream: true }));
        if (chunks.some((chunk) => chunk.usage)) throw new Error('usage was not asked for');
        return { text: chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''), finish: chunks.at(-1).choices[0].finish_reason };
      },
      'stream with include_usage': async (model) => {
        const chunks = await collect(await ask(model, { stream: true, stream_options: { include_usage: true } }));
        const last = chunks.at(-1);
        if (last.choices.length > 0) throw new Error('the last chunk has choices');
        return { text: chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''), input: last.usage.prompt_tokens, cached: last.usage.prompt_tokens_details.cached_tokens };
      },
      'tool call': async (model) => ({ calls: calls((await ask(model, { tools })).choices[0].message) }),
      'parallel tool calls, streamed': async (model) => {
        const run = client.chat.completions.stream({ model, messages: [{ role: 'user', content: QUESTION }], tools });
        return { calls: calls((await run.finalChatCompletion()).choices[0].message) };
      },
      'tool results': async (model) => {
        const reply = await client.chat.completions.create({
          model,
          tools,
          messages: [
            { role: 'user', content: QUESTION },
            { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }] },
            { role: 'tool', tool_call_id: 'call_1', content: '4 degrees' },
          ],
        });
        return { text: reply.choices[0].message.content };
      },
      'structured output': async (model) => {
        const format = { type: 'json_schema', json_schema: { name: 'city', strict: true, schema: CITY } };
        const reply = await ask(model, { response_format: format });
        return { json: JSON.parse(reply.choices[0].message.content) };
      },
      'image in': async (model) => {
        const content = [{ type: 'text', text: QUESTION }, { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } }];
        const reply = await client.chat.completions.create({ model, messages: [{ role: 'user', content }] });
        return { text: reply.choices[0].message.content };
      },
      'embeddings, base64': async (model) => ({ vectors: (await client.embeddings.create({ model, input: ['one', 'three'] })).data.map((item) => item.embedding) }),
      'embeddings, float and dimensions': async (model) => ({
        vectors: (await client.embeddings.create({ model, input: ['one', 'three'], dimensions: 4, encoding_format: 'float' })).data.map((item) => item.embedding),
      }),
      moderation: async () => ({ flagged: (await client.moderations.create({ input: ['I will kill you', 'Good morning'] })).results.map((result) => result.flagged) }),
      models: async () => ({ ids: (await collect(client.models.list())).map((model) => model.id) }),
      'unknown model': async (model) => ask(model),
      'no retries on top of ours': async (model) => ask(model),
      'retry-after is passed on': async (model) => ask(model),
      'failure in the middle of a stream': async (model) => collect(await ask(model, { stream: true })),
      'abort reaches the provider': async (model) => {
        const run = await ask(model, { stream: true });
        await hangUp(run, () => run.controller.abort());
      },
    },
  };
}

export function anthropic({ url, key }) {
  const client = new Anthropic({ baseURL: url, apiKey: key });
  const ask = (model, more = {}) =>
    client.messages.create({ model, max_tokens: 100, messages: [{ role: 'user', content: QUESTION }], ...more });
  const tools = [{ name: 'weather', description: 'Of a city.', input_schema: PLACE }];
  const text = (message) => message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');
  const calls = (message) => message.content.filter((block) => block.type === 'tool_use').map(({ name, input }) => ({ name, input }));
  return {
    name: '@anthropic-ai/sdk',
    version: version('@anthropic-ai/sdk'),
    features: {
      chat: async (model) => {
        const reply = await ask(model);
        const { usage } = reply;
        return { text: text(reply), finish: reply.stop_reason === 'end_turn' ? 'stop' : reply.stop_reason, input: usage.input_tokens + usage.cache_read_input_tokens, cached: usage.cache_read_input_tokens };
      },
      stream: async (model) => {
        const message = await client.messages.stream({ model, max_tokens: 100, messages: [{ role: 'user', content: QUESTION }] }).finalMessage();
        return { text: text(message), finish: message.stop_reason === 'end_turn' ? 'stop' : message.stop_reason };
      },
      'tool call': async (model) => ({ calls: calls(await ask(model, { tools })) }),
      'parallel tool calls, streamed': async (model) => {
        const run = client.messages.stream({ model, max_tokens: 100, tools, messages: [{ role: 'user', content: QUESTION }] });
        return { calls: calls(await run.finalMessage()) };
      },
      'tool results': async (model) => {
        const reply = await client.messages.create({
          model,
          max_tokens: 100,
          tools,
          messages: [
            { role: 'user', content: QUESTION },
            { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1', name: 'weather', input: { city: 'Oslo' } }] },
            { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_1', content: '4 degrees' }] },
          ],
        });
        return { text: text(reply) };
      },
      'image in': async (model) => {
        const source = { type: 'base64', media_type: 'image/png', data: PIXEL };
        const content = [{ type: 'text', text: QUESTION }, { type: 'image', source }];
        return { text: text(await client.messages.create({ model, max_tokens: 100, messages: [{ role: 'user', content }] })) };
      },
      'count tokens': async (model) => ({
        tokens: (await client.messages.countTokens({ model, messages: [{ role: 'user', content: QUESTION }] })).input_tokens,
      }),
      models: async () => ({ ids: (await collect(client.models.list())).map((model) => model.id) }),
      'unknown model': async (model) => ask(model),
      'no retries on top of ours': async (model) => ask(model),
      'retry-after is passed on': async (model) => ask(model),
      'failure in the middle of a stream': async (model) => collect(await ask(model, { stream: true })),
      'abort reaches the provider': async (model) => {
        const run = await ask(model, { stream: true });
        await hangUp(run, () => run.controller.abort());
      },
    },
  };
}

/** The `ai` package over one of its providers. */
function vercel(name, packageName, model, embedding) {
  const weather = { weather: tool({ description: 'Of a city.', inputSchema: jsonSchema(PLACE) }) };
  const calls = (found) => found.map(({ toolName, input }) => ({ name: toolName, input }));
  const quiet = { onError: () => {} };
  const features = {
    chat: async (id) => {
      const reply = await generateText({ model: model(id), prompt: QUESTION });
      return { text: reply.text, finish: reply.finishReason, input: reply.usage.inputTokens };
    },
    stream: async (id) => {
      const run = streamText({ model: model(id), prompt: QUESTION });
      return { text: (await collect(run.textStream)).join(''), finish: await run.finishReason };
    },
    'tool call': async (id) => ({ calls: calls((await generateText({ model: model(id), prompt: QUESTION, tools: weather })).toolCalls) }),
    'parallel tool calls, streamed': async (id) => {
      const run = streamText({ model: model(id), prompt: QUESTION, tools: weather });
      await run.consumeStream();
      return { calls: calls(await run.toolCalls) };
    },
    'structured output': async (id) => {
      const reply = await generateText({ model: model(id), prompt: QUESTION, output: Output.object({ schema: jsonSchema(CITY) }) });
      return { json: reply.output };
    },
    'image in': async (id) => {
      const content = [{ type: 'text', text: QUESTION }, { type: 'file', data: PIXEL, mediaType: 'image/png' }];
      return { text: (await generateText({ model: model(id), messages: [{ role: 'user', content }] })).text };
    },
    'unknown model': async (id) => generateText({ model: model(id), prompt: QUESTION }),
    'no retries on top of ours': async (id) => generateText({ model: model(id), prompt: QUESTION, maxRetries: 0 }),
    'failure in the middle of a stream': async (id) => {
      for await (const part of streamText({ model: model(id), prompt: QUESTION, ...quiet }).fullStream) {
        if (part.type === 'error') throw part.error;
      }
    },
    'abort reaches the provider': async (id) => {
      const controller = new AbortController();
      const run = streamText({ model: model(id), prompt: QUESTION, abortSignal: controller.signal, ...quiet });
      await hangUp(run.textStream, () => controller.abort());
    },
  };
  if (embedding) {
    features['embeddings, float and dimensions'] = async (id) => ({ vectors: (await embedMany({ model: embedding(id), values: ['one', 'three'] })).embeddings });
  }
  return { name: `ai with ${name}`, version: `${version('ai')} with ${version(packageName)}`, features };
}

export function aiCompatible({ url, key }) {
  const provider = createOpenAICompatible({ name: 'foundry', baseURL: `${url}/v1`, apiKey: key, supportsStructuredOutputs: true, includeUsage: true });
  const embedding = (id) => provider.embeddingModel(id);
  return vercel('@ai-sdk/openai-compatible', '@ai-sdk/openai-compatible', (id) => provider.chatModel(id), embedding);
}

export function aiOpenAi({ url, key }) {
  const provider = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
  return vercel('@ai-sdk/openai', '@ai-sdk/openai', (id) => provider.chat(id), (id) => provider.embedding(id));
}

export function aiAnthropic({ url, key }) {
  const provider = createAnthropic({ baseURL: `${url}/v1`, apiKey: key });
  return vercel('@ai-sdk/anthropic', '@ai-sdk/anthropic', (id) => provider(id));
}
