// Conversations that the vendor's own client has with the gateway. node scenarios.mjs NAME BASE_URL TOKEN SERVER_URL [RECORD]
import assert from 'node:assert/strict';
import { Gateway, refused } from './gateway.mjs';

const [, , name, baseURL, token, serverUrl, recordFile] = process.argv;
const gateway = new Gateway({ baseURL, token, serverUrl });
const { client } = gateway;

const kinds = (response) => response.output.map((item) => item.type);
const find = (response, type) => response.output.find((item) => item.type === type);

const scenarios = {
  async whole() {
    const response = await gateway.create({ input: 'the sum please', metadata: { job: 'seven' }, instructions: 'Be brief.' });
    assert.equal(response.status, 'completed');
    assert.equal(response.output_text, 'Let me add.The sum is 42.');
    assert.deepEqual(kinds(response), ['mcp_list_tools', 'reasoning', 'message', 'mcp_call', 'reasoning', 'message']);
    const list = find(response, 'mcp_list_tools');
    assert.deepEqual(list.tools.map((tool) => tool.name).sort(), ['echo', 'get-sum']);
    assert.equal(list.tools.find((tool) => tool.name === 'get-sum').annotations.readOnlyHint, true);
    const call = find(response, 'mcp_call');
    assert.equal(call.name, 'get-sum');
    assert.equal(call.server_label, 'everything');
    assert.deepEqual(JSON.parse(call.arguments), { a: 2, b: 40 });
    assert.equal(call.output, 'The sum of 2 and 40 is 42.');
    assert.equal(call.error, null);
    assert.equal(response.metadata.job, 'seven');
    assert.equal(response.usage.input_tokens, 110);
    assert.equal(response.usage.output_tokens, 12);
    assert.equal(response.tools[0].headers, null);
    assert.ok(!JSON.stringify(response.tools).includes('/mcp'));

    const again = await client.responses.retrieve(response.id);
    assert.deepEqual(JSON.parse(JSON.stringify(again)), JSON.parse(JSON.stringify(response)));
    const next = await gateway.create({ input: 'thank you', previous_response_id: response.id });
    assert.deepEqual(kinds(next), ['message'], 'the list is known and not asked for again');
    assert.equal(next.previous_response_id, response.id);
    await client.responses.delete(response.id);
    await refused(client.responses.retrieve(response.id), 404);
    await refused(gateway.create({ input: 'thank you', previous_response_id: response.id }), 400, 'previous_response_not_found', 'previous_response_id');
  },

  async streamed() {
    const { events, response } = await gateway.stream({ input: 'the sum please' });
    assert.deepEqual(kinds(response), ['mcp_list_tools', 'reasoning', 'message', 'mcp_call', 'reasoning', 'message']);
    const text = events.filter((event) => event.type === 'response.output_text.delta').map((event) => event.delta).join('');
    assert.equal(text, 'Let me add.The sum is 42.');
    const types = gateway.types(events);
    const order = [
      'mcp_list_tools.in_progress', 'mcp_list_tools.completed', 'reasoning_text.delta', 'reasoning_text.done', 'output_text.delta', 'output_text.done',
      'mcp_call.in_progress', 'mcp_call_arguments.delta', 'mcp_call_arguments.done', 'mcp_call.completed', 'completed',
    ];
    assert.deepEqual([...order].sort((a, b) => types.indexOf(a) - types.indexOf(b)), order);
    assert.equal(events.filter((event) => event.type === 'response.mcp_call_arguments.delta').map((event) => event.delta).join(''), events.find((event) => event.type === 'response.mcp_call_arguments.done').arguments);
  },

  async helper() {
    const stream = client.responses.stream({ model: 'scripted', input: 'the sum please', tools: [gateway.server()] });
    const final = await stream.finalResponse();
    assert.equal(final.output_text, 'Let me add.The sum is 42.');
  },

  async approved() {
    const asked = await gateway.create({ input: 'the sum please', tools: [gateway.server({ require_approval: 'always' })] });
    assert.deepEqual(kinds(asked), ['mcp_list_tools', 'reasoning', 'message', 'mcp_approval_request']);
    assert.equal(asked.status, 'completed');
    const request = find(asked, 'mcp_approval_request');
    assert.equal(request.name, 'get-sum');
    assert.deepEqual(JSON.parse(request.arguments), { a: 2, b: 40 });

    const answered = await gateway.create({
      previous_response_id: asked.id,
      input: [{ type: 'mcp_approval_response', approval_request_id: request.id, approve: true }],
      tools: [gateway.server({ require_approval: 'always' })],
    });
    assert.deepEqual(kinds(answered), ['mcp_call', 'reasoning', 'message']);
    assert.equal(find(answered, 'mcp_call').approval_request_id, request.id);
    assert.equal(find(answered, 'mcp_call').output, 'The sum of 2 and 40 is 42.');
    assert.equal(answered.output_text, 'The sum is 42.');
  },

  async approvedStreamed() {
    const tools = [gateway.server({ require_approval: { always: { tool_names: ['get-sum'] }, never: { read_only: true } } })];
    const asked = await gateway.stream({ input: 'the sum please', tools });
    const request = find(asked.response, 'mcp_approval_request');
    const answered = await gateway.stream({ previous_response_id: asked.response.id, input: [{ type: 'mcp_approval_response', approval_request_id: request.id, approve: true }], tools });
    assert.ok(gateway.types(answered.events).includes('mcp_call.completed'));
    assert.deepEqual(kinds(answered.response), ['mcp_call', 'reasoning', 'message']);
  },

  async denied() {
    const tools = [gateway.server({ require_approval: 'always' })];
    const asked = await gateway.create({ input: 'the sum please', tools });
    const request = find(asked, 'mcp_approval_request');
    const denied = await gateway.create({ previous_response_id: asked.id, input: [{ type: 'mcp_approval_response', approval_request_id: request.id, approve: false, reason: 'not today' }], tools });
    assert.deepEqual(kinds(denied), ['message']);
    assert.equal(denied.output_text, 'As you wish: not today.');
  },

  async replayed() {
    // Nothing is stored: the client brings everything along itself.
    const tools = [gateway.server({ require_approval: 'always' })];
    const user = { role: 'user', content: [{ type: 'input_text', text: 'the sum please' }] };
    const asked = await gateway.create({ input: [user], tools, store: false });
    await refused(client.responses.retrieve(asked.id), 404);
    const request = find(asked, 'mcp_approval_request');
    const input = [user, ...asked.output, { type: 'mcp_approval_response', approval_request_id: request.id, approve: true }];
    const answered = await gateway.create({ input, tools, store: false });
    assert.deepEqual(kinds(answered), ['mcp_call', 'reasoning', 'message'], 'the list that was brought along is not asked for again');
    assert.equal(answered.output_text, 'The sum is 42.');

    const later = await gateway.create({ input: [...input, ...answered.output, { role: 'user', content: 'thank you' }], tools, store: false });
    assert.deepEqual(kinds(later), ['message'], 'what was agreed to and done is not done again');
    const denied = await gateway.create({ input: [user, ...asked.output, { type: 'mcp_approval_response', approval_request_id: request.id, approve: false, reason: 'not today' }], tools, store: false });
    assert.equal(denied.output_text, 'As you wish: not today.');
  },

  async rounds() {
    const { events, response } = await gateway.stream({ input: 'several steps' });
    const calls = response.output.filter((item) => item.type === 'mcp_call');
    assert.deepEqual(calls.map((call) => call.name), ['echo', 'echo', 'get-sum', 'get-sum']);
    assert.equal(calls[0].output, 'Echo: one');
    assert.equal(calls[2].status, 'failed', 'arguments that do not fit are not sent');
    assert.equal(calls[2].error.type, 'mcp_protocol_error');
    assert.match(calls[2].error.message, /\$\.b/);
    assert.equal(calls[3].output, 'The sum of 1 and 2 is 3.');
    assert.equal(find(response, 'message').content[0].text, 'The sum is 3.');
    assert.ok(gateway.types(events).includes('mcp_call.failed'));
  },

  async functions() {
    const tools = [gateway.server(), { type: 'function', name: 'weather', description: 'The weather.', parameters: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] }, strict: true }];
    const asked = await gateway.stream({ input: 'weather and sum', tools });
    assert.deepEqual(kinds(asked.response), ['mcp_list_tools', 'mcp_call', 'function_call']);
    const call = find(asked.response, 'function_call');
    assert.deepEqual(JSON.parse(call.arguments), { place: 'Bonn' });
    assert.ok(gateway.types(asked.events).includes('function_call_arguments.done'));
    await refused(gateway.create({ previous_response_id: asked.response.id, input: 'and?', tools }), 400, undefined, 'input');
    const output = { type: 'function_call_output', call_id: call.call_id, output: 'rain' };
    const answered = await gateway.create({ previous_response_id: asked.response.id, input: [output], tools });
    assert.equal(answered.output_text, 'Rain and 42.');
    const user = { role: 'user', content: 'weather and sum' };
    const replayed = await gateway.create({ input: [user, ...asked.response.output, output], tools, store: false });
    assert.equal(replayed.output_text, 'Rain and 42.');
  },

  async incomplete() {
    const { response } = await gateway.stream({ input: 'something long', max_output_tokens: 16 });
    assert.equal(response.status, 'incomplete');
    assert.equal(response.incomplete_details.reason, 'max_output_tokens');
    assert.equal(response.output.at(-1).status, 'incomplete');
  },

  async refusals() {
    await refused(new Gateway({ baseURL, token: 'x'.repeat(64), serverUrl }).create({ input: 'hello' }), 401);
    for (const [headers, status] of [[{ Origin: 'https://example.com' }, 403], [{ 'Sec-Fetch-Site': 'cross-site' }, 403]]) {
      await refused(client.responses.create({ model: 'scripted', input: 'hello' }, { headers }), status);
    }

    await refused(gateway.create({ input: 'hello', model: undefined }), 400, 'missing_required_parameter', 'model');
    await refused(gateway.create({ input: 7 }), 400, 'invalid_type', 'input');
    await refused(gateway.create({ input: 'hello', nonsense: 1 }), 400, 'unknown_parameter', 'nonsense');
    await refused(gateway.create({ input: 'hello', temperature: 3 }), 400, 'decimal_above_max_value', 'temperature');
    await refused(gateway.create({ input: 'hello', background: true }), 400, 'unsupported_parameter', 'background');
    await refused(gateway.create({ input: 'hello', tools: [{ type: 'web_search' }] }), 400, 'unsupported_value', 'tools[0].type');
    await refused(gateway.create({ input: 'hello', tools: [gateway.server({ server_url: undefined, connector_id: 'connector_gmail' })] }), 400, 'unsupported_parameter');
    await refused(gateway.create({ input: 'hello', tools: [gateway.server({ require_approval: 'sometimes' })] }), 400, undefined, 'tools[0].require_approval');
    for (const address of ['http://169.254.169.254/latest', 'https://10.1.2.3/mcp', 'https://[fe80::1]/mcp', 'http://example.com/mcp', 'https://[::ffff:192.168.0.1]/mcp']) {
      await refused(gateway.create({ input: 'hello', tools: [gateway.server({ server_url: address })] }), 400, 'invalid_server_url', 'tools');
    }

    await refused(gateway.create({ input: 'hello', tools: [gateway.server({ server_url: 'http://127.0.0.1:1/mcp', headers: { 'X-Secret': 'do-not-tell' } })] }), 424, 'http_error', 'tools');
    const failed = await gateway.stream({ input: 'hello', tools: [gateway.server({ server_url: 'http://127.0.0.1:1/mcp' })] });
    assert.equal(failed.response.status, 'failed');
    assert.ok(gateway.types(failed.events).includes('mcp_list_tools.failed'));
    assert.equal(failed.response.error.code, 'server_error');
    await refused(gateway.create({ input: [{ type: 'function_call_output', call_id: 'call_x', output: 'y' }] }), 400, undefined, 'input');
    await refused(gateway.create({ input: [{ type: 'item_reference', id: 'msg_x' }] }), 404);
    await refused(client.get('/nothing'), 404, 'unknown_url');
  },

  async chat() {
    const ask = (more) => client.chat.completions.create({ model: 'scripted', messages: [{ role: 'user', content: 'the sum please' }], tools: [gateway.server()], ...more });
    const answer = await ask({});
    assert.equal(answer.choices[0].message.content, 'The sum is 42.');
    assert.equal(answer.choices[0].finish_reason, 'stop');
    assert.equal(answer.usage.prompt_tokens, 110);
    assert.equal(answer.usage.completion_tokens, 12);
    let text = '';
    let usage;
    for await (const chunk of await ask({ stream: true, stream_options: { include_usage: true } })) {
      text += chunk.choices[0]?.delta.content ?? '';
      usage = chunk.usage ?? usage;
    }

    assert.equal(text, 'The sum is 42.');
    assert.equal(usage.total_tokens, 122);
    await refused(ask({ tools: [gateway.server({ require_approval: 'always' })] }), 400, 'unsupported_value', 'tools');
    await refused(ask({ tools: [gateway.server({ require_approval: undefined })] }), 400, 'unsupported_value', 'tools');
    await refused(ask({ tools: [gateway.server({ require_approval: { never: { tool_names: ['echo'] } } })] }), 400, 'unsupported_value', 'tools');
    const models = await client.models.list();
    assert.deepEqual(models.data.map((model) => model.id), ['scripted']);
    const plain = await client.chat.completions.create({
      model: 'scripted',
      messages: [{ role: 'user', content: 'weather and sum' }],
      tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }],
    });
    assert.equal(plain.choices[0].finish_reason, 'tool_calls');
    assert.deepEqual(plain.choices[0].message.tool_calls.map((call) => call.function.name), ['weather']);
  },

  async disconnect() {
    // The client goes away while the server works; when it comes back, nothing of the call is left.
    const controller = new AbortController();
    const request = { model: 'scripted', input: 'wait for long', tools: [gateway.server({ allowed_tools: ['trigger-long-running-operation'] })], stream: true };
    const stream = await client.responses.create(request, { signal: controller.signal });
    await assert.rejects(async () => {
      for await (const event of stream) {
        if (event.type === 'response.mcp_call_arguments.done') {
          controller.abort();
        }
      }
      throw new Error('aborted');
    });
    assert.equal((await gateway.create({ input: 'the sum please' })).status, 'completed');
  },
};

await scenarios[name]();
gateway.record(recordFile);
console.log(`${name} ok`);
