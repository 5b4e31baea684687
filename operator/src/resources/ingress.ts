import type { V1Ingress } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';

/** Leads from outside to the site, and to nothing else; null where spec.site.ingress is absent. */
export function siteIngress(installation: Installation): V1Ingress | null {
  const { ingress } = installation.spec.site;
  if (ingress === undefined) return null;
  const issuer = installation.has.certManager ? ingress.clusterIssuer : undefined;
  const annotations = {
    ...(issuer === undefined ? {} : { 'cert-manager.io/cluster-issuer': issuer }),
    ...ingress.annotations,
  };
  const secretName =
    ingress.tlsSecretName ?? (ingress.clusterIssuer === undefined ? undefined : installation.childName('site-tls'));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: installation.childName('site'),
      namespace: installation.namespace,
      labels: installation.labels('site'),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      ...(ingress.className === undefined ? {} : { ingressClassName: ingress.className }),
      ...(secretName === undefined ? {} : { tls: [{ hosts: [ingress.host], secretName }] }),
      rules: [
        {
          host: ingress.host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: installation.childName('site'), port: { name: 'http' } } },
              },
            ],
          },
        },
      ],
    },
  };
}
