import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example } from '../config/examples.ts';
import {
  addQueueCode,
  addQueueSettings,
  addScrollCode,
  addScrollSettings,
  type Copy,
  copySources,
} from './extended.ts';

/** The modules that are asked. Their types are those of the sources before anything was added. */
interface Modules {
  'config/accepts.generated.ts': { accepts(config: unknown): boolean };
  'config/endpoints/index.ts': { destinationOf(endpoint: unknown): string; ADAPTERS: string[] };
  'config/explain/explain.ts': {
    explainConfig(config: unknown): { message: string }[];
    warnings(config: unknown): { message: string }[];
  };
  'config/json-schema.ts': { jsonSchema(): object };
  'config/settle.ts': { settle(config: unknown): { trigger: object } };
  'config/triggers/index.ts': { TRIGGERS: string[]; traits: Record<string, { invites: boolean }> };
  'delivery/adapters/index.ts': {
    adapterFor(endpoint: unknown): { destination: string; send(body: string): Promise<unknown> };
  };
}

const smallest = example('smallest.json');

let copy: Copy;
beforeAll(() => {
  copy = copySources();
});
afterAll(() => copy.remove());

describe('an adapter and a trigger are each a file of settings, a file of code and a line in the tables', () => {
  it('of which a missing one does not compile', () => {
    addQueueSettings(copy);
    addScrollSettings(copy);
    const destination = '  queue: queue.destination,\n';
    const traits = '  scroll: scroll.traits,\n';
    copy.edit('src/config/endpoints/index.ts', destination, '');
    copy.edit('src/config/triggers/index.ts', traits, '');
    const errors = copy.typeErrors().join('\n');
    expect(errors).toMatch(/src\/config\/endpoints\/index\.ts.*'queue' is missing/);
    expect(errors).toMatch(/src\/config\/triggers\/index\.ts.*'scroll' is missing/);
    expect(errors).toMatch(/src\/delivery\/adapters\/index\.ts.*'queue' is missing/);
    expect(errors).toMatch(/src\/page\/triggers\/index\.ts.*'scroll' is missing/);
    copy.edit(
      'src/config/endpoints/index.ts',
      '  http: http.destination,\n',
      `  http: http.destination,\n${destination}`,
    );
    copy.edit('src/config/triggers/index.ts', '  call: call.traits,\n', `  call: call.traits,\n${traits}`);
  });

  it('and which compile together', () => {
    addQueueCode(copy);
    addScrollCode(copy);
    expect(copy.typeErrors()).toEqual([]);
  });

  describe('once they are there', () => {
    let loaded: Modules;
    beforeAll(async () => {
      copy.generate();
      loaded = await copy.load<Modules>(
        'config/accepts.generated.ts',
        'config/endpoints/index.ts',
        'config/explain/explain.ts',
        'config/json-schema.ts',
        'config/settle.ts',
        'config/triggers/index.ts',
        'delivery/adapters/index.ts',
      );
    });

    const endpoint = { adapter: 'queue', topic: 'parks' };
    const trigger = { on: 'scroll', depth: 0.5 };
    const messages = (more: object) =>
      loaded['config/explain/explain.ts'].explainConfig({ ...smallest, ...more }).map(({ message }) => message);
    const accepts = (more: object) => loaded['config/accepts.generated.ts'].accepts({ ...smallest, ...more });

    it('a config may name them', () => {
      expect(messages({ endpoint, trigger })).toEqual([]);
      expect(accepts({ endpoint, trigger })).toBe(true);
      expect(accepts({ endpoint: '/x', trigger: { on: 'load' } })).toBe(true);
    });

    it('editors know them', () => {
      const printed = loaded['config/json-schema.ts'].jsonSchema();
      expect(printed).toHaveProperty('properties.trigger.properties.on.enum', ['load', 'click', 'call', 'scroll']);
      expect(printed).toHaveProperty('properties.trigger.properties.depth.maximum', 1);
      expect(printed).toHaveProperty('properties.endpoint.anyOf.3.properties.adapter.const', 'queue');
    });

    it('what is wrong with their fields is refused and explained', () => {
      const topic = { endpoint: { adapter: 'queue', topic: 'Parks' } };
      expect(messages(topic)).toEqual([
        'endpoint.topic is "Parks", but must be a topic of small letters. Write "parks".',
      ]);
      expect(messages({ endpoint: { adapter: 'queue' } })).toEqual([
        'endpoint.topic is missing, but must be a topic of small letters. Add "topic", for example "topic": "surveys".',
      ]);
      expect(messages({ endpoint: { adapter: 'quue', topic: 'parks' } })).toEqual([
        'endpoint.adapter is "quue", but must be one of "http", "function", "queue". Write "queue".',
      ]);
      expect(messages({ trigger: { on: 'scroll', depth: 2 } })[0]).toContain('trigger.depth is 2');
      expect(accepts(topic)).toBe(false);
      expect(accepts({ trigger: { on: 'scroll', depth: 2 } })).toBe(false);
    });

    it('what the trigger needs is asked for, and what it does not read is pointed out', () => {
      expect(messages({ trigger: { on: 'scroll' } })).toEqual([
        'trigger.depth is missing, but the survey waits until somebody has read so far (trigger.on is "scroll"). ' +
          'Add "depth", for example "depth": 0.5, or choose another trigger.',
      ]);
      expect(accepts({ trigger: { on: 'scroll' } })).toBe(false);
      const { warnings } = loaded['config/explain/explain.ts'];
      const said = warnings({ ...smallest, trigger: { depth: 0.5 } }).map(({ message }) => message);
      expect(said).toContain(
        'trigger.depth: only read where trigger.on is "scroll". Set trigger.on to "scroll", or remove it.',
      );
    });

    it('a trigger that invites opens no dialog', () => {
      expect(messages({ trigger, display: { placement: 'dialog' } })).toEqual([
        expect.stringContaining('trigger.on is "scroll", but a dialog takes the focus'),
      ]);
      expect(accepts({ trigger, display: { placement: 'dialog' } })).toBe(false);
    });

    it('their defaults are filled in, and their names are known', () => {
      expect(loaded['config/settle.ts'].settle({ ...smallest, trigger }).trigger).toEqual({
        ...trigger,
        delaySeconds: 5,
        pauseSeconds: 2,
      });
      expect(loaded['config/triggers/index.ts'].TRIGGERS).toContain('scroll');
      expect(loaded['config/triggers/index.ts'].traits).toHaveProperty('scroll.invites', true);
      expect(loaded['config/endpoints/index.ts'].ADAPTERS).toContain('queue');
    });

    it('records are sent where the adapter says', async () => {
      expect(loaded['config/endpoints/index.ts'].destinationOf(endpoint)).toBe('queue:parks');
      const adapter = loaded['delivery/adapters/index.ts'].adapterFor(endpoint);
      expect(adapter.destination).toBe('queue:parks');
      await adapter.send('{}');
      expect(globalThis).toHaveProperty('queued', ['parks', '{}']);
    });
  });
});
