import 'reflect-metadata'
import { KeyObject, sign, webcrypto } from 'node:crypto'
import { BasicConstraintsExtension, X509CertificateGenerator } from '@peculiar/x509'
import type { Cbor } from './cbor.js'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const HOUR_MS = 3_600_000

/** An attestation statement, made for the bytes that the authenticator signs. */
export type Attestation = { fmt: string; statementOf(signed: Uint8Array): Map<string, Cbor> }

/** A packed attestation by a certificate that anybody can make: valid in form (WebAuthn Level 3, 8.2), and worth nothing. */
export async function createPackedAttestation(): Promise<Attestation> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'C=DE, O=Nobody, OU=Authenticator Attestation, CN=Nobody’s authenticator',
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - HOUR_MS),
    notAfter: new Date(Date.now() + HOUR_MS),
    extensions: [new BasicConstraintsExtension(false)],
  })
  const privateKey = KeyObject.from(keys.privateKey)
  return {
    fmt: 'packed',
    statementOf: (signed) =>
      new Map<string, Cbor>([
        ['alg', -7],
        ['sig', sign('sha256', signed, privateKey)],
        ['x5c', [new Uint8Array(certificate.rawData)]],
      ]),
  }
}
