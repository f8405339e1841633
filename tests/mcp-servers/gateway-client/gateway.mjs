// What every scenario needs: the vendor's client towards the gateway, the entry of the server, and a record of all that came over the wire.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import OpenAI from 'openai';

export class Gateway {
  constructor({ baseURL, token, serverUrl }) {
    this.baseURL = baseURL;
    this.token = token;
    this.serverUrl = serverUrl;
    this.events = [];
    this.responses = [];
    this.client = new OpenAI({ baseURL, apiKey: token, maxRetries: 0 });
  }

  /** An entry `type: mcp`; by default nothing is asked and only two tools are offered. */
  server(more = {}) {
    return { type: 'mcp', server_label: 'everything', server_url: this.serverUrl, require_approval: 'never', allowed_tools: ['get-sum', 'echo'], ...more };
  }

  async create(request) {
    const response = await this.client.responses.create({ model: 'scripted', tools: [this.server()], ...request });
    this.responses.push(JSON.parse(JSON.stringify(response)));
    return response;
  }

  /** Streams, checks what holds of every stream, and returns the events with the last response. */
  async stream(request) {
    const events = [];
    for await (const event of await this.client.responses.create({ model: 'scripted', tools: [this.server()], ...request, stream: true })) {
      events.push(event);
    }

    this.events.push(...JSON.parse(JSON.stringify(events)));
    this.checkStream(events);
    return { events, response: events.at(-1).response };
  }

  checkStream(events) {
    assert.deepEqual(events.map((event) => event.sequence_number), events.map((_, index) => index));
    assert.deepEqual(events.slice(0, 2).map((event) => event.type), ['response.created', 'response.in_progress']);
    const open = new Map();
    const done = [];
    let added = 0;
    for (const event of events.slice(2, -1)) {
      if (event.type === 'response.output_item.added') {
        assert.equal(event.output_index, added++);
        open.set(event.output_index, event.item.id);
      } else if (event.type === 'response.output_item.done') {
        assert.equal(open.get(event.output_index), event.item.id);
        open.delete(event.output_index);
        done[event.output_index] = event.item;
      } else {
        assert.equal(open.get(event.output_index), event.item_id, event.type);
      }
    }

    assert.equal(open.size, 0);
    const last = events.at(-1);
    assert.match(last.type, /^response\.(completed|incomplete|failed)$/);
    assert.equal(last.type, `response.${last.response.status}`);
    assert.deepEqual(last.response.output, done);
  }

  types(events) {
    return events.map((event) => event.type.replace(/^response\./, ''));
  }

  record(file) {
    if (file) {
      fs.writeFileSync(file, JSON.stringify({ events: this.events, responses: this.responses }));
    }
  }
}

export async function refused(promise, status, code, param) {
  const error = await promise.then(() => assert.fail('was not refused'), (reason) => reason);
  assert.ok(error instanceof OpenAI.APIError, String(error));
  assert.equal(error.status, status, error.message);
  if (code !== undefined) {
    assert.equal(error.code, code, error.message);
  }

  if (param !== undefined) {
    assert.equal(error.param, param, error.message);
  }

  return error;
}
