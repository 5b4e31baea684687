import fc from 'fast-check';
import { firstDrift } from './drift.ts';
import { quantityOf, sameQuantity } from './quantity.ts';

fc.configureGlobal({ seed: 4 });

const deployment = {
  metadata: { labels: { a: 'b' } },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          {
            name: 'api',
            image: 'api:1',
            args: ['--port', '8000'],
            env: [{ name: 'A', value: '1' }],
            resources: { requests: { cpu: '1000m', memory: '1024Mi' } },
            ports: [{ containerPort: 8000 }],
          },
        ],
        volumes: [{ name: 'tmp', emptyDir: {} }],
        tolerations: [],
        nodeSelector: {},
      },
    },
  },
};

/** As the API server gives it back: with defaults, others' fields and its own way to write amounts. */
function asServed() {
  return {
    metadata: { labels: { a: 'b', theirs: 'x' }, uid: 'u' },
    spec: {
      replicas: 2,
      progressDeadlineSeconds: 600,
      template: {
        spec: {
          containers: [
            { name: 'injected', image: 'mesh' },
            {
              name: 'api',
              image: 'api:1',
              args: ['--port', '8000'],
              env: [
                { name: 'A', value: '1' },
                { name: 'B', value: 'theirs' },
              ],
              resources: { requests: { cpu: '1', memory: '1Gi' } },
              ports: [{ containerPort: 8000, protocol: 'TCP' }],
              terminationMessagePath: '/dev/termination-log',
            },
          ],
          volumes: [{ name: 'tmp', emptyDir: {} } as object],
        },
      },
    },
  };
}

describe('firstDrift', () => {
  it('sees no drift in defaults, others’ fields and amounts written differently', () => {
    expect(firstDrift(deployment, asServed())).toBeUndefined();
  });

  const container = (object: ReturnType<typeof asServed>) => object.spec.template.spec.containers[1]!;
  it.each<[string, (live: ReturnType<typeof asServed>) => void]>([
    ['spec.replicas', (live) => (live.spec.replicas = 3)],
    ['metadata.labels.a', (live) => (live.metadata.labels.a = 'edited')],
    ['spec.template.spec.containers."api".image', (live) => (container(live).image = 'api:2')],
    ['spec.template.spec.containers."api".args', (live) => container(live).args!.push('--verbose')],
    ['spec.template.spec.containers."api".args.1', (live) => (container(live).args![1] = '9000')],
    ['spec.template.spec.containers."api".env."A".value', (live) => (container(live).env![0]!.value = '2')],
    [
      'spec.template.spec.containers."api".resources.requests.cpu',
      (live) => (container(live).resources!.requests.cpu = '2'),
    ],
    ['spec.template.spec.containers."api"', (live) => live.spec.template.spec.containers.pop()],
    [
      'spec.template.spec.volumes."tmp".emptyDir',
      (live) => (live.spec.template.spec.volumes = [{ name: 'tmp', hostPath: {} }]),
    ],
  ])('names %s', (path, edit) => {
    const live = asServed();
    edit(live);
    expect(firstDrift(deployment, live)).toBe(path);
  });

  it('takes the rules of a NetworkPolicy as one value, and an empty list of them as nothing', () => {
    const rule = { ports: [{ port: 5432, protocol: 'TCP' }], to: [{ podSelector: {} }] };
    expect(firstDrift({ egress: [rule], ingress: [] }, { egress: [rule] })).toBeUndefined();
    const wider = { ...rule, ports: [...rule.ports, { port: 22, protocol: 'TCP' }] };
    expect(firstDrift({ egress: [rule] }, { egress: [wider] })).toBe('egress.0.ports');
    expect(firstDrift({ ingress: [] }, { ingress: [{}] })).toBe('ingress');
    expect(firstDrift({ spec: { podSelector: {} } }, { spec: {} })).toBe('spec.podSelector');
  });

  it('tells two ports of a Service apart by number and protocol', () => {
    const ports = [{ name: 'dns', port: 53, protocol: 'UDP' }];
    expect(firstDrift({ ports }, { ports: [{ name: 'tcp', port: 53, protocol: 'TCP' }, ...ports] })).toBeUndefined();
    expect(firstDrift({ ports }, { ports: [{ name: 'dns', port: 53, protocol: 'TCP' }] })).toBe('ports.null/53/"UDP"');
  });

  it('takes a field named like a method of every object for a field like any other', () => {
    expect(firstDrift({ toString: [{}] }, { toString: [{}] })).toBeUndefined();
    expect(firstDrift({ constructor: [1] }, { constructor: [2] })).toBe('constructor.0');
  });

  it('holds for any value against itself, and against itself with more fields', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(firstDrift(value, structuredClone(value))).toBeUndefined();
        expect(firstDrift(value, { ...structuredClone(value), 'not rendered': 1 })).toBeUndefined();
      }),
    );
  });
});

describe('quantityOf', () => {
  it.each([
    ['500m', 0.5],
    ['1', 1],
    ['1Gi', 2 ** 30],
    ['1.5k', 1500],
    ['1e3', 1000],
    ['.5', 0.5],
    ['100n', 1e-7],
  ])('%s is %d', (text, value) => expect(quantityOf(text)).toBeCloseTo(value, 12));

  it('takes nothing else for a quantity', () => {
    for (const text of ['', 'one', '1 Gi', '1GiB', '--1']) expect(quantityOf(text)).toBeUndefined();
    expect(sameQuantity('one', 'one')).toBe(false);
  });

  it('sees mebibytes as a thousand and twenty-fourth of gibibytes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        (n) => sameQuantity(`${n}Gi`, `${n * 1024}Mi`) && sameQuantity(n, `${n * 1000}m`),
      ),
    );
  });
});
